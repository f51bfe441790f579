"""The guard's judgement, without an engine."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from carveout.boundary.models import Boundary
from infra.guard import Complaint, Limits, judge_lookup, judge_provider, judge_resource, source_line

LIMITS = Limits(
    regions=frozenset({"us-east-1", "us-west-2"}),
    accounts=frozenset({"310000000011", "310000000022"}),
    forbidden=("meridian-us-backup-sg", "tideway.internal"),
)
REGIONS = "allowed: us-east-1, us-west-2"
ACCOUNTS = "allowed: 310000000011, 310000000022"
GOOD = {"region": "us-east-1", "allowedAccountIds": '["310000000011"]'}


def test_limits_of_the_sample_boundary(boundary: Boundary) -> None:
    limits = Limits.of(boundary, ("us-east-1", "ap-southeast-1"))
    assert limits.regions == {"us-east-1"}
    assert limits.accounts == {"310000000011", "310000000022", "310000000033"}
    assert "meridian-us-backup-sg" in limits.forbidden


@pytest.mark.parametrize(
    ("props", "wanted"),
    [
        (GOOD, []),
        ({"region": "us-east-1", "allowed_account_ids": ["310000000011"]}, []),
        (GOOD | {"region": None}, [Complaint("provider_region", f"names no region; {REGIONS}")]),
        (
            GOOD | {"region": "eu-west-1"},
            [Complaint("provider_region", f"has region 'eu-west-1'; {REGIONS}")],
        ),
        (
            {"region": "us-east-1"},
            [Complaint("provider_accounts", f"names no allowed_account_ids; {ACCOUNTS}")],
        ),
        (
            GOOD | {"allowedAccountIds": json.dumps(["310000000011", "890000000055"])},
            [Complaint("provider_accounts", f"allows account 890000000055; {ACCOUNTS}")],
        ),
        (
            GOOD | {"assumeRoles": json.dumps([{"roleArn": "arn:aws:iam::890000000055:role/x"}])},
            [
                Complaint(
                    "provider_accounts",
                    "has assumeRoles[0].roleArn = 'arn:aws:iam::890000000055:role/x': "
                    f"an ARN of an account outside; {ACCOUNTS}",
                )
            ],
        ),
        (
            GOOD | {"skipRequestingAccountId": "true"},
            [Complaint("provider_accounts", "skips the account check (skip_requesting_account_id)")],
        ),
    ],
)
def test_providers(props: dict[str, object], wanted: list[Complaint]) -> None:
    assert list(judge_provider(props, LIMITS)) == wanted


DEFAULT = Complaint("default_provider", "has no explicit provider; pass one of infra.provider.aws_provider")


@pytest.mark.parametrize(
    ("type_", "props", "provider", "wanted"),
    [
        ("aws:ec2/vpc:Vpc", {}, "explicit", []),
        ("aws:ec2/vpc:Vpc", {"region": "us-west-2"}, "explicit", []),
        ("aws:ec2/vpc:Vpc", {"region": None}, "explicit", []),
        (
            "aws:ec2/vpc:Vpc",
            {"region": "eu-west-1"},
            "explicit",
            [Complaint("outside_region", f"has region 'eu-west-1'; {REGIONS}")],
        ),
        ("aws:ec2/vpc:Vpc", {}, None, [DEFAULT]),
        ("aws:ec2/vpc:Vpc", {}, "urn:pulumi:s::p::pulumi:providers:aws::default_7_51_1::id", [DEFAULT]),
        ("random:index/randomId:RandomId", {"region": "eu-west-1"}, None, []),
    ],
)
def test_resources(type_: str, props: dict[str, object], provider: str | None, wanted: list[Complaint]) -> None:
    assert list(judge_resource(type_, props, provider, LIMITS)) == wanted


@pytest.mark.parametrize(
    ("token", "args", "texts"),
    [
        ("aws:ec2/getVpc:getVpc", {"id": "vpc-1", "region": "us-west-2"}, []),
        ("aws:ec2/getAmi:getAmi", {"owners": ["amazon", "310000000011"]}, []),
        (
            "aws:ec2/getVpc:getVpc",
            {"region": "ap-southeast-1"},
            [f"looks up region = 'ap-southeast-1': a region outside; {REGIONS}"],
        ),
        (
            "aws:ec2/getAmi:getAmi",
            {"owners": ["890000000055"]},
            [f"looks up owners[0] = '890000000055': an account outside; {ACCOUNTS}"],
        ),
        (
            "aws:ec2/getAmi:getAmi",
            {"filters": [{"name": "name", "values": ["al2023-*"]}]},
            ["looks up images of any owner; name owners of the US side"],
        ),
        (
            "aws:ec2/getSubnets:getSubnets",
            {"filters": [{"values": ["ap-southeast-1a"]}]},
            [f"looks up filters[0].values[0] = 'ap-southeast-1a': a zone of a region outside; {REGIONS}"],
        ),
        (
            "aws:kms/getKey:getKey",
            {"keyId": "arn:aws:kms:us-east-1:890000000055:key/1"},
            [f"looks up keyId = 'arn:aws:kms:us-east-1:890000000055:key/1': an ARN of an account outside; {ACCOUNTS}"],
        ),
        (
            "aws:kms/getKey:getKey",
            {"keyId": "arn:aws:kms:ap-southeast-1:310000000011:key/1"},
            [
                "looks up keyId = 'arn:aws:kms:ap-southeast-1:310000000011:key/1': "
                f"an ARN of a region outside; {REGIONS}"
            ],
        ),
        (
            "aws:s3/bucket:Bucket",
            {"id": "meridian-us-backup-sg"},
            ["looks up id = 'meridian-us-backup-sg': it names meridian-us-backup-sg, which is the parent's"],
        ),
        ("pulumi:pulumi:getResource", {"region": "ap-southeast-1"}, []),
    ],
)
def test_lookups(token: str, args: dict[str, object], texts: list[str]) -> None:
    found = list(judge_lookup(token, args, LIMITS))
    assert [item.text for item in found] == texts
    assert {item.rule for item in found} <= {"foreign_lookup"}


def test_the_line_is_the_programs_own() -> None:
    here = Path(__file__).resolve()
    line = source_line(here.parents[2])
    assert line.startswith("tests/infra/test_guard.py:")
    assert source_line(Path("/nowhere")) == ""
