"""Gateway endpoints: S3 and DynamoDB without leaving AWS's network."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Strict
from infra.endpoint_policies import gateway_policy
from infra.naming import Naming
from infra.tags import tags


class GatewayEndpointsArgs(Strict):
    """``services`` of s3 and dynamodb; ``buckets`` are our bucket names, ``aws_buckets`` those that AWS runs."""

    naming: Naming
    services: tuple[str, ...]
    buckets: tuple[str, ...]
    aws_buckets: tuple[str, ...]


class GatewayEndpoints(pulumi.ComponentResource):
    """One gateway endpoint for each service, with a policy, in the route tables that are handed in.

    Gateways are free of charge and carry the bulk of the data. Their default policy is full access, and even a
    VPC without a NAT can then write to a stranger's bucket; so the policy lists resources by ARN.
    """

    def __init__(
        self,
        name: str,
        args: GatewayEndpointsArgs,
        *,
        vpc_id: pulumi.Input[str],
        route_table_ids: list[pulumi.Output[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("carveout:network:GatewayEndpoints", name, None, opts)
        self.endpoint_ids: dict[str, pulumi.Output[str]] = {}
        self.prefix_list_ids: dict[str, pulumi.Output[str]] = {}
        for service in args.services:
            endpoint = aws.ec2.VpcEndpoint(
                f"{name}-{service}",
                vpc_id=vpc_id,
                service_name=f"com.amazonaws.{args.naming.region}.{service}",
                vpc_endpoint_type="Gateway",
                route_table_ids=route_table_ids,
                policy=gateway_policy(service, args.naming, args.buckets, args.aws_buckets),
                tags=tags("internal", args.naming.physical(service)),
                opts=pulumi.ResourceOptions(parent=self),
            )
            self.endpoint_ids[service] = endpoint.id
            self.prefix_list_ids[service] = endpoint.prefix_list_id
        self.register_outputs({"endpoint_ids": self.endpoint_ids})
