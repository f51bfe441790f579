"""Each procedure: a value of ours, of nobody, of the parent, and one that says nothing."""

from __future__ import annotations

import json
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from carveout.links.judge import Context, Judge
from carveout.links.procedures import PROCEDURES
from tests.links.conftest import HERE, NOBODY, PARENT, US, Decide


def verdict(decide: Decide, procedure: str, text: str, **params: Any) -> str:
    judged = decide(procedure, text, **params)
    assert len(judged) == 1
    return judged[0].verdict


CASES = [
    ("ARN", f"arn:aws:kms:us-east-1:{US}:key/1", "inside"),
    ("ARN", f"arn:aws:kms:us-east-1:{PARENT}:key/1", "parent"),
    ("ARN", f"arn:aws:kms:us-east-1:{NOBODY}:key/1", "outside"),
    ("ARN", "arn:aws:kms:us-east-1:770000000077:key/1", "outside"),
    ("ARN", f"arn:aws:kms:ap-southeast-1:{US}:key/1", "outside"),
    ("ARN", f"arn:aws:kms:ap-southeast-1:{PARENT}:key/1", "parent"),
    ("ARN", f"arn:aws-cn:kms:us-east-1:{US}:key/1", "outside"),
    ("ARN", f"arn:aws:kms:*:{US}:key/1", "outside"),
    ("ARN", "arn:aws:kms:us-east-1:*:key/1", "outside"),
    ("ARN", "arn:aws:kms:us-east-1::key/1", "undetermined"),
    ("ARN", f"arn:aws:iam::{US}:role/x", "inside"),
    ("ARN", "arn:aws:iam::aws:policy/ReadOnlyAccess", "inside"),
    ("ARN", "arn:aws:s3:::ours/*", "inside"),
    ("ARN", "arn:aws:s3:::abroad", "outside"),
    ("ARN", "arn:aws:s3:::parent-backups/x", "parent"),
    ("ARN", "arn:aws:s3:::nobody-knows", "undetermined"),
    ("ARN", "arn:aws:s3:::theirs", "undetermined"),
    ("ARN", "arn:aws:s3:::*", "outside"),
    ("ARN", "arn:aws:s3:::prod-us-east-1-starport-layer-bucket/*", "inside"),
    ("ARN", "arn:aws:s3:::prod-eu-west-1-starport-layer-bucket/*", "outside"),
    ("ARN", f"arn:aws:s3::{US}:accesspoint/m.mrap", "undetermined"),
    ("ARN", "not-an-arn", "undetermined"),
    ("ARN_OR_NAME", "alias/aws/s3", "inside"),
    ("ARN_OR_NAME", f"arn:aws:kms:us-east-1:{PARENT}:key/1", "parent"),
    ("BUCKET", "ours", "inside"),
    ("BUCKET", "s3://parent-backups/x/y", "parent"),
    ("BUCKET", "https://ours.s3.us-east-1.amazonaws.com/x", "inside"),
    ("BUCKET", "theirs", "undetermined"),
    ("ACCOUNT", US, "inside"),
    ("ACCOUNT", PARENT, "parent"),
    ("ACCOUNT", NOBODY, "outside"),
    ("ACCOUNT", "self", "inside"),
    ("ACCOUNT", "all", "outside"),
    ("ACCOUNT", "31000000002", "undetermined"),
    ("REGION", "us-west-2", "inside"),
    ("REGION", "ap-southeast-1", "outside"),
    ("ZONE", "us-east-1a", "inside"),
    ("ZONE", "ap-southeast-1a", "outside"),
    ("ZONE", "us-east-1-qro-1a", "undetermined"),
    ("ZONE", "use1-az4", "inside"),
    ("ZONE", "apse1-az1", "outside"),
    ("ORG", "o-parentorg01", "parent"),
    ("ORG", "o-ourownorg01", "undetermined"),
    ("ORG", f"arn:aws:organizations::{NOBODY}:organization/o-somebodyelse", "outside"),
    ("CIDR", "10.64.3.0/24", "inside"),
    ("CIDR", "10.16.1.1/32", "parent"),
    ("CIDR", "10.0.0.0/8", "parent"),
    ("CIDR", "0.0.0.0/0", "outside"),
    ("CIDR", "::/0", "outside"),
    ("CIDR", "192.0.2.0/24", "outside"),
    ("CIDR", "2001:db8:64:1::/64", "inside"),
    ("CIDR", "ten", "undetermined"),
    ("HOST", "https://api.us.example/v1", "inside"),
    ("HOST", "PARENT.example.", "parent"),
    ("HOST", "x.parent.example:8443", "parent"),
    ("HOST", "parent.example.com", "outside"),
    ("HOST", "notparent.example", "outside"),
    ("HOST", f"{US}.dkr.ecr.us-east-1.amazonaws.com", "inside"),
    ("HOST", "sqs.ap-southeast-1.amazonaws.com", "outside"),
    ("HOST", "d111.cloudfront.net", "undetermined"),
    ("HOST", "10.16.0.9", "parent"),
    ("HOST", "", "undetermined"),
    ("IMAGE", f"{US}.dkr.ecr.us-east-1.amazonaws.com/app@sha256:{'0' * 64}", "inside"),
    ("IMAGE", f"{PARENT}.dkr.ecr.us-east-1.amazonaws.com/app", "parent"),
    ("IMAGE", "registry.parent.example/app:1", "parent"),
    ("IMAGE", "trusted.us.example/app:1", "inside"),
    ("IMAGE", "nginx:latest", "outside"),
    ("IMAGE", "library/nginx", "outside"),
    ("IMAGE", "public.ecr.aws/nginx/nginx", "outside"),
    ("ID_JOIN", "vpc-00000000000000001", "inside"),
    ("ID_JOIN", "vpc-00000000000000002", "undetermined"),
    ("ID_JOIN", "vpc-0fedcba9876543210", "parent"),
    ("ID_JOIN", "pcx-0123456789abcdef0", "inside"),
    ("ENDPOINT_SERVICE", "com.amazonaws.us-east-1.s3", "inside"),
    ("ENDPOINT_SERVICE", "com.amazonaws.ap-southeast-1.s3", "outside"),
    ("ENDPOINT_SERVICE", "com.amazonaws.vpce.us-east-1.vpce-svc-0123456789abcdef0", "undetermined"),
    ("PRINCIPAL", "*", "outside"),
    ("PRINCIPAL", f"arn:aws:iam::{US}:root", "inside"),
    ("PRINCIPAL", "logs.ap-southeast-1.amazonaws.com", "outside"),
    ("PRINCIPAL", "AROAEXAMPLEID", "undetermined"),
]


