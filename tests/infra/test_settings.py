"""Settings: one line for each mistake, with file, key, value and what is allowed."""

from __future__ import annotations

import json
from typing import Any

import pulumi
import pytest

from carveout.boundary.models import Boundary
from carveout.errors import UsageError
from infra.settings import Settings, SettingsError, settings_from
from tests.infra.conftest import stack_config

STACK = "dev-network"
FILE = "stacks/Pulumi.dev-network.yaml"


def settings(boundary: Boundary, network: dict[str, Any] | None = None, **changes: str | None) -> Settings:
    raw = stack_config(STACK) | {key: value for key, value in changes.items() if value is not None}
    for key, value in changes.items():
        if value is None:
            del raw[key]
    if network is not None:
        raw["network"] = json.dumps(json.loads(raw["network"]) | network)
    return settings_from(raw, stack=STACK, boundary=boundary)


def complaint(boundary: Boundary, network: dict[str, Any] | None = None, **changes: str | None) -> str:
    with pytest.raises(SettingsError) as caught:
        settings(boundary, network, **changes)
    return str(caught.value)


@pytest.mark.parametrize("stack", ["dev-network", "prod-network"])
def test_the_stack_files_are_valid(boundary: Boundary, stack: str) -> None:
    found = settings_from(stack_config(stack), stack=stack, boundary=boundary)
    assert (found.environment, found.layer) == tuple(stack.split("-"))
    assert found.network is not None


def test_the_layer_comes_from_its_key_and_not_from_the_name(boundary: Boundary) -> None:
    found = settings_from(stack_config("dev-network"), stack="renamed", boundary=boundary)
    assert found.layer == "network"


def test_a_region_of_the_parent(boundary: Boundary) -> None:
    assert complaint(boundary, region="ap-southeast-1").splitlines()[0] == (
        f'{FILE}: larkspur:region is "ap-southeast-1": is no region of the US side; '
        "allowed: us-east-1, us-east-2, us-west-2"
    )


def test_a_value_that_is_no_region_at_all(boundary: Boundary) -> None:
    assert complaint(boundary, region="virginia") == (
        f'{FILE}: larkspur:region is "virginia": is not a region name (such as us-east-1); '
        "allowed: one of the US side's regions"
    )


def test_the_second_region_must_be_another(boundary: Boundary) -> None:
    assert complaint(boundary, second_region="us-east-1") == (
        f'{FILE}: larkspur:second_region is "us-east-1": is the home region itself; allowed: us-east-2, us-west-2'
    )


def test_an_account_of_the_parent(boundary: Boundary) -> None:
    assert complaint(boundary, account="890000000055") == (
        f'{FILE}: larkspur:account is "890000000055": is no account of the US side; '
        "allowed: 310000000011, 310000000022, 310000000033"
    )


def test_an_unquoted_account_that_lost_digits(boundary: Boundary) -> None:
    assert complaint(boundary, account="31000000001") == (
        f'{FILE}: larkspur:account is "31000000001": is not an AWS account number (twelve digits, in quotes); '
        "allowed: one of the US side's accounts"
    )


def test_a_missing_key(boundary: Boundary) -> None:
    assert complaint(boundary, owner=None) == (
        f"{FILE}: larkspur:owner is missing; allowed: a team's name in lower case, such as platform"
    )


def test_an_unknown_environment(boundary: Boundary) -> None:
    assert complaint(boundary, environment="staging") == (
        f'{FILE}: larkspur:environment is "staging"; allowed: dev, prod'
    )


def test_every_mistake_has_its_line(boundary: Boundary) -> None:
    text = complaint(boundary, account="890000000055", region="eu-west-1", network={"cidr": "10.16.0.0/16"})
    assert [line.split(" is ")[0] for line in text.splitlines()] == [
        f"{FILE}: larkspur:account",
        f"{FILE}: larkspur:region",
        f"{FILE}: larkspur:network.cidr",
        f"{FILE}: larkspur:network.zones.0",
        f"{FILE}: larkspur:network.zones.1",
    ]


def test_a_misspelt_key_of_the_section(boundary: Boundary) -> None:
    assert complaint(boundary, network={"cidrs": "10.64.0.0/16"}) == (
        f"{FILE}: larkspur:network.cidrs is not a known key; known: allowed_domains, buckets, cidr, "
        "encryption_control, endpoint_zones, gateway_cidrs, gateway_endpoints, interface_endpoints, log_days, "
        "private_zone, protected, zones"
    )


def test_a_block_outside(boundary: Boundary) -> None:
    assert complaint(boundary, network={"cidr": "10.16.0.0/16"}) == (
        f'{FILE}: larkspur:network.cidr is "10.16.0.0/16": is no /16 inside the US side; allowed: 10.64.0.0/12'
    )


def test_a_zone_in_mexico(boundary: Boundary) -> None:
    assert complaint(boundary, network={"zones": ["us-east-1a", "us-east-1-qro-1a"]}) == (
        f'{FILE}: larkspur:network.zones.1 is "us-east-1-qro-1a": is no zone of the stack\'s region; '
        "allowed: us-east-1a, us-east-1b, ..."
    )


def test_gateways_need_their_blocks(boundary: Boundary) -> None:
    assert complaint(boundary, network={"gateway_cidrs": []}) == (
        f"{FILE}: larkspur:network.gateway_cidrs is []: the ACLs would block the gateway endpoints; "
        "allowed: blocks, or 0.0.0.0/0"
    )


def test_an_endpoint_without_a_policy(boundary: Boundary) -> None:
    assert complaint(boundary, network={"interface_endpoints": ["kms", "bedrock"]}).startswith(
        f'{FILE}: larkspur:network.interface_endpoints.1 is "bedrock": has no endpoint policy in '
        "infra/endpoint_services.py; allowed: backup, codebuild, "
    )


def test_a_private_zone_of_the_parent(boundary: Boundary) -> None:
    assert complaint(boundary, network={"private_zone": "dev.tideway.internal"}) == (
        f'{FILE}: larkspur:network.private_zone is "dev.tideway.internal": is no domain of the US side; '
        "allowed: larkspur-video.example, larkspur.internal"
    )


def test_a_stack_without_its_section(boundary: Boundary) -> None:
    assert complaint(boundary, network=None, layer="storage") == (
        f"{FILE}: larkspur:storage is missing; a stack of layer storage needs this object"
    )


def test_a_section_that_is_no_json(boundary: Boundary) -> None:
    raw = stack_config(STACK) | {"network": "{"}
    with pytest.raises(SettingsError, match=r"^stacks/Pulumi\.dev-network\.yaml: larkspur:network is not an object"):
        settings_from(raw, stack=STACK, boundary=boundary)


def test_a_mistake_ends_the_cli_without_a_traceback_and_the_check_with_exit_code_2() -> None:
    assert issubclass(SettingsError, pulumi.RunError)
    assert issubclass(SettingsError, UsageError)
