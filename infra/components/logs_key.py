"""The key of data class ``logs``."""

from __future__ import annotations

from collections.abc import Sequence

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Strict
from infra.documents import Statement, policy_document
from infra.key_policy import custody_statements
from infra.naming import Naming
from infra.tags import tags

_PART = "logs"


class LogsKeyArgs(Strict):
    """``log_groups`` are the parts of the names of the log groups that may use the key."""

    naming: Naming
    log_groups: tuple[str, ...]
    protected: bool


class LogsKey(pulumi.ComponentResource):
    """A rotating key for CloudWatch Logs, its alias and its policy.

    CloudWatch Logs may use the key for the named groups of our account alone: it puts the group's ARN into the
    encryption context, and the names are known before the groups exist, so no wildcard is needed. The key stays
    in one region; logs are copied as files, never by replicating their key. ``custodians`` are the roles that
    the policy names: they must exist first.
    """

    def __init__(
        self,
        name: str,
        args: LogsKeyArgs,
        *,
        custodians: Sequence[pulumi.Resource],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("carveout:network:LogsKey", name, None, opts)
        naming = args.naming
        logs_service = Statement(
            sid="LogGroupsOfOurs",
            principals={"Service": [f"logs.{naming.region}.amazonaws.com"]},
            actions=[
                "kms:Decrypt",
                "kms:DescribeKey",
                "kms:Encrypt",
                "kms:GenerateDataKey",
                "kms:GenerateDataKeyWithoutPlaintext",
                "kms:ReEncryptFrom",
                "kms:ReEncryptTo",
            ],
            resources=["*"],
            conditions={
                "ArnEquals": {
                    "kms:EncryptionContext:aws:logs:arn": [naming.log_group_arn(part) for part in args.log_groups]
                }
            },
        )
        key = aws.kms.Key(
            f"{name}-key",
            description="Log groups of the network layer",
            enable_key_rotation=True,
            deletion_window_in_days=30,
            multi_region=False,
            policy=policy_document([*custody_statements(naming), logs_service]),
            tags=tags("logs", naming.physical(_PART)),
            opts=pulumi.ResourceOptions(parent=self, protect=args.protected or None, depends_on=list(custodians)),
        )
        aws.kms.Alias(
            f"{name}-alias",
            name=naming.key_alias(_PART),
            target_key_id=key.id,
            opts=pulumi.ResourceOptions(parent=self),
        )
        self.key_arn = key.arn
        self.register_outputs({"key_arn": self.key_arn})
