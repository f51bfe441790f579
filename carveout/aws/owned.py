"""What belongs to AWS itself: buckets of its services, service principals, actions that cannot leave an account."""

from __future__ import annotations

import re
from typing import Final

# Buckets that AWS's own services read through our endpoints. `region` is a named group where the name tells it.
# Source: Amazon ECR, Systems Manager, CloudFormation and Amazon Linux pages on VPC endpoints
# (docs.aws.amazon.com: ECR "VPC endpoints", SSM "SSM Agent communications with AWS managed S3 buckets").
_REGION: Final = r"(?P<region>[a-z]{2}(?:-gov)?-[a-z]+-\d)"
_OWNED_BUCKETS: Final = tuple(
    re.compile(pattern)
    for pattern in (
        rf"prod-{_REGION}-starport-layer-bucket",
        rf"aws-ssm-{_REGION}",
        rf"aws-windows-downloads-{_REGION}",
        rf"amazon-ssm-{_REGION}",
        rf"amazon-ssm-packages-{_REGION}",
        rf"{_REGION}-birdwatcher-prod",
        rf"aws-ssm-document-attachments-{_REGION}",
        rf"patch-baseline-snapshot-{_REGION}",
        rf"aws-patchmanager-macos-{_REGION}",
        rf"al2023-repos-{_REGION}-de612dc2",
        rf"amazonlinux-2-repos-{_REGION}",
    )
)


def owned_bucket_region(bucket: str) -> str | None:
    """The region of a bucket that AWS runs for its services; ``None`` where it is not one of them."""
    for pattern in _OWNED_BUCKETS:
        match = pattern.fullmatch(bucket)
        if match:
            return match["region"]
    return None


# `host` or `host.region`: logs.us-east-1.amazonaws.com names a region, s3.amazonaws.com does not.
_SERVICE_PRINCIPAL: Final = re.compile(
    r"(?P<service>[a-z0-9-]+(?:\.[a-z0-9-]+)*?)(?:\.(?P<region>[a-z]{2}(?:-gov)?-[a-z]+-\d))?"
    r"\.(?:amazonaws\.com(?:\.cn)?|aws\.internal|aws)"
)


def service_principal(host: str) -> tuple[str, str] | None:
    """``(service, region or "")`` of a service principal; ``None`` where the text is not one."""
    match = _SERVICE_PRINCIPAL.fullmatch(host)
    return (match["service"], match["region"] or "") if match else None


# Actions without a resource type: they act on the caller's own account, wherever "Resource": "*" stands.
# Source: Service Authorization Reference, rows whose "Resource types" column is empty, read 2026-11.
OWN_ACCOUNT_ACTIONS: Final = frozenset(
    {
        "sts:getcalleridentity",
        "sts:getsessiontoken",
        "ecr:getauthorizationtoken",
        "cloudwatch:putmetricdata",
        "cloudwatch:getmetricdata",
        "cloudwatch:getmetricstatistics",
        "cloudwatch:listmetrics",
        "kms:generaterandom",
        "kms:listkeys",
        "kms:listaliases",
        "logs:describeloggroups",
        "ec2:describenetworkinterfaces",
        "ec2:describevpcs",
        "ec2:describesubnets",
        "ec2:describeregions",
        "ec2:describeavailabilityzones",
        "ec2:describeinstances",
        "ec2:describevolumes",
        "ec2:describesnapshots",
        "ec2:describetags",
        "s3:listallmybuckets",
        "sqs:listqueues",
        "sns:listtopics",
        "dynamodb:listtables",
        "tag:getresources",
        "xray:puttracesegments",
        "xray:puttelemetryrecords",
        "xray:getsamplingrules",
        "xray:getsamplingtargets",
        "ssm:updateinstanceinformation",
        "ssmmessages:createcontrolchannel",
        "ssmmessages:createdatachannel",
        "ssmmessages:opencontrolchannel",
        "ssmmessages:opendatachannel",
        "rekognition:detectmoderationlabels",
    }
)