@pytest.mark.parametrize(("procedure", "text", "expected"), CASES, ids=[f"{p}-{t}" for p, t, _ in CASES])
def test_verdict(decide: Decide, procedure: str, text: str, expected: str) -> None:
    assert verdict(decide, procedure, text) == expected


def document(**statement: Any) -> str:
    return json.dumps(
        {"Version": "2012-10-17", "Statement": [{"Effect": "Allow", "Action": "s3:GetObject", **statement}]}
    )


OURS = {"AWS": f"arn:aws:iam::{US}:role/app"}
ORG = {"StringEquals": {"aws:PrincipalOrgID": "o-ourownorg01"}}
SOURCE = {"StringEquals": {"aws:SourceAccount": US}}
POLICIES = [
    ("resource", {"Principal": OURS}, "inside"),
    ("resource", {"Principal": {"AWS": US}}, "inside"),
    ("resource", {"Principal": "*"}, "outside"),
    ("resource", {"Principal": {"AWS": ["*"]}}, "outside"),
    ("resource", {"Principal": "*", "Condition": ORG}, "undetermined"),
    ("resource", {"Principal": {"AWS": PARENT}, "Condition": ORG}, "parent"),
    ("resource", {"NotPrincipal": OURS}, "outside"),
    ("resource", {"Principal": {"CanonicalUser": "79a5"}}, "undetermined"),
    ("resource", {"Principal": {"Service": "s3.amazonaws.com"}}, "outside"),
    ("resource", {"Principal": {"Service": "s3.amazonaws.com"}, "Condition": SOURCE}, "inside"),
    (
        "resource",
        {"Principal": {"Service": "s3.amazonaws.com"}, "Condition": {"StringEqualsIfExists": SOURCE["StringEquals"]}},
        "undetermined",
    ),
    (
        "resource",
        {"Principal": {"Service": "s3.amazonaws.com"}, "Condition": {"StringLike": {"aws:SourceAccount": "*"}}},
        "outside",
    ),
    (
        "resource",
        {
            "Principal": {"Service": "s3.amazonaws.com"},
            "Condition": {"StringEquals": {"aws:SourceAccount": [US, PARENT]}},
        },
        "parent",
    ),
    ("resource", {"Principal": {"Service": "logs.ap-southeast-1.amazonaws.com"}, "Condition": SOURCE}, "outside"),
    ("trust", {"Principal": {"Service": "lambda.amazonaws.com"}}, "inside"),
    ("trust", {"Principal": {"Federated": f"arn:aws:iam::{US}:oidc-provider/x.example"}}, "outside"),
    (
        "trust",
        {"Principal": {"Federated": f"arn:aws:iam::{US}:oidc-provider/x.example"}, "Condition": ORG},
        "undetermined",
    ),
    ("trust", {"Principal": {"Federated": f"arn:aws:iam::{PARENT}:saml-provider/x"}, "Condition": ORG}, "parent"),
    ("identity", {"Resource": "arn:aws:s3:::ours/*"}, "inside"),
    ("identity", {"Resource": "*"}, "outside"),
    ("identity", {"Resource": "*", "Action": ["ecr:GetAuthorizationToken"]}, "inside"),
    ("identity", {"Resource": "*", "Condition": ORG}, "undetermined"),
    ("identity", {"NotResource": "arn:aws:s3:::ours/*"}, "outside"),
    ("identity", {"Resource": f"arn:aws:iam::{PARENT}:role/x", "Action": "sts:AssumeRole"}, "parent"),
    ("endpoint", {"Principal": "*", "Resource": "*"}, "outside"),
    ("endpoint", {"Principal": "*", "Resource": "*", "Condition": ORG}, "undetermined"),
    ("endpoint", {"Principal": "*", "Resource": "arn:aws:s3:::ours/*"}, "inside"),
    ("endpoint", {"Principal": OURS, "Resource": "*"}, "outside"),
    ("endpoint", {"Principal": OURS, "Resource": "*", "Action": "sts:GetCallerIdentity"}, "inside"),
]


