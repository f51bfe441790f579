"""The address plan and the network ACLs."""

from __future__ import annotations

import ipaddress
from itertools import combinations

import pytest

from infra.tiers import EPHEMERAL, HTTPS, MAX_ZONES, TIERS, AclRule, acl_rules, subnet_block, tier_block

VPC = "10.64.0.0/16"


def test_blocks_of_the_tiers() -> None:
    assert [tier_block(VPC, tier) for tier in TIERS] == ["10.64.0.0/18", "10.64.64.0/18", "10.64.128.0/18"]


def test_subnets_lie_in_their_tier_and_never_overlap() -> None:
    blocks = {
        (tier, zone): ipaddress.IPv4Network(subnet_block(VPC, tier, zone))
        for tier in TIERS
        for zone in range(MAX_ZONES)
    }
    for (tier, _), block in blocks.items():
        assert block.subnet_of(ipaddress.IPv4Network(tier_block(VPC, tier)))
    assert not any(one.overlaps(other) for one, other in combinations(blocks.values(), 2))


def test_no_room_for_a_fifth_zone() -> None:
    with pytest.raises(ValueError, match=r"^zone index 4: a tier has room for 4 zones$"):
        subnet_block(VPC, "app", 4)


def test_endpoints_answer_and_start_nothing() -> None:
    ingress, egress = acl_rules(VPC, "endpoint", ("0.0.0.0/0",))
    assert ingress == (AclRule(100, "10.64.64.0/18", HTTPS), AclRule(110, "10.64.128.0/18", HTTPS))
    assert egress == (AclRule(100, "10.64.64.0/18", EPHEMERAL), AclRule(110, "10.64.128.0/18", EPHEMERAL))


@pytest.mark.parametrize("tier", ["app", "data"])
def test_addresses_outside_only_for_the_gateways_and_only_https(tier: str) -> None:
    ingress, egress = acl_rules(VPC, tier, ("52.216.0.0/15",))  # type: ignore[arg-type]
    outside = [rule for rule in (*ingress, *egress) if not rule.cidr.startswith("10.64.")]
    assert outside == [AclRule(130, "52.216.0.0/15", EPHEMERAL), AclRule(130, "52.216.0.0/15", HTTPS)]


@pytest.mark.parametrize("one", TIERS)
@pytest.mark.parametrize("other", TIERS)
def test_what_one_tier_may_send_the_other_may_answer(one: str, other: str) -> None:
    """ACLs keep no state: a request needs egress and ingress, its answer ephemeral ports the other way."""

    def allowed(tier: str, way: int, towards: str, port: int) -> bool:
        rules = acl_rules(VPC, tier, ())[way]  # type: ignore[arg-type]
        block = tier_block(VPC, towards)  # type: ignore[arg-type]
        return any(rule.cidr == block and rule.ports[0] <= port <= rule.ports[1] for rule in rules)

    request = allowed(one, 1, other, 443) and allowed(other, 0, one, 443)
    if request:
        assert allowed(other, 1, one, 50_000)
        assert allowed(one, 0, other, 50_000)
    assert request == ((one, other) in {("app", "endpoint"), ("data", "endpoint"), ("app", "app")})
