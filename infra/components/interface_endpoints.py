"""Interface endpoints: AWS services as addresses inside the VPC."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Account, Strict
from infra.endpoint_policies import interface_policy
from infra.endpoint_services import INTERFACE_SERVICES
from infra.naming import Naming
from infra.tags import tags


class InterfaceEndpointsArgs(Strict):
    """``registry_accounts`` hold image registries of ours besides the stack's own account."""

    naming: Naming
    services: tuple[str, ...]
    registry_accounts: tuple[Account, ...]


class InterfaceEndpoints(pulumi.ComponentResource):
    """One endpoint for each service, with private DNS, the endpoint tier's group and a policy of its own.

    Private DNS makes the SDKs' ordinary host names resolve to these addresses: nothing in a workload has to
    know of the endpoint, and nothing can go round it. An endpoint is in one zone or in all of them, which is
    a matter of cost, not of reach: other zones use the address across zones.
    """

    def __init__(
        self,
        name: str,
        args: InterfaceEndpointsArgs,
        *,
        vpc_id: pulumi.Input[str],
        subnet_ids: Sequence[pulumi.Input[str]],
        security_group_id: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("carveout:network:InterfaceEndpoints", name, None, opts)
        self.endpoint_ids: dict[str, pulumi.Output[str]] = {}
        for service in args.services:
            part = service.replace(".", "-")
            endpoint = aws.ec2.VpcEndpoint(
                f"{name}-{part}",
                vpc_id=vpc_id,
                service_name=f"com.amazonaws.{args.naming.region}.{INTERFACE_SERVICES[service].suffix}",
                vpc_endpoint_type="Interface",
                private_dns_enabled=True,
                subnet_ids=list(subnet_ids),
                security_group_ids=[security_group_id],
                policy=interface_policy(service, args.naming, args.registry_accounts),
                tags=tags("internal", args.naming.physical(part)),
                opts=pulumi.ResourceOptions(parent=self),
            )
            self.endpoint_ids[service] = endpoint.id
        self.register_outputs({"endpoint_ids": self.endpoint_ids})
