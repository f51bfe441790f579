"""Flow logs: who spoke to whom in the VPC, accepted or refused."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Strict
from infra.documents import Statement, policy_document, trust_policy
from infra.naming import Naming
from infra.tags import tags

PART = "flow-logs"

# The default fields, and those that tell which way a packet went: pkt-* are the addresses behind an endpoint,
# traffic-path tells a gateway endpoint (7) from an internet gateway (8).
_FIELDS = (
    *("version", "account-id", "vpc-id", "subnet-id", "interface-id", "srcaddr", "dstaddr", "srcport", "dstport"),
    *("protocol", "packets", "bytes", "start", "end", "action", "log-status", "pkt-srcaddr", "pkt-dstaddr"),
    *("flow-direction", "traffic-path", "pkt-dst-aws-service"),
)


class FlowLogsArgs(Strict):
    """``days`` is how long CloudWatch keeps the records."""

    naming: Naming
    days: int
    protected: bool


class FlowLogs(pulumi.ComponentResource):
    """All traffic of the VPC, minute by minute, into an encrypted log group by a role that can do nothing else.

    CloudWatch serves search and alarms for ``days``; the copy for auditors goes to the evidence bucket and comes
    with the evidence layer. The log group is made here: one that the service makes would be unencrypted and kept
    for ever.
    """

    def __init__(
        self,
        name: str,
        args: FlowLogsArgs,
        *,
        vpc_id: pulumi.Input[str],
        key_arn: pulumi.Input[str],
        opts: pulumi.ResourceOptions | None = None,
    ) -> None:
        super().__init__("carveout:network:FlowLogs", name, None, opts)
        naming, child = args.naming, pulumi.ResourceOptions(parent=self)
        self.group = aws.cloudwatch.LogGroup(
            f"{name}-group",
            name=naming.physical(PART),
            kms_key_id=key_arn,
            retention_in_days=args.days,
            deletion_protection_enabled=args.protected,
            tags=tags("logs"),
            opts=child,
        )
        role = aws.iam.Role(
            f"{name}-role",
            name=naming.physical(PART),
            description="Writes the flow logs",
            assume_role_policy=trust_policy("vpc-flow-logs.amazonaws.com", naming.account),
            tags=tags("logs"),
            opts=child,
        )
        policy = aws.iam.RolePolicy(
            f"{name}-policy", name="write", role=role.name, policy=_write_policy(naming), opts=child
        )
        aws.iam.RolePoliciesExclusive(f"{name}-policies", role_name=role.name, policy_names=[policy.name], opts=child)
        aws.iam.RolePolicyAttachmentsExclusive(f"{name}-attachments", role_name=role.name, policy_arns=[], opts=child)
        aws.ec2.FlowLog(
            f"{name}-vpc",
            vpc_id=vpc_id,
            traffic_type="ALL",
            max_aggregation_interval=60,
            log_destination_type="cloud-watch-logs",
            log_destination=self.group.arn,
            log_format=" ".join(f"${{{field}}}" for field in _FIELDS),
            iam_role_arn=role.arn,
            tags=tags("logs", naming.physical(PART)),
            # Without its policy the role can write nothing, and no record says so.
            opts=pulumi.ResourceOptions(parent=self, depends_on=[policy]),
        )
        self.register_outputs({})


def _write_policy(naming: Naming) -> str:
    group = naming.log_group_arn(PART)
    return policy_document(
        [
            Statement(
                sid="WriteRecords",
                actions=["logs:CreateLogStream", "logs:DescribeLogStreams", "logs:PutLogEvents"],
                resources=[group, f"{group}:*"],
            ),
            Statement(
                sid="FindTheGroup",
                actions=["logs:DescribeLogGroups"],
                resources=[naming.arn("logs", "log-group:*")],
            ),
        ]
    )
