"""Simulated AWS: ids and ARNs as AWS would make them, the same for the same program, in the right place.

A value is invented only where its shape is known and where region and account are stated; otherwise it stays
unknown. Formats: the "Resource types" tables of AWS's Service Authorization Reference.
"""

from __future__ import annotations

import hashlib
import uuid
from typing import Any, Final, NamedTuple


class Shape(NamedTuple):
    """How a type's id and ARN are made. ``{n}`` is the physical name, ``{i}`` the id, ``{r}`` region, ``{a}``
    account; ``id`` may be a prefix ending in ``-`` (hex follows), ``uuid``, ``arn`` or ``name``."""

    id: str
    arn: str = ""
    name: str = "name"


_EC2: Final = {
    "vpc:Vpc": ("vpc-", "vpc"),
    "subnet:Subnet": ("subnet-", "subnet"),
    "securityGroup:SecurityGroup": ("sg-", "security-group"),
    "routeTable:RouteTable": ("rtb-", "route-table"),
    "internetGateway:InternetGateway": ("igw-", "internet-gateway"),
    "natGateway:NatGateway": ("nat-", "natgateway"),
    "networkAcl:NetworkAcl": ("acl-", "network-acl"),
    "networkInterface:NetworkInterface": ("eni-", "network-interface"),
    "eip:Eip": ("eipalloc-", "elastic-ip"),
    "instance:Instance": ("i-", "instance"),
    "vpcEndpoint:VpcEndpoint": ("vpce-", "vpc-endpoint"),
    "vpcEndpointService:VpcEndpointService": ("vpce-svc-", "vpc-endpoint-service"),
    "vpcPeeringConnection:VpcPeeringConnection": ("pcx-", "vpc-peering-connection"),
    "managedPrefixList:ManagedPrefixList": ("pl-", "prefix-list"),
    "flowLog:FlowLog": ("fl-", "vpc-flow-log"),
    "vpcDhcpOptions:VpcDhcpOptions": ("dopt-", "dhcp-options"),
    "launchTemplate:LaunchTemplate": ("lt-", "launch-template"),
    "routeTableAssociation:RouteTableAssociation": ("rtbassoc-", ""),
    "vpcEncryptionControl:VpcEncryptionControl": ("vpcec-", ""),
    "egressOnlyInternetGateway:EgressOnlyInternetGateway": ("eigw-", "egress-only-internet-gateway"),
}
SHAPES: Final[dict[str, Shape]] = {
    **{
        f"aws:ec2/{token}": Shape(prefix, f"arn:aws:ec2:{{r}}:{{a}}:{kind}/{{i}}" if kind else "")
        for token, (prefix, kind) in _EC2.items()
    },
    "aws:vpc/securityGroupIngressRule:SecurityGroupIngressRule": Shape(
        "sgr-", "arn:aws:ec2:{r}:{a}:security-group-rule/{i}"
    ),
    "aws:vpc/securityGroupEgressRule:SecurityGroupEgressRule": Shape(
        "sgr-", "arn:aws:ec2:{r}:{a}:security-group-rule/{i}"
    ),
    "aws:ec2transitgateway/transitGateway:TransitGateway": Shape("tgw-", "arn:aws:ec2:{r}:{a}:transit-gateway/{i}"),
    "aws:s3/bucket:Bucket": Shape("name", "arn:aws:s3:::{n}", "bucket"),
    "aws:s3/bucketV2:BucketV2": Shape("name", "arn:aws:s3:::{n}", "bucket"),
    "aws:kms/key:Key": Shape("uuid", "arn:aws:kms:{r}:{a}:key/{i}"),
    "aws:kms/replicaKey:ReplicaKey": Shape("uuid", "arn:aws:kms:{r}:{a}:key/{i}"),
    "aws:kms/alias:Alias": Shape("name", "arn:aws:kms:{r}:{a}:{n}"),
    "aws:iam/role:Role": Shape("name", "arn:aws:iam::{a}:role/{n}"),
    "aws:iam/policy:Policy": Shape("arn", "arn:aws:iam::{a}:policy/{n}"),
    "aws:iam/user:User": Shape("name", "arn:aws:iam::{a}:user/{n}"),
    "aws:iam/instanceProfile:InstanceProfile": Shape("name", "arn:aws:iam::{a}:instance-profile/{n}"),
    "aws:cloudwatch/logGroup:LogGroup": Shape("name", "arn:aws:logs:{r}:{a}:log-group:{n}"),
    "aws:cloudwatch/metricAlarm:MetricAlarm": Shape("name", "arn:aws:cloudwatch:{r}:{a}:alarm:{n}"),
    "aws:cloudwatch/eventRule:EventRule": Shape("name", "arn:aws:events:{r}:{a}:rule/{n}"),
    "aws:backup/vault:Vault": Shape("name", "arn:aws:backup:{r}:{a}:backup-vault:{n}"),
    "aws:backup/plan:Plan": Shape("uuid", "arn:aws:backup:{r}:{a}:backup-plan:{i}"),
    "aws:backup/framework:Framework": Shape("name", "arn:aws:backup:{r}:{a}:framework:{n}"),
    "aws:backup/reportPlan:ReportPlan": Shape("name", "arn:aws:backup:{r}:{a}:report-plan:{n}"),
    "aws:backup/restoreTestingPlan:RestoreTestingPlan": Shape(
        "name", "arn:aws:backup:{r}:{a}:restore-testing-plan:{n}"
    ),
    "aws:route53/zone:Zone": Shape("zone", "arn:aws:route53:::hostedzone/{i}"),
    "aws:route53/resolverEndpoint:ResolverEndpoint": Shape(
        "rslvr-out-", "arn:aws:route53resolver:{r}:{a}:resolver-endpoint/{i}"
    ),
    "aws:route53/resolverRule:ResolverRule": Shape("rslvr-rr-", "arn:aws:route53resolver:{r}:{a}:resolver-rule/{i}"),
    "aws:route53/resolverFirewallDomainList:ResolverFirewallDomainList": Shape(
        "rslvr-fdl-", "arn:aws:route53resolver:{r}:{a}:firewall-domain-list/{i}"
    ),
    "aws:route53/resolverFirewallRuleGroup:ResolverFirewallRuleGroup": Shape(
        "rslvr-frg-", "arn:aws:route53resolver:{r}:{a}:firewall-rule-group/{i}"
    ),
    "aws:route53/resolverFirewallRuleGroupAssociation:ResolverFirewallRuleGroupAssociation": Shape(
        "rslvr-frgassoc-", "arn:aws:route53resolver:{r}:{a}:firewall-rule-group-association/{i}"
    ),
    "aws:route53/resolverQueryLogConfig:ResolverQueryLogConfig": Shape(
        "rqlc-", "arn:aws:route53resolver:{r}:{a}:resolver-query-log-config/{i}"
    ),
    "aws:sns/topic:Topic": Shape("arn", "arn:aws:sns:{r}:{a}:{n}"),
    "aws:sqs/queue:Queue": Shape("https://sqs.{r}.amazonaws.com/{a}/{n}", "arn:aws:sqs:{r}:{a}:{n}"),
    "aws:dynamodb/table:Table": Shape("name", "arn:aws:dynamodb:{r}:{a}:table/{n}"),
    "aws:lambda/function:Function": Shape("name", "arn:aws:lambda:{r}:{a}:function:{n}"),
    "aws:ecr/repository:Repository": Shape("name", "arn:aws:ecr:{r}:{a}:repository/{n}"),
    "aws:secretsmanager/secret:Secret": Shape("arn", "arn:aws:secretsmanager:{r}:{a}:secret:{n}-AbCdEf"),
    "aws:accessanalyzer/analyzer:Analyzer": Shape(
        "name", "arn:aws:access-analyzer:{r}:{a}:analyzer/{n}", "analyzerName"
    ),
}


