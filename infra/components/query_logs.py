"""Resolver query logs: every name that anything in the VPC asked for."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Strict
from infra.documents import Statement, policy_document
from infra.naming import Naming
from infra.tags import tags

PART = "dns-queries"


class QueryLogsArgs(Strict):
    """``days`` is how long CloudWatch keeps the records."""

    naming: Naming
    days: int
    protected: bool


class QueryLogs(pulumi.ComponentResource):
    """Resolver query log configuration of the VPC, into an encrypted log group.

    In a network without a way out, asking for names is the way that is left to carry data away: the DNS firewall
    refuses, and this log shows who tried. The delivery service may write to this one group, for our account.
    """

    def __init__(
        self,
        name: str,
        args: QueryLogsArgs,
        *,
        vpc_id: pulumi.Input[str],
        key_arn: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("carveout:network:QueryLogs", name, None, opts)
        naming, child = args.naming, pulumi.ResourceOptions(parent=self)
        group = aws.cloudwatch.LogGroup(
            f"{name}-group",
            name=naming.physical(PART),
            kms_key_id=key_arn,
            retention_in_days=args.days,
            deletion_protection_enabled=args.protected,
            tags=tags("logs"),
            opts=child,
        )
        delivery = aws.cloudwatch.LogResourcePolicy(
            f"{name}-delivery",
            policy_name=naming.physical(PART),
            policy_document=_delivery_policy(naming),
            opts=child,
        )
        config = aws.route53.ResolverQueryLogConfig(
            f"{name}-config",
            name=naming.physical(PART),
            destination_arn=group.arn,
            tags=tags("logs"),
            opts=pulumi.ResourceOptions(parent=self, depends_on=[delivery]),
        )
        aws.route53.ResolverQueryLogConfigAssociation(
            f"{name}-vpc", resolver_query_log_config_id=config.id, resource_id=vpc_id, opts=child
        )
        self.register_outputs({})


def _delivery_policy(naming: Naming) -> str:
    return policy_document(
        [
            Statement(
                sid="DeliverQueryLogs",
                principals={"Service": ["delivery.logs.amazonaws.com"]},
                actions=["logs:CreateLogStream", "logs:PutLogEvents"],
                resources=[f"{naming.log_group_arn(PART)}:log-stream:*"],
                conditions={
                    "StringEquals": {"aws:SourceAccount": [naming.account]},
                    "ArnLike": {"aws:SourceArn": [naming.arn("logs", "*")]},
                },
            )
        ]
    )
