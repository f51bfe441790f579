"""Names: a private zone, and a firewall that answers only what is listed."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Domain, Strict
from infra.naming import Naming
from infra.tags import tags

_ALLOW_PRIORITY = 100
_BLOCK_PRIORITY = 200
# AWS keeps 1 to 100 for firewall rule groups that an administrator account attaches.
_ASSOCIATION_PRIORITY = 101


class DnsFirewallArgs(Strict):
    """``names`` may start with ``*.``; everything else is blocked."""

    naming: Naming
    zone: Domain
    names: tuple[str, ...]
    protected: bool


class DnsFirewall(pulumi.ComponentResource):
    """Private zone, allow list, block-all, and a firewall that fails closed.

    The resolver of a VPC without a route out still asks the whole internet, so names are a channel for data. The
    first rule allows the names that have an endpoint here and the private zone; the second blocks every name.
    Allowed names are not inspected along their CNAMEs: S3 and others answer through names that change. Blocked
    names get NODATA, which programs take as "no such address" rather than waiting. If the firewall cannot answer,
    neither does the resolver (fail closed).
    """

    def __init__(
        self,
        name: str,
        args: DnsFirewallArgs,
        *,
        vpc_id: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("carveout:network:DnsFirewall", name, None, opts)
        naming, child = args.naming, pulumi.ResourceOptions(parent=self)
        self.zone = aws.route53.Zone(
            f"{name}-zone",
            name=args.zone,
            comment="Names of our backends",
            force_destroy=False,
            vpcs=[aws.route53.ZoneVpcArgs(vpc_id=vpc_id, vpc_region=naming.region)],
            tags=tags("internal"),
            opts=child,
        )
        group = aws.route53.ResolverFirewallRuleGroup(
            f"{name}-rules", name=naming.physical("dns"), tags=tags("internal"), opts=child
        )
        own = (args.zone, f"*.{args.zone}")
        allowed = self._list(name, "allowed", naming, [*own, *args.names])
        everything = self._list(name, "everything", naming, ["*"])
        aws.route53.ResolverFirewallRule(
            f"{name}-allow",
            name=naming.physical("dns-allow"),
            action="ALLOW",
            priority=_ALLOW_PRIORITY,
            firewall_rule_group_id=group.id,
            firewall_domain_list_id=allowed.id,
            firewall_domain_redirection_action="TRUST_REDIRECTION_DOMAIN",
            opts=child,
        )
        aws.route53.ResolverFirewallRule(
            f"{name}-block",
            name=naming.physical("dns-block"),
            action="BLOCK",
            block_response="NODATA",
            priority=_BLOCK_PRIORITY,
            firewall_rule_group_id=group.id,
            firewall_domain_list_id=everything.id,
            opts=child,
        )
        aws.route53.ResolverFirewallRuleGroupAssociation(
            f"{name}-vpc",
            name=naming.physical("dns"),
            firewall_rule_group_id=group.id,
            vpc_id=vpc_id,
            priority=_ASSOCIATION_PRIORITY,
            mutation_protection="ENABLED" if args.protected else "DISABLED",
            tags=tags("internal"),
            opts=child,
        )
        aws.route53.ResolverFirewallConfig(
            f"{name}-fail-closed", resource_id=vpc_id, firewall_fail_open="DISABLED", opts=child
        )
        self.zone_id = self.zone.zone_id
        self.register_outputs({"zone_id": self.zone_id})

    def _list(self, name: str, part: str, naming: Naming, domains: list[str]) -> aws.route53.ResolverFirewallDomainList:
        return aws.route53.ResolverFirewallDomainList(
            f"{name}-{part}",
            name=naming.physical(f"dns-{part}"),
            domains=sorted(domains),
            tags=tags("internal"),
            opts=pulumi.ResourceOptions(parent=self),
        )
