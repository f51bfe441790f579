"""The address plan and the network ACLs of the three tiers: arithmetic on a /16, no resources.

Each tier owns one /18 of the VPC, each of its zones one /20 (4,091 usable addresses); the fourth /18 is spare. A
whole tier is one block, so a rule about a tier needs one line and stays true when a zone is added.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Final, Literal

Tier = Literal["endpoint", "app", "data"]

TIERS: Final[tuple[Tier, ...]] = ("endpoint", "app", "data")
MAX_ZONES: Final = 4
HTTPS: Final = (443, 443)
# Replies come back to these; NACLs keep no state, so they must be let in by number.
EPHEMERAL: Final = (1024, 65535)
ANY_PORT: Final = (1, 65535)


@dataclass(frozen=True, slots=True)
class AclRule:
    """Allow TCP to or from one block on a range of ports; what no rule allows is denied."""

    number: int
    cidr: str
    ports: tuple[int, int]


def tier_block(cidr: str, tier: Tier) -> str:
    """The /18 of a tier in a /16."""
    return str(_part(cidr, 2, TIERS.index(tier)))


def subnet_block(cidr: str, tier: Tier, zone_index: int) -> str:
    """The /20 of a tier in one zone, counted from 0."""
    if not 0 <= zone_index < MAX_ZONES:
        raise ValueError(f"zone index {zone_index}: a tier has room for {MAX_ZONES} zones")
    return str(_part(tier_block(cidr, tier), 2, zone_index))


def acl_rules(cidr: str, tier: Tier, gateway_cidrs: Sequence[str]) -> tuple[tuple[AclRule, ...], tuple[AclRule, ...]]:
    """Ingress and egress rules of one tier.

    Endpoints answer HTTPS of app and data and start nothing. App talks to endpoints, to itself and to data; data
    talks to endpoints and itself. ``gateway_cidrs`` are the public addresses of S3 and DynamoDB, which a gateway
    endpoint serves without an address of its own in the VPC.
    """
    endpoint, app, data = (tier_block(cidr, name) for name in TIERS)
    gateways_in = [(block, EPHEMERAL) for block in gateway_cidrs]
    gateways_out = [(block, HTTPS) for block in gateway_cidrs]
    if tier == "endpoint":
        return _numbered([(app, HTTPS), (data, HTTPS)]), _numbered([(app, EPHEMERAL), (data, EPHEMERAL)])
    if tier == "app":
        return (
            _numbered([(endpoint, EPHEMERAL), (app, ANY_PORT), (data, EPHEMERAL), *gateways_in]),
            _numbered([(endpoint, HTTPS), (app, ANY_PORT), (data, EPHEMERAL), *gateways_out]),
        )
    return (
        _numbered([(endpoint, EPHEMERAL), (app, EPHEMERAL), (data, EPHEMERAL), *gateways_in]),
        _numbered([(endpoint, HTTPS), (app, EPHEMERAL), (data, EPHEMERAL), *gateways_out]),
    )


def _numbered(rules: Sequence[tuple[str, tuple[int, int]]]) -> tuple[AclRule, ...]:
    return tuple(AclRule(100 + 10 * index, cidr, ports) for index, (cidr, ports) in enumerate(rules))


def _part(cidr: str, bits: int, index: int) -> ipaddress.IPv4Network:
    return list(ipaddress.IPv4Network(cidr).subnets(prefixlen_diff=bits))[index]
