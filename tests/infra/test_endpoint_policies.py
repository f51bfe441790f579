"""Endpoint policies: safe without their conditions, whole table."""

from __future__ import annotations

import json

import pytest

from carveout.aws.arn import parse_arn
from carveout.aws.owned import OWN_ACCOUNT_ACTIONS, owned_bucket_region
from infra.endpoint_policies import aws_buckets, endpoint_hosts, gateway_policy, interface_policy
from infra.endpoint_services import INTERFACE_SERVICES
from infra.naming import Naming

NAMING = Naming(environment="dev", layer="network", account="310000000011", region="us-east-1")
REGISTRY = "310000000022"


@pytest.mark.parametrize("service", sorted(INTERFACE_SERVICES))
def test_interface_endpoints_admit_our_principals_to_our_resources(service: str) -> None:
    text = interface_policy(service, NAMING, (REGISTRY,))
    assert len(text) < 20_480  # AWS's limit for an endpoint policy
    for statement in json.loads(text)["Statement"]:
        assert statement["Principal"] == {"AWS": ["310000000011"]}
        if statement["Resource"] == ["*"]:
            actions = {action.lower() for action in statement["Action"]}
            assert actions <= OWN_ACCOUNT_ACTIONS | {"guardduty:sendsecuritytelemetry"}
            continue
        for resource in statement["Resource"]:
            arn = parse_arn(resource)
            assert arn is not None
            assert arn.account in {"310000000011"} | ({REGISTRY} if arn.service == "ecr" else set())
            assert arn.region in {"us-east-1"} | ({""} if arn.service == "iam" else set())


def test_the_s3_gateway_names_every_bucket() -> None:
    theirs = aws_buckets(("ecr.dkr", "ssm"), "us-east-1")
    document = json.loads(gateway_policy("s3", NAMING, [NAMING.bucket("videos")], theirs))
    ours, repositories = document["Statement"]
    assert ours == {
        "Sid": "OurBuckets",
        "Effect": "Allow",
        "Principal": "*",
        "Action": ["s3:*"],
        "Resource": [
            "arn:aws:s3:::larkspur-dev-videos-310000000011-us-east-1",
            "arn:aws:s3:::larkspur-dev-videos-310000000011-us-east-1/*",
        ],
        "Condition": {
            "StringEquals": {
                "aws:PrincipalAccount": ["310000000011"],
                "aws:ResourceAccount": ["310000000011"],
            }
        },
    }
    assert repositories["Action"] == ["s3:GetObject"]
    names = [resource.removeprefix("arn:aws:s3:::").removesuffix("/*") for resource in repositories["Resource"]]
    assert names == sorted(theirs)
    assert {owned_bucket_region(name) for name in names} == {"us-east-1"}


def test_the_dynamodb_gateway_lets_through_our_tables_alone() -> None:
    (statement,) = json.loads(gateway_policy("dynamodb", NAMING, [], []))["Statement"]
    assert statement["Resource"] == ["arn:aws:dynamodb:us-east-1:310000000011:table/*"]


def test_packages_of_the_system_are_always_reachable_and_ssm_ones_only_with_ssm() -> None:
    assert aws_buckets((), "us-east-1") == ("al2023-repos-us-east-1-de612dc2",)
    assert aws_buckets(("ecr.dkr",), "us-west-2") == (
        "al2023-repos-us-west-2-de612dc2",
        "prod-us-west-2-starport-layer-bucket",
    )


def test_only_names_with_an_endpoint_are_answered() -> None:
    hosts = endpoint_hosts(
        ("s3", "dynamodb"),
        ("ecr.dkr", "kms"),
        NAMING,
        buckets=["larkspur-dev-videos-310000000011-us-east-1"],
        registry_accounts=(REGISTRY,),
    )
    assert hosts == (
        "310000000011.ddb.us-east-1.amazonaws.com",
        "310000000011.dkr.ecr.us-east-1.amazonaws.com",
        "310000000022.dkr.ecr.us-east-1.amazonaws.com",
        "dynamodb.us-east-1.amazonaws.com",
        "kms.us-east-1.amazonaws.com",
        "larkspur-dev-videos-310000000011-us-east-1.s3.us-east-1.amazonaws.com",
        "s3.us-east-1.amazonaws.com",
    )


@pytest.mark.parametrize("service", sorted(INTERFACE_SERVICES))
def test_every_service_has_names_in_its_region(service: str) -> None:
    hosts = INTERFACE_SERVICES[service].hosts
    assert hosts
    assert all(host.endswith(".{region}.amazonaws.com") for host in hosts)
