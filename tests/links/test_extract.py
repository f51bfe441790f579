"""The extractor's law: what is not reviewed, not known or not readable is undetermined; joins are exact."""

from __future__ import annotations

import datetime
import json

from carveout.boundary.models import Register, RegisterRow
from carveout.links.extract import extract
from carveout.links.model import Link
from carveout.plan import Invoke, Resource, Source, StackReference
from carveout.values import SECRET, Unknown
from tests.links.conftest import BOUNDARY, PARENT, US, plan_of, resource

TODAY = datetime.date(2026, 11, 24)
EMPTY = Register(version=1)


def links_of(*resources: Resource, register: Register = EMPTY) -> list[Link]:
    links, _ = extract([plan_of(*resources)], BOUNDARY, register, TODAY)
    return [link for link in links if link.urn.split("::")[-1] not in ("us", "abroad")]


def broken(links: list[Link]) -> list[tuple[str, str, str, str]]:
    return [(link.vector, link.path, link.far.text, link.verdict) for link in links if link.verdict != "inside"]


def test_type_that_nobody_reviewed_is_undetermined_and_still_swept() -> None:
    row = resource("managed", "aws:example/thing:Thing", "thing", inputs={"a": {"b": [f"see {PARENT}"]}})
    assert broken(links_of(row)) == [
        ("catalogue-coverage-guard", "", "aws:example/thing:Thing", "undetermined"),
        ("generic-string-sweep", "a.b[0]", PARENT, "parent"),
    ]


def test_property_that_nobody_reviewed_is_undetermined() -> None:
    row = resource("managed", "aws:ec2/vpc:Vpc", "vpc", inputs={"cidrBlock": "10.64.0.0/16", "brandNew": "x"})
    assert broken(links_of(row)) == [("catalogue-coverage-guard", "brandNew", "x", "undetermined")]


def test_unknown_and_secret_values_are_undetermined() -> None:
    unknown = resource("managed", "aws:ec2/vpc:Vpc", "vpc", inputs={"cidrBlock": Unknown("later")})
    secret = resource("managed", "aws:kms/key:Key", "key", inputs={"policy": SECRET})
    assert broken(links_of(unknown)) == [("vpc-own-range", "cidrBlock", "(unknown)", "undetermined")] or broken(
        links_of(unknown)
    )
    assert [verdict for *_, verdict in broken(links_of(secret))] == ["undetermined"]


def test_unknown_region_is_undetermined_even_if_the_provider_has_one() -> None:
    row = resource("managed", "aws:ec2/vpc:Vpc", "vpc", inputs={"cidrBlock": "10.64.0.0/16", "region": Unknown()})
    assert ("pulumi-resource-region-arg", "region", "(unknown)", "undetermined") in broken(links_of(row))


def test_other_package_and_dynamic_provider() -> None:
    other = resource("managed", "cloudflare:index/record:Record", "record")
    dynamic = resource("managed", "pulumi-python:dynamic:Resource", "dynamic")
    assert broken(links_of(other)) == [
        ("catalogue-coverage-guard", "", "cloudflare:index/record:Record", "undetermined")
    ]
    assert ("pulumi-dynamic-provider", "", "pulumi-python:dynamic:Resource", "outside") in broken(links_of(dynamic))


def test_a_simulated_arn_of_a_read_does_not_make_it_ours() -> None:
    row = resource(
        "read", "aws:ec2/vpc:Vpc", "read", id="vpc-00000000000000009",
        outputs={"arn": f"arn:aws:ec2:us-east-1:{US}:vpc/vpc-00000000000000009"},
    )  # fmt: skip
    assert broken(links_of(row)) == [("pulumi-read-resources", "id", "vpc-00000000000000009", "undetermined")]


def test_lookup_and_reference() -> None:
    plan = plan_of()
    plan.invokes = [
        Invoke("aws:ec2/getVpc:getVpc", {"tags": {"Name": "shared"}}, "unknown", "", Source("a.py", 3)),
        Invoke("aws:iam/getPolicyDocument:getPolicyDocument", {}, "built-in"),
    ]
    plan.references = [StackReference("organization/p/prod", "plan"), StackReference("acme/other/prod", "unknown")]
    links, _ = extract([plan], BOUNDARY, EMPTY, TODAY)
    assert [(link.vector, link.far.text, link.verdict, link.line) for link in links if link.kind != "identity-trust"][
        -3:
    ] == [
        ("pulumi-invokes", "aws:ec2/getVpc:getVpc", "undetermined", 3),
        ("pulumi-stack-reference", "organization/p/prod", "inside", 0),
        ("pulumi-stack-reference", "acme/other/prod", "outside", 0),
    ]


def grant(**changes: object) -> RegisterRow:
    row = {
        "id": "TSA-001",
        "vector": "kms-key-policy",
        "source": "urn:pulumi:prod::p::aws:kms/key:Key::key",
        "far": PARENT,
        "direction": "in",
        "kind": "key-crypto",
        "data_classes": ("backups",),
        "basis": "TSA 4.2",
        "owner": "a",
        "approver": "b",
        "start": datetime.date(2026, 6, 1),
        "end": datetime.date(2026, 12, 31),
        "exit_criteria": "done",
        **changes,
    }
    return RegisterRow.model_validate(row)


def key() -> Resource:
    statement = {"Effect": "Allow", "Principal": {"AWS": PARENT}, "Action": "kms:Decrypt", "Resource": "*"}
    policy = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    return resource("managed", "aws:kms/key:Key", "key", inputs={"policy": policy})


def permitted(row: RegisterRow) -> list[str]:
    links = links_of(key(), register=Register(version=1, rows=(row,)))
    return [link.verdict for link in links if link.vector == "kms-key-policy"]


def test_an_active_row_that_matches_exactly_permits() -> None:
    assert permitted(grant()) == ["permitted"]


def test_anything_less_than_an_exact_match_permits_nothing() -> None:
    assert permitted(grant(vector="s3-bucket-policy")) == ["parent"]
    assert permitted(grant(source="urn:pulumi:prod::p::aws:kms/key:Key::other")) == ["parent"]
    assert permitted(grant(far="890000000066")) == ["parent"]
    assert permitted(grant(direction="out")) == ["parent"]
    assert permitted(grant(end=datetime.date(2026, 11, 23))) == ["parent"]
    assert permitted(grant(start=datetime.date(2026, 11, 25))) == ["parent"]


def test_a_link_keeps_its_name() -> None:
    assert [link.id for link in links_of(key())] == [link.id for link in links_of(key())]