def _hex(urn: str, salt: str, digits: int) -> str:
    return hashlib.sha256(f"{urn}#{salt}".encode()).hexdigest()[:digits]


def simulate(
    urn: str, token: str, name: str, inputs: dict[str, Any], region: str, account: str
) -> tuple[str, dict[str, Any]]:
    """``(id, outputs)`` of a resource. ``inputs`` are lowered wire values; ``region`` and ``account`` are "" where
    nobody stated them. Outputs hold what is made besides the inputs; what is left out is unknown."""
    shape = SHAPES.get(token, Shape("generic"))
    physical = _physical(urn, name, inputs, shape)
    values = {"n": physical, "r": region, "a": account}
    outputs: dict[str, Any] = {}
    identity = _identity(urn, shape, values)
    arn = _fill(shape.arn, {**values, "i": identity}) if shape.arn else ""
    if shape.id == "arn":
        identity = arn
    if arn:
        outputs["arn"] = arn
    if region and "region" not in inputs:
        outputs["region"] = region
    if physical and token in SHAPES and shape.name not in inputs:
        outputs[shape.name] = physical
    return identity, {**outputs, **_extra(urn, token, identity, inputs, physical, region)}


def _physical(urn: str, name: str, inputs: dict[str, Any], shape: Shape) -> str:
    given = inputs.get(shape.name)
    if isinstance(given, str):
        return given
    prefix = inputs.get(f"{shape.name}Prefix")
    if isinstance(prefix, str):
        return prefix + _hex(urn, "name", 12)
    return f"{name}-{_hex(urn, 'name', 7)}"


def _identity(urn: str, shape: Shape, values: dict[str, str]) -> str:
    if shape.id == "name":
        return values["n"]
    if shape.id == "uuid":
        return str(uuid.uuid5(uuid.NAMESPACE_URL, urn))
    if shape.id == "zone":
        return "Z" + _hex(urn, "id", 20).upper()
    if shape.id == "arn":
        return ""
    if "{" in shape.id:
        return _fill(shape.id, values)
    return (shape.id if shape.id.endswith("-") else "simulated-") + _hex(urn, "id", 17)


def _fill(template: str, values: dict[str, str]) -> str:
    """The template filled, or "" where a value that it needs was not stated."""
    if any(f"{{{key}}}" in template and not value for key, value in values.items()):
        return ""
    return template.format(**values)


def _extra(urn: str, token: str, identity: str, inputs: dict[str, Any], physical: str, region: str) -> dict[str, Any]:
    if token == "aws:ec2/vpc:Vpc":
        made = {"defaultSecurityGroupId": "sg-", "defaultRouteTableId": "rtb-", "defaultNetworkAclId": "acl-"}
        ids = {key: prefix + _hex(urn, key, 17) for key, prefix in made.items()}
        return {**ids, "mainRouteTableId": ids["defaultRouteTableId"]}
    if token == "aws:ec2/vpcEndpoint:VpcEndpoint":
        if inputs.get("vpcEndpointType", "Gateway") == "Gateway":
            return {"prefixListId": "pl-" + _hex(urn, "pl", 8)}
        return {}
    if token in ("aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"):
        names = {"bucketDomainName": f"{physical}.s3.amazonaws.com"}
        if region:
            names["bucketRegionalDomainName"] = f"{physical}.s3.{region}.amazonaws.com"
        return names
    if token in ("aws:kms/key:Key", "aws:kms/replicaKey:ReplicaKey"):
        return {"keyId": identity}
    if token == "aws:route53/zone:Zone":
        return {"zoneId": identity}
    if token == "aws:ec2/eip:Eip":
        return {"allocationId": identity}
    return {}
