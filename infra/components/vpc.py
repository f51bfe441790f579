"""A VPC of three tiers with no way to the internet."""

from __future__ import annotations

from typing import Any

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Cidr, Strict
from infra.naming import Naming
from infra.tags import tags
from infra.tiers import TIERS, AclRule, Tier, acl_rules, subnet_block


class VpcArgs(Strict):
    """``gateway_cidrs``: public addresses that the ACLs of app and data let through on 443."""

    naming: Naming
    cidr: Cidr
    zones: tuple[str, ...]
    gateway_cidrs: tuple[Cidr, ...]


class Vpc(pulumi.ComponentResource):
    """VPC, one subnet for each tier and zone, one route table and one network ACL for each tier.

    There is no internet gateway and no NAT: not a filter but the absence of a path, which a plan can prove. AWS
    makes a default security group, ACL and route table with every VPC, and these let everything through; they are
    adopted and emptied, so that what is attached to nothing gets nothing.
    """

    def __init__(self, name: str, args: VpcArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("carveout:network:Vpc", name, None, opts)
        self._args, self._child = args, pulumi.ResourceOptions(parent=self)
        self.vpc = aws.ec2.Vpc(
            f"{name}-vpc",
            cidr_block=args.cidr,
            enable_dns_support=True,
            enable_dns_hostnames=True,  # private DNS names of endpoints need both
            tags=tags("internal", args.naming.physical("vpc")),
            opts=self._child,
        )
        self._empty_defaults(name)
        self.route_table_ids: dict[str, pulumi.Output[str]] = {}
        self.subnet_ids: dict[str, list[pulumi.Output[str]]] = {}
        for tier in TIERS:
            self._tier(name, tier)
        self.vpc_id = self.vpc.id
        self.register_outputs({"vpc_id": self.vpc_id, "subnet_ids": self.subnet_ids})

    def _empty_defaults(self, name: str) -> None:
        unused = tags("internal", self._args.naming.physical("default-unused"))
        aws.ec2.DefaultSecurityGroup(
            f"{name}-default-sg", vpc_id=self.vpc.id, ingress=[], egress=[], tags=unused, opts=self._child
        )
        aws.ec2.DefaultNetworkAcl(
            f"{name}-default-acl",
            default_network_acl_id=self.vpc.default_network_acl_id,
            ingress=[],
            egress=[],
            tags=unused,
            # A subnet between two ACLs shows up here for a moment; ours are attached by their own resources.
            opts=pulumi.ResourceOptions(parent=self, ignore_changes=["subnetIds"]),
        )
        aws.ec2.DefaultRouteTable(
            f"{name}-default-routes",
            default_route_table_id=self.vpc.default_route_table_id,
            routes=[],
            tags=unused,
            opts=self._child,
        )

    def _tier(self, name: str, tier: Tier) -> None:
        args = self._args
        routes = aws.ec2.RouteTable(
            f"{name}-{tier}-routes",
            vpc_id=self.vpc.id,
            tags=tags("internal", args.naming.physical(tier)),
            opts=self._child,
        )
        self.route_table_ids[tier] = routes.id
        ids: list[pulumi.Output[str]] = []
        for index, zone in enumerate(args.zones):
            subnet = aws.ec2.Subnet(
                f"{name}-{tier}-{zone}",
                vpc_id=self.vpc.id,
                availability_zone=zone,
                cidr_block=subnet_block(args.cidr, tier, index),
                map_public_ip_on_launch=False,
                tags=tags("internal", args.naming.physical(f"{tier}-{zone}")),
                opts=self._child,
            )
            aws.ec2.RouteTableAssociation(
                f"{name}-{tier}-{zone}-routes",
                subnet_id=subnet.id,
                route_table_id=routes.id,
                opts=self._child,
            )
            ids.append(subnet.id)
        self.subnet_ids[tier] = ids
        ingress, egress = acl_rules(args.cidr, tier, args.gateway_cidrs)
        aws.ec2.NetworkAcl(
            f"{name}-{tier}-acl",
            vpc_id=self.vpc.id,
            subnet_ids=ids,
            ingress=[aws.ec2.NetworkAclIngressArgs(**_rule(rule)) for rule in ingress],
            egress=[aws.ec2.NetworkAclEgressArgs(**_rule(rule)) for rule in egress],
            tags=tags("internal", args.naming.physical(tier)),
            opts=self._child,
        )


def _rule(rule: AclRule) -> dict[str, Any]:
    first, last = rule.ports
    return {
        "rule_no": rule.number,
        "action": "allow",
        "protocol": "tcp",
        "cidr_block": rule.cidr,
        "from_port": first,
        "to_port": last,
    }
