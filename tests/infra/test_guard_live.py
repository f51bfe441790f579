"""The guard in a running program: each of its three hooks refuses, and names the program's line."""

from __future__ import annotations

from pathlib import Path

import pytest

from carveout.engine import plan_project
from carveout.errors import UsageError
from tests.infra.conftest import ROOT

HEAD = f"""\
from pathlib import Path
import pulumi, pulumi_aws as aws
from carveout.boundary import load_boundary
from infra import guard

root = Path(__file__).resolve().parent
guard.install(load_boundary(Path({str(ROOT / "stacks/boundary.yaml")!r})).value, regions=("us-east-1",), root=root)
home = aws.Provider("home", region="us-east-1", allowed_account_ids=["310000000011"])
opts = pulumi.ResourceOptions(provider=home)
"""
LINE = f"(__main__.py:{HEAD.count(chr(10)) + 1})"


def refusal(folder: Path, line: str) -> str:
    """What the guard says to a program that ends with this line."""
    (folder / "Pulumi.yaml").write_text("name: sample\nruntime: python\n", encoding="utf-8")
    (folder / "Pulumi.dev.yaml").write_text("config: {}\n", encoding="utf-8")
    (folder / "__main__.py").write_text(f"{HEAD}{line}\n", encoding="utf-8")
    with pytest.raises(UsageError) as caught:
        plan_project(folder)
    return str(caught.value)


@pytest.mark.parametrize(
    ("line", "complaint"),
    [
        (
            'aws.ec2.Vpc("v", cidr_block="10.64.0.0/16", region="eu-west-1", opts=opts)',
            "guard: outside_region: v (aws:ec2/vpc:Vpc) has region 'eu-west-1'; allowed: us-east-1",
        ),
        (
            'aws.ec2.Vpc("v", cidr_block="10.64.0.0/16", region=home.region.apply(lambda _: "eu-west-1"), opts=opts)',
            "guard: outside_region: v (aws:ec2/vpc:Vpc) has region 'eu-west-1'; allowed: us-east-1",
        ),
        (
            'aws.ec2.Vpc("v", cidr_block="10.64.0.0/16")',
            "guard: default_provider: v (aws:ec2/vpc:Vpc) has no explicit provider; "
            "pass one of infra.provider.aws_provider",
        ),
        (
            'aws.Provider("p", allowed_account_ids=["310000000011"])',
            "guard: provider_region: p (pulumi:providers:aws) names no region; allowed: us-east-1",
        ),
        (
            'aws.Provider("p", region="us-east-1", allowed_account_ids=["890000000055"])',
            "guard: provider_accounts: p (pulumi:providers:aws) allows account 890000000055; "
            "allowed: 310000000011, 310000000022, 310000000033",
        ),
        (
            'aws.s3.Bucket.get("b", "meridian-us-backup-sg", opts=opts)',
            "guard: foreign_lookup: b (aws:s3/bucket:Bucket) looks up id = 'meridian-us-backup-sg': "
            "it names meridian-us-backup-sg, which is the parent's",
        ),
    ],
)
def test_resources_and_reads(tmp_path: Path, line: str, complaint: str) -> None:
    assert f"{complaint} {LINE}" in refusal(tmp_path, line)


def test_lookups(tmp_path: Path) -> None:
    line = 'aws.ec2.get_ami(owners=["890000000055"], opts=pulumi.InvokeOptions(provider=home))'
    assert (
        "guard: foreign_lookup: lookup (aws:ec2/getAmi:getAmi) looks up owners[0] = '890000000055': "
        "an account outside; allowed: 310000000011, 310000000022, 310000000033"
    ) in refusal(tmp_path, line)


def test_what_is_ours_passes(tmp_path: Path) -> None:
    (tmp_path / "Pulumi.yaml").write_text("name: sample\nruntime: python\n", encoding="utf-8")
    (tmp_path / "Pulumi.dev.yaml").write_text("config: {}\n", encoding="utf-8")
    (tmp_path / "__main__.py").write_text(
        HEAD + 'aws.ec2.Vpc("v", cidr_block="10.64.0.0/16", opts=opts)\n', encoding="utf-8"
    )
    (plan,) = plan_project(tmp_path)
    assert plan.problems == []
    assert [item.name for item in plan.resources.values() if item.kind == "managed"] == ["v"]
