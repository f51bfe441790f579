"""AWS host names: which region and account they name.

Source: the endpoint forms of https://docs.aws.amazon.com/general/latest/gr/rande.html and of the services'
own pages (ECR registries, S3 virtual-hosted buckets, PrivateLink, Lambda URLs, RDS, OpenSearch).
"""

from __future__ import annotations

import re
from typing import Final, NamedTuple

REGION: Final = re.compile(r"(?:us|eu|ap|sa|ca|me|af|il|mx|cn|us-gov|us-iso[a-z]*|eusc)(?:-[a-z]+)+-\d")
_ACCOUNT: Final = re.compile(r"\d{12}")
_SUFFIXES: Final = (
    ".amazonaws.com",
    ".amazonaws.com.cn",
    ".api.aws",
    ".on.aws",
    ".aws.dev",
    ".vpce.amazonaws.com",
    ".cloudfront.net",
    ".awsglobalaccelerator.com",
    ".awsapprunner.com",
    ".elasticbeanstalk.com",
    ".amazoncognito.com",
)
# Hosts of services whose one endpoint serves the whole partition from a US region.
_GLOBAL_SERVICES: Final = frozenset({"iam", "sts", "route53", "organizations", "support", "health"})


class AwsHost(NamedTuple):
    """A host of AWS. ``region`` and ``account`` are "" where the name does not tell them;
    ``bucket`` is the bucket of an S3 host or ""; ``service`` the first label that names a service or ""."""

    region: str
    account: str
    bucket: str
    service: str


def is_aws_host(host: str) -> bool:
    """Whether the name belongs to AWS (and so to whoever rents it there)."""
    return host == "amazonaws.com" or host.endswith(_SUFFIXES)


def parse_aws_host(host: str) -> AwsHost | None:
    """What an AWS host name tells; ``None`` where the name is not AWS's.

    >>> parse_aws_host("310000000022.dkr.ecr.us-east-1.amazonaws.com")
    AwsHost(region='us-east-1', account='310000000022', bucket='', service='ecr')
    """
    if not is_aws_host(host):
        return None
    labels = host.split(".")
    region = next((label for label in labels if REGION.fullmatch(label)), "")
    account = next((label for label in labels if _ACCOUNT.fullmatch(label)), "")
    bucket = _bucket(host, labels)
    service = _service(labels, region)
    if not region and service in _GLOBAL_SERVICES:
        region = "us-east-1"
    return AwsHost(region, account, bucket, service)


def _service(labels: list[str], region: str) -> str:
    if region:
        before = labels[: labels.index(region)]
        return before[-1] if before else ""
    return labels[0]


def _bucket(host: str, labels: list[str]) -> str:
    """The bucket of a virtual-hosted S3 name: ``b.s3.us-east-1...``, ``b.s3-website-us-east-1...``."""
    for index, label in enumerate(labels):
        if index and (label == "s3" or label.startswith("s3-")):
            return ".".join(labels[:index])
    return ""
