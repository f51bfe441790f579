"""Names: one place that makes every physical name and every ARN that can be known beforehand.

A policy that names its resources by ARN can be read and proved before the resources exist, and two stacks can
speak of each other's resources without a lookup.
"""

from __future__ import annotations

import re
from typing import TYPE_CHECKING, Final

from carveout.boundary.models import Account, Region, Strict

if TYPE_CHECKING:
    from infra.settings import Settings

PREFIX: Final = "larkspur"
_BUCKET_NAME_LIMIT: Final = 63
_PART: Final = re.compile(r"[a-z0-9]+(-[a-z0-9]+)*")


class Naming(Strict):
    """Names of one environment and layer in one account and home region."""

    environment: str
    layer: str
    account: Account
    region: Region
    partition: str = "aws"

    @classmethod
    def of(cls, settings: Settings) -> Naming:
        """The names of a stack."""
        return cls(
            environment=settings.environment,
            layer=settings.layer,
            account=settings.account,
            region=settings.region,
            partition=settings.boundary.partition,
        )

    def logical(self, part: str) -> str:
        """Pulumi's own name of a top component or resource; it goes into the URN, so renaming needs an alias."""
        return f"{self.environment}-{_checked(part)}"

    def physical(self, part: str) -> str:
        """Name of anything that lives inside one account: ``larkspur-<env>-<part>``."""
        return f"{PREFIX}-{self.environment}-{_checked(part)}"

    def bucket(self, part: str, region: str | None = None) -> str:
        """S3 names are global, so they carry account and region; at most 63 characters."""
        name = f"{self.physical(part)}-{self.account}-{region or self.region}"
        if len(name) > _BUCKET_NAME_LIMIT:
            raise ValueError(f"bucket name {name} has {len(name)} characters; S3 allows {_BUCKET_NAME_LIMIT}")
        return name

    def key_alias(self, part: str) -> str:
        """Alias of a KMS key."""
        return f"alias/{self.physical(part)}"

    def arn(self, service: str, resource: str, region: str | None = None) -> str:
        """ARN of something regional in our account."""
        return f"arn:{self.partition}:{service}:{region or self.region}:{self.account}:{resource}"

    def bucket_arn(self, part: str, region: str | None = None) -> str:
        """ARN of one of our buckets; S3's ARNs have neither region nor account, the name does."""
        return f"arn:{self.partition}:s3:::{self.bucket(part, region)}"

    def role_arn(self, part: str) -> str:
        """ARN of one of our roles."""
        return f"arn:{self.partition}:iam::{self.account}:role/{self.physical(part)}"

    def root_arn(self) -> str:
        """Our account itself as a principal: delegates to the account's own IAM policies."""
        return f"arn:{self.partition}:iam::{self.account}:root"

    def log_group_arn(self, part: str, region: str | None = None) -> str:
        """ARN of a log group, without the ``:*`` that stands for its streams."""
        return self.arn("logs", f"log-group:{self.physical(part)}", region)

    def key_alias_arn(self, part: str, region: str | None = None) -> str:
        """ARN of a key's alias. In a policy's Resource an alias grants nothing: name the key there."""
        return self.arn("kms", self.key_alias(part), region)

    def vault_arn(self, part: str, region: str | None = None) -> str:
        """ARN of a backup vault."""
        return self.arn("backup", f"backup-vault:{self.physical(part)}", region)

    def topic_arn(self, part: str, region: str | None = None) -> str:
        """ARN of an SNS topic."""
        return self.arn("sns", self.physical(part), region)


def _checked(part: str) -> str:
    if not _PART.fullmatch(part):
        raise ValueError(f"name part {part!r} is not lower-case letters, digits and single hyphens")
    return part
