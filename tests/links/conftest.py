"""One boundary, one inventory and one judge for the procedures' tests."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from typing import Any

import pytest

from carveout.boundary.models import Boundary, Party, Phase
from carveout.boundary.territory import Territory
from carveout.links.inventory import Inventory, Place
from carveout.links.judge import Context, Judge
from carveout.links.model import Judgement
from carveout.links.procedures import PROCEDURES
from carveout.plan import Plan, Resource

US, PARENT, NOBODY = "310000000022", "890000000055", "999999999999"
HERE = Place("us-east-1", US)
PROVIDER = "urn:pulumi:prod::p::pulumi:providers:aws::us"
ABROAD = "urn:pulumi:prod::p::pulumi:providers:aws::abroad"

BOUNDARY = Boundary(
    version=1,
    partition="aws",
    phases=(
        Phase(name="co-tenant", start=datetime.date(2026, 6, 1)),
        Phase(name="standalone", start=datetime.date(2027, 6, 1)),
    ),
    parties={
        "us": Party(
            name="Us",
            accounts=(US, "310000000011"),
            organization="o-ourownorg01",
            regions=("us-east-1", "us-west-2"),
            cidrs=("10.64.0.0/12", "2001:db8:64::/48"),
            domains=("us.example",),
            registries=("trusted.us.example",),
            ids=("pcx-0123456789abcdef0",),
        ),
        "parent": Party(
            name="Parent",
            accounts=(PARENT,),
            organization="o-parentorg01",
            regions=("ap-southeast-1",),
            cidrs=("10.16.0.0/12",),
            domains=("parent.example",),
            registries=("registry.parent.example",),
            buckets=("parent-backups",),
            ids=("vpc-0fedcba9876543210",),
        ),
        "vendor": Party(name="Vendor", accounts=("770000000077",), domains=("vendor.example",)),
    },
)


def resource(kind: str, token: str, name: str, **fields: Any) -> Resource:
    return Resource(
        urn=f"urn:pulumi:prod::p::{token}::{name}",
        type=token,
        name=name,
        kind=kind,  # type: ignore[arg-type]
        inputs=fields.pop("inputs", {}),
        outputs=fields.pop("outputs", {}),
        provider=fields.pop("provider", "" if kind == "provider" else PROVIDER),
        **fields,
    )


def plan_of(*resources: Resource) -> Plan:
    providers = [
        resource("provider", "pulumi:providers:aws", "us", inputs={"region": "us-east-1", "allowedAccountIds": [US]}),
        resource(
            "provider", "pulumi:providers:aws", "abroad", inputs={"region": "ap-southeast-1", "allowedAccountIds": [US]}
        ),
    ]
    return Plan("p", "prod", "plan", {row.urn: row for row in [*providers, *resources]})


@pytest.fixture(scope="session")
def judge() -> Judge:
    made = plan_of(
        resource("managed", "aws:s3/bucket:Bucket", "ours", inputs={"bucket": "ours"}, id="ours"),
        resource(
            "managed", "aws:s3/bucket:Bucket", "abroad", inputs={"bucket": "abroad"}, id="abroad", provider=ABROAD
        ),
        resource("managed", "aws:ec2/vpc:Vpc", "vpc", inputs={"cidrBlock": "10.64.0.0/16"}, id="vpc-00000000000000001"),
        # The trap: a policy on a foreign bucket has that bucket's name as its id.
        resource("managed", "aws:s3/bucketPolicy:BucketPolicy", "on-theirs", inputs={"bucket": "theirs"}, id="theirs"),
        resource("read", "aws:ec2/vpc:Vpc", "read", id="vpc-00000000000000002"),
    )
    return Judge(BOUNDARY, Territory(BOUNDARY), Inventory([made]), co_tenant=True)


Decide = Callable[..., list[Judgement]]


@pytest.fixture(scope="session")
def decide(judge: Judge) -> Decide:
    """``decide("ARN", text, **params)``: the judgements of a procedure on a value of a resource in us-east-1."""

    def run(procedure: str, text: str, place: Place = HERE, **params: Any) -> list[Judgement]:
        return [found.judgement for found in PROCEDURES[procedure](text, Context(judge, place, params))]

    return run