@pytest.mark.parametrize(
    ("kind", "statement", "expected"), POLICIES, ids=[f"{k}-{json.dumps(s)}" for k, s, _ in POLICIES]
)
def test_policy(decide: Decide, kind: str, statement: dict[str, Any], expected: str) -> None:
    assert verdict(decide, "POLICY", document(**statement), policy=kind) == expected


def test_endpoint_policy_that_names_the_parent_shows_both_ends(decide: Decide) -> None:
    judged = decide("POLICY", document(Principal={"AWS": PARENT}, Resource="*"), policy="endpoint")
    assert sorted((j.far.text, j.verdict) for j in judged) == [("*", "outside"), (PARENT, "parent")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "{",
        "[]",
        "{}",
        '{"Statement": [{"Effect": "Allow"}]}',
        '{"Statement": [{"Effect": "Allow", "Effect": "Deny", "Action": "*"}]}',
        '{"Statement": [{"Effect": "allow", "Action": "*", "Principal": "*"}]}',
        '{"Statement": [{"Effect": "Allow", "Action": "*", "Principal": "*", "principal": "*"}]}',
        '{"statement": []}',
        '{"Statement": "x"}',
    ],
)
def test_policy_that_aws_would_not_take_is_undetermined(decide: Decide, text: str) -> None:
    assert verdict(decide, "POLICY", text, policy="resource") == "undetermined"


def test_deny_opens_nothing(decide: Decide) -> None:
    text = json.dumps({"Statement": {"Effect": "Deny", "Principal": "*", "Action": "*", "Resource": "*"}})
    assert verdict(decide, "POLICY", text, policy="resource") == "inside"


def test_setting_knows_three_answers(decide: Decide) -> None:
    lists = {"inside": [True], "outside": [False]}
    assert [verdict(decide, "ENUM", text, **lists) for text in ("true", "false", "maybe")] == [
        "inside",
        "outside",
        "undetermined",
    ]


@pytest.mark.parametrize("procedure", sorted(set(PROCEDURES) - {"ENUM", "PRESENCE"}))
class TestAnyText:
    @given(text=st.text(max_size=60))
    def test_a_text_that_names_nothing_of_ours_is_never_inside(self, judge: Judge, procedure: str, text: str) -> None:
        """Names that AWS resolves locally aside, only identifiers of ours may be inside."""
        if procedure in ("ARN_OR_NAME", "ACCOUNT") and not text.strip("\0"):
            return
        found = PROCEDURES[procedure](text, Context(judge, HERE, {"policy": "resource"}))
        if procedure != "ARN_OR_NAME":
            assert all(item.judgement.verdict != "inside" for item in found)
        assert found

    @given(text=st.sampled_from([c[1] for c in CASES]), noise=st.text(alphabet="*?./:-@ ", min_size=1, max_size=3))
    def test_parent_stays_parent_under_suffixes_of_paths(
        self, judge: Judge, procedure: str, text: str, noise: str
    ) -> None:
        """No procedure raises on a mangled value."""
        PROCEDURES[procedure](text + noise, Context(judge, HERE, {"policy": "endpoint"}))
