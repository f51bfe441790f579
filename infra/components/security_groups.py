"""Security groups of the three tiers, each rule a resource of its own."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Cidr, Strict
from infra.naming import Naming
from infra.tags import tags
from infra.tiers import tier_block

_HTTPS = 443


class SecurityGroupsArgs(Strict):
    """``cidr`` is the VPC's block, of which the tiers' blocks are parts."""

    naming: Naming
    cidr: Cidr


class SecurityGroups(pulumi.ComponentResource):
    """Groups for endpoints, app and data, and a prefix list of the two tiers where workloads run.

    Rules are separate resources, since inline and separate rules undo each other, and two groups that name each
    other need it. Endpoints take HTTPS from the prefix list, so that a backend with groups of its own needs no
    change here. App and data start with HTTPS to endpoints and gateways alone: each backend adds the flows it
    needs, and none may name an address outside.
    """

    def __init__(
        self,
        name: str,
        args: SecurityGroupsArgs,
        *,
        vpc_id: pulumi.Input[str],
        gateway_prefix_lists: dict[str, pulumi.Output[str]],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("carveout:network:SecurityGroups", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        naming = args.naming
        self.workloads = aws.ec2.ManagedPrefixList(
            f"{name}-workloads",
            name=naming.physical("workloads"),
            address_family="IPv4",
            max_entries=2,
            entries=[
                aws.ec2.ManagedPrefixListEntryArgs(cidr=tier_block(args.cidr, "app"), description="app tier"),
                aws.ec2.ManagedPrefixListEntryArgs(cidr=tier_block(args.cidr, "data"), description="data tier"),
            ],
            tags=tags("internal"),
            opts=child,
        )
        self.group_ids: dict[str, pulumi.Output[str]] = {}
        for tier, what in (
            ("endpoint", "Interface endpoints: HTTPS from app and data"),
            ("app", "App tier: HTTPS to endpoints and gateways"),
            ("data", "Data tier: HTTPS to endpoints and gateways"),
        ):
            group = aws.ec2.SecurityGroup(
                f"{name}-{tier}",
                name=naming.physical(tier),
                description=what,
                vpc_id=vpc_id,
                revoke_rules_on_delete=True,
                tags=tags("internal", naming.physical(tier)),
                opts=child,
            )
            self.group_ids[tier] = group.id
        aws.vpc.SecurityGroupIngressRule(
            f"{name}-endpoint-from-workloads",
            security_group_id=self.group_ids["endpoint"],
            prefix_list_id=self.workloads.id,
            ip_protocol="tcp",
            from_port=_HTTPS,
            to_port=_HTTPS,
            description="HTTPS from app and data",
            tags=tags("internal"),
            opts=child,
        )
        for tier in ("app", "data"):
            aws.vpc.SecurityGroupEgressRule(
                f"{name}-{tier}-to-endpoint",
                security_group_id=self.group_ids[tier],
                referenced_security_group_id=self.group_ids["endpoint"],
                ip_protocol="tcp",
                from_port=_HTTPS,
                to_port=_HTTPS,
                description="HTTPS to interface endpoints",
                tags=tags("internal"),
                opts=child,
            )
            for service, prefix_list in gateway_prefix_lists.items():
                aws.vpc.SecurityGroupEgressRule(
                    f"{name}-{tier}-to-{service}",
                    security_group_id=self.group_ids[tier],
                    prefix_list_id=prefix_list,
                    ip_protocol="tcp",
                    from_port=_HTTPS,
                    to_port=_HTTPS,
                    description=f"HTTPS to {service} through its gateway",
                    tags=tags("internal"),
                    opts=child,
                )
        self.register_outputs({"group_ids": self.group_ids})
