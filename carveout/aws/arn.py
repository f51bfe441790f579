"""Amazon Resource Names.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference-arns.html (six fields, colon-separated;
region or account may be empty; the resource part may hold further colons and slashes).
"""

from __future__ import annotations

from typing import Final, NamedTuple

# Services whose ARNs carry no region: the resource is global or its name alone says where it lies.
REGIONLESS: Final = frozenset(
    {"iam", "s3", "sts", "organizations", "route53", "cloudfront", "globalaccelerator", "waf", "shield"}
    | {"networkmanager", "account", "budgets", "ce", "health", "support", "networkflowmonitor"}
)


class Arn(NamedTuple):
    """The six fields of an ARN after ``arn:``; ``resource`` is all the rest."""

    partition: str
    service: str
    region: str
    account: str
    resource: str


def parse_arn(text: str) -> Arn | None:
    """Split an ARN; ``None`` where the text is not one (fewer than six fields or another start)."""
    if not text.startswith("arn:"):
        return None
    fields = text.split(":", 5)
    if len(fields) < 6 or not fields[1] or not fields[2] or not fields[5]:
        return None
    return Arn(*fields[1:])
