"""The network stacks as the offline plan sees them, with AWS_REGION pointing abroad on purpose."""

from __future__ import annotations

import json
from collections.abc import Iterator

import pytest

from carveout.plan import Plan, Resource
from tests.infra.plans import GOLDEN, plan_of, urns

STACKS = ("dev-network", "prod-network")
# Ways out of a VPC. Their absence is the proof.
WAYS_OUT = (
    "InternetGateway",
    "EgressOnlyInternetGateway",
    "NatGateway",
    "VpcPeeringConnection",
    "TransitGateway",
    "VpcAttachment",
    "VpnGateway",
    "VpnConnection",
    "Route",
    "Eip",
    "ResolverRule",
    "ResolverEndpoint",
)


@pytest.fixture(scope="module", params=STACKS)
def plan(request: pytest.FixtureRequest) -> Plan:
    with pytest.MonkeyPatch.context() as patch:
        patch.setenv("AWS_REGION", "eu-west-1")
        return plan_of(request.param)


def of_type(plan: Plan, suffix: str) -> Iterator[Resource]:
    return (item for item in plan.resources.values() if item.type.endswith(f":{suffix}"))


def test_the_plan_is_complete(plan: Plan) -> None:
    assert plan.problems == []
    assert plan.invokes == []
    assert plan.references == []
    assert [item.urn for item in plan.resources.values() if item.hidden] == []


def test_urns_are_the_golden_ones(plan: Plan) -> None:
    wanted = (GOLDEN / f"{plan.name}.urns").read_text(encoding="utf-8").splitlines()
    assert urns(plan) == wanted, "a changed URN needs an alias; then run python -m tests.infra.plans"


def test_the_layer_exports_what_others_need(plan: Plan) -> None:
    assert sorted(plan.outputs) == [
        "gateway_endpoint_ids",
        "private_zone_id",
        "security_group_ids",
        "subnet_ids",
        "vpc_id",
    ]
    subnets = plan.outputs["subnet_ids"]
    assert isinstance(subnets, dict)
    assert sorted(subnets) == ["app", "data", "endpoint"]


def test_providers_take_nothing_from_the_environment(plan: Plan) -> None:
    providers = [item for item in plan.resources.values() if item.kind == "provider"]
    assert sorted(item.inputs["region"] for item in providers) == ["us-east-1", "us-west-2"]
    account = {"dev-network": "310000000011", "prod-network": "310000000022"}[plan.name]
    assert [item.inputs["allowedAccountIds"] for item in providers] == [[account], [account]]


def test_every_resource_has_one_of_these_providers(plan: Plan) -> None:
    known = {item.urn for item in plan.resources.values() if item.kind == "provider"}
    assert {item.provider for item in plan.resources.values() if item.kind == "managed"} == known


def test_there_is_no_way_out(plan: Plan) -> None:
    assert [item.urn for kind in WAYS_OUT for item in of_type(plan, kind)] == []


def test_route_tables_have_no_routes_of_their_own(plan: Plan) -> None:
    assert {json.dumps(item.inputs.get("routes", [])) for item in of_type(plan, "RouteTable")} == {"[]"}


def test_defaults_are_emptied(plan: Plan) -> None:
    for kind in ("DefaultSecurityGroup", "DefaultNetworkAcl"):
        (found,) = of_type(plan, kind)
        assert (found.inputs["ingress"], found.inputs["egress"]) == ([], [])


def test_security_groups_have_no_inline_rules_and_no_rule_names_addresses(plan: Plan) -> None:
    assert [item.urn for item in of_type(plan, "SecurityGroup") if {"ingress", "egress"} & set(item.inputs)] == []
    rules = [*of_type(plan, "SecurityGroupIngressRule"), *of_type(plan, "SecurityGroupEgressRule")]
    assert rules
    assert [item.urn for item in rules if {"cidrIpv4", "cidrIpv6"} & set(item.inputs)] == []


def test_every_endpoint_has_a_policy(plan: Plan) -> None:
    assert [item.urn for item in of_type(plan, "VpcEndpoint") if not item.inputs.get("policy")] == []


def test_every_subnet_has_an_acl_and_no_public_addresses(plan: Plan) -> None:
    subnets = {str(item.id) for item in of_type(plan, "Subnet")}
    guarded = [str(subnet) for item in of_type(plan, "NetworkAcl") for subnet in item.inputs["subnetIds"]]  # type: ignore[union-attr]
    assert sorted(guarded) == sorted(subnets)
    assert {item.inputs["mapPublicIpOnLaunch"] for item in of_type(plan, "Subnet")} == {False}


def test_the_dns_firewall_blocks_what_it_does_not_allow_and_fails_closed(plan: Plan) -> None:
    rules = sorted(of_type(plan, "ResolverFirewallRule"), key=lambda item: str(item.inputs["priority"]))
    assert [item.inputs["action"] for item in rules] == ["ALLOW", "BLOCK"]
    (config,) = of_type(plan, "ResolverFirewallConfig")
    assert config.inputs["firewallFailOpen"] == "DISABLED"
    assert ["*"] in [item.inputs["domains"] for item in of_type(plan, "ResolverFirewallDomainList")]


def test_everything_that_has_tags_has_its_data_class(plan: Plan) -> None:
    tagged = [item for item in plan.resources.values() if "tags" in item.inputs]
    assert tagged
    assert [item.urn for item in tagged if "data-class" not in item.inputs["tags"]] == []  # type: ignore[operator]


def test_logs_are_encrypted_and_kept(plan: Plan) -> None:
    groups = {item.inputs["name"]: item for item in of_type(plan, "LogGroup")}
    environment = plan.name.split("-")[0]
    assert sorted(str(name) for name in groups) == [
        f"larkspur-{environment}-dns-queries",
        f"larkspur-{environment}-flow-logs",
    ]
    for group in groups.values():
        assert group.inputs["kmsKeyId"]
        assert group.inputs["retentionInDays"] == 400
