"""A synthetic stack of any size, once as a Pulumi state export and once as a Terraform plan of the same graph.

    python benchmarks/synthetic.py 10000 state.json plan.json

Everything in it is inside the sample boundary, so that a check reads all of it and stops nowhere.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from pathlib import Path
from typing import Any

ACCOUNT, REGION = "310000000022", "us-east-1"
STACK, PROJECT = "bench", "larkspur"
PROVIDER = f"urn:pulumi:{STACK}::{PROJECT}::pulumi:providers:aws::us"
Row = tuple[str, str, str, str, dict[str, Any]]


def policy(effect: str, principal: str, action: str, resource: str) -> str:
    statement = {"Effect": effect, "Principal": {"AWS": principal}, "Action": action, "Resource": resource}
    return json.dumps({"Version": "2012-10-17", "Statement": [statement]})


def cell(n: int) -> Iterator[Row]:
    """Twenty resources: (Pulumi type, Terraform type, name, id, inputs)."""
    root, role, bucket = f"arn:aws:iam::{ACCOUNT}:root", f"app-{n}", f"larkspur-bench-{n}"
    tags = {"data-class": "video", "owner": "storage", "Name": f"cell-{n}"}
    vpc, group, table = f"vpc-{n:017x}", f"sg-{n:017x}", f"rtb-{n:017x}"
    block = f"10.{64 + n // 256 % 16}.{n % 256}.0"
    yield "ec2/vpc:Vpc", "aws_vpc", f"vpc{n}", vpc, {"cidrBlock": f"{block}/24", "tags": tags}
    for index, zone in enumerate("abc"):
        inputs = {"vpcId": vpc, "cidrBlock": f"{block}/26", "availabilityZone": f"{REGION}{zone}", "tags": tags}
        yield "ec2/subnet:Subnet", "aws_subnet", f"subnet{n}{zone}", f"subnet-{n * 3 + index:017x}", inputs
    yield "ec2/routeTable:RouteTable", "aws_route_table", f"table{n}", table, {"vpcId": vpc, "tags": tags}
    for index, zone in enumerate("abc"):
        inputs = {"subnetId": f"subnet-{n * 3 + index:017x}", "routeTableId": table}
        name = f"association{n}{zone}"
        yield (
            "ec2/routeTableAssociation:RouteTableAssociation",
            "aws_route_table_association",
            name,
            f"rtbassoc-{n * 3 + index:017x}",
            inputs,
        )
    inputs = {"vpcId": vpc, "description": "application", "name": f"app-{n}", "tags": tags}
    yield "ec2/securityGroup:SecurityGroup", "aws_security_group", f"group{n}", group, inputs
    for index in range(2):
        inputs = {
            "securityGroupId": group,
            "ipProtocol": "tcp",
            "fromPort": 443,
            "toPort": 443,
            "cidrIpv4": f"{block}/24",
            "description": "own range",
        }
        yield (
            "vpc/securityGroupIngressRule:SecurityGroupIngressRule",
            "aws_vpc_security_group_ingress_rule",
            f"ingress{n}-{index}",
            f"sgr-{n * 2 + index:017x}",
            inputs,
        )
    yield "s3/bucket:Bucket", "aws_s3_bucket", f"bucket{n}", bucket, {"bucket": bucket, "tags": tags}
    inputs = {"bucket": bucket, "versioningConfiguration": {"status": "Enabled"}}
    yield "s3/bucketVersioning:BucketVersioning", "aws_s3_bucket_versioning", f"versioning{n}", bucket, inputs
    closed = dict.fromkeys(("blockPublicAcls", "blockPublicPolicy", "ignorePublicAcls", "restrictPublicBuckets"), True)
    yield (
        "s3/bucketPublicAccessBlock:BucketPublicAccessBlock",
        "aws_s3_bucket_public_access_block",
        f"block{n}",
        bucket,
        {"bucket": bucket, **closed},
    )
    document = policy("Allow", root, "s3:GetObject", f"arn:aws:s3:::{bucket}/*")
    yield (
        "s3/bucketPolicy:BucketPolicy",
        "aws_s3_bucket_policy",
        f"policy{n}",
        bucket,
        {"bucket": bucket, "policy": document},
    )
    key = f"00000000-0000-4000-8000-{n:012x}"
    inputs = {"description": "bench", "policy": policy("Allow", root, "kms:*", "*"), "tags": tags}
    yield "kms/key:Key", "aws_kms_key", f"key{n}", key, inputs
    inputs = {
        "name": role,
        "assumeRolePolicy": policy("Allow", root, "sts:AssumeRole", "*").replace(', "Resource": "*"', ""),
    }
    yield "iam/role:Role", "aws_iam_role", f"role{n}", role, {**inputs, "tags": tags}
    statement = {"Effect": "Allow", "Action": ["s3:GetObject"], "Resource": f"arn:aws:s3:::{bucket}/*"}
    document = json.dumps({"Version": "2012-10-17", "Statement": [statement]})
    inputs = {"name": "read", "role": role, "policy": document}
    yield "iam/rolePolicy:RolePolicy", "aws_iam_role_policy", f"read{n}", f"{role}:read", inputs
    arn = f"arn:aws:kms:{REGION}:{ACCOUNT}:key/{key}"
    inputs = {"name": f"/larkspur/{n}", "retentionInDays": 400, "kmsKeyId": arn, "tags": tags}
    yield "cloudwatch/logGroup:LogGroup", "aws_cloudwatch_log_group", f"logs{n}", f"/larkspur/{n}", inputs
    inputs = {"name": f"alias/larkspur-{n}", "targetKeyId": key}
    yield "kms/alias:Alias", "aws_kms_alias", f"alias{n}", f"alias/larkspur-{n}", inputs


def rows(count: int) -> Iterator[Row]:
    made = 0
    for n in range(count):
        for row in cell(n):
            yield row
            made += 1
            if made == count:
                return


def snake(name: str) -> str:
    return re.sub(r"(?<!^)([A-Z])", r"_\1", name).lower()


def snaked(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {snake(key): snaked(value) for key, value in tree.items()}
    return tree


def state(count: int) -> dict[str, Any]:
    stack = f"urn:pulumi:{STACK}::{PROJECT}::pulumi:pulumi:Stack::{PROJECT}-{STACK}"
    provider = {"region": REGION, "allowedAccountIds": json.dumps([ACCOUNT])}
    resources: list[dict[str, Any]] = [
        {"urn": stack, "custom": False, "type": "pulumi:pulumi:Stack"},
        {
            "urn": PROVIDER,
            "custom": True,
            "id": "0",
            "type": "pulumi:providers:aws",
            "inputs": provider,
            "outputs": provider,
            "parent": stack,
        },
    ]
    for token, _, name, identity, inputs in rows(count):
        kind = f"aws:{token}"
        resources.append(
            {
                "urn": f"urn:pulumi:{STACK}::{PROJECT}::{kind}::{name}",
                "custom": True,
                "id": identity,
                "type": kind,
                "inputs": {**inputs, "__defaults": []},
                "outputs": {**inputs, "id": identity},
                "parent": stack,
                "provider": f"{PROVIDER}::0",
                "sourcePosition": "project:///infra/__main__.py#12",
            }
        )
    manifest = {"time": "2026-11-24T00:00:00Z", "magic": "", "version": "v3.272.0"}
    return {"version": 3, "deployment": {"manifest": manifest, "resources": resources}}


def terraform(count: int) -> dict[str, Any]:
    changes, planned = [], []
    for _, kind, name, _, inputs in rows(count):
        values = snaked(inputs)
        address = f"{kind}.{name}"
        common = {"address": address, "mode": "managed", "type": kind, "name": name}
        provider = "registry.terraform.io/hashicorp/aws"
        planned.append({**common, "provider_name": provider, "schema_version": 1, "values": values})
        change = {"actions": ["create"], "before": None, "after": values, "after_unknown": {}}
        changes.append({**common, "provider_name": provider, "change": change})
    return {
        "format_version": "1.2",
        "terraform_version": "1.9.0",
        "planned_values": {"root_module": {"resources": planned}},
        "resource_changes": changes,
        "configuration": {"root_module": {"resources": []}},
    }


if __name__ == "__main__":
    size, state_file, plan_file = int(sys.argv[1]), Path(sys.argv[2]), Path(sys.argv[3])
    state_file.write_text(json.dumps(state(size)), encoding="utf-8")
    plan_file.write_text(json.dumps(terraform(size)), encoding="utf-8")
