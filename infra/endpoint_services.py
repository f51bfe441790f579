"""Which AWS services have an interface endpoint here, and what each endpoint's policy lets through.

An absent endpoint policy is full access, and a policy that names principals alone still lets our own roles write
into a stranger's resources. So each service lists ARNs in our account; only actions that have no resource at all
(they act on the caller's own account) stand with "*", for principals of our account alone.
Source: Service Authorization Reference (resource types of each action), AWS PrivateLink service list.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final


@dataclass(frozen=True, slots=True)
class InterfaceService:
    """``suffix`` follows ``com.amazonaws.<region>.``; ``resources`` are ARNs after ``arn:<partition>:``.

    In ``resources``, ``{region}`` and ``{account}`` stand for the endpoint's own, ``{registry}`` for each account
    that holds one of our image registries. ``without_resource`` lists actions that take no resource.
    """

    suffix: str
    actions: tuple[str, ...]
    resources: tuple[str, ...]
    without_resource: tuple[str, ...] = ()
    other_hosts: tuple[str, ...] = ()

    @property
    def hosts(self) -> tuple[str, ...]:
        """DNS names of the service, with placeholders; the endpoint's private DNS answers them."""
        return self.other_hosts or (f"{self.suffix}.{{region}}.amazonaws.com",)


def _all(
    prefix: str,
    *resources: str,
    suffix: str = "",
    without: tuple[str, ...] = (),
    hosts: tuple[str, ...] = (),
) -> InterfaceService:
    return InterfaceService(suffix or prefix, (f"{prefix}:*",), resources, without, hosts)


def _hosts(*labels: str) -> tuple[str, ...]:
    return tuple(f"{label}.{{region}}.amazonaws.com" for label in labels)


_REGISTRY: Final = "ecr:{region}:{registry}:repository/*"

INTERFACE_SERVICES: Final[dict[str, InterfaceService]] = {
    "backup": _all("backup", "backup:{region}:{account}:*"),
    "codebuild": _all("codebuild", "codebuild:{region}:{account}:*"),
    "ecr.api": _all(
        "ecr", _REGISTRY, suffix="ecr.api", without=("ecr:GetAuthorizationToken",), hosts=_hosts("api.ecr")
    ),
    "ecr.dkr": InterfaceService(
        "ecr.dkr",
        ("ecr:BatchCheckLayerAvailability", "ecr:BatchGetImage", "ecr:GetDownloadUrlForLayer"),
        (_REGISTRY,),
        other_hosts=_hosts("{registry}.dkr.ecr"),
    ),
    "events": _all("events", "events:{region}:{account}:*"),
    "execute-api": _all("execute-api", "execute-api:{region}:{account}:*", hosts=_hosts("*.execute-api")),
    # Its only action takes no resource, and its telemetry goes to AWS's own collector.
    "guardduty-data": InterfaceService("guardduty-data", (), (), ("guardduty:SendSecurityTelemetry",)),
    "kinesis-firehose": _all(
        "firehose", "firehose:{region}:{account}:*", suffix="kinesis-firehose", hosts=_hosts("firehose")
    ),
    "kinesis-streams": _all(
        "kinesis",
        "kinesis:{region}:{account}:*",
        suffix="kinesis-streams",
        hosts=_hosts("kinesis", "{account}.control-kinesis", "{account}.data-kinesis"),
    ),
    "kms": _all(
        "kms",
        "kms:{region}:{account}:*",
        without=("kms:GenerateRandom", "kms:ListAliases", "kms:ListKeys"),
    ),
    "lambda": _all("lambda", "lambda:{region}:{account}:*"),
    "logs": _all("logs", "logs:{region}:{account}:*"),
    "monitoring": _all(
        "cloudwatch",
        "cloudwatch:{region}:{account}:*",
        suffix="monitoring",
        without=(
            "cloudwatch:GetMetricData",
            "cloudwatch:GetMetricStatistics",
            "cloudwatch:ListMetrics",
            "cloudwatch:PutMetricData",
        ),
    ),
    "rekognition": _all(
        "rekognition", "rekognition:{region}:{account}:*", without=("rekognition:DetectModerationLabels",)
    ),
    "sagemaker.api": _all(
        "sagemaker", "sagemaker:{region}:{account}:*", suffix="sagemaker.api", hosts=_hosts("api.sagemaker")
    ),
    "sagemaker.runtime": InterfaceService(
        "sagemaker.runtime",
        ("sagemaker:InvokeEndpoint", "sagemaker:InvokeEndpointAsync"),
        ("sagemaker:{region}:{account}:endpoint/*",),
        other_hosts=_hosts("runtime.sagemaker"),
    ),
    "secretsmanager": _all("secretsmanager", "secretsmanager:{region}:{account}:secret:*"),
    "sns": _all("sns", "sns:{region}:{account}:*"),
    "sqs": _all("sqs", "sqs:{region}:{account}:*"),
    "ssm": _all("ssm", "ssm:{region}:{account}:*", "ec2:{region}:{account}:instance/*"),
    "ssmmessages": InterfaceService(
        "ssmmessages",
        (),
        (),
        (
            "ssmmessages:CreateControlChannel",
            "ssmmessages:CreateDataChannel",
            "ssmmessages:OpenControlChannel",
            "ssmmessages:OpenDataChannel",
        ),
    ),
    "states": _all("states", "states:{region}:{account}:*"),
    "sts": InterfaceService(
        "sts",
        ("sts:AssumeRole", "sts:SetSourceIdentity", "sts:TagSession"),
        ("iam::{account}:role/*",),
        ("sts:GetCallerIdentity",),
    ),
    "transcribe": _all("transcribe", "transcribe:{region}:{account}:*"),
}

# Buckets that AWS runs and that a service reads through our S3 endpoint, under the interface service which brings
# the need; "" is every VPC (packages of Amazon Linux 2023).
AWS_BUCKETS: Final[dict[str, tuple[str, ...]]] = {
    "": ("al2023-repos-{region}-de612dc2",),
    "ecr.dkr": ("prod-{region}-starport-layer-bucket",),
    "ssm": (
        "amazon-ssm-packages-{region}",
        "amazon-ssm-{region}",
        "aws-ssm-document-attachments-{region}",
        "aws-ssm-{region}",
        "patch-baseline-snapshot-{region}",
        "{region}-birdwatcher-prod",
    ),
}

GATEWAY_HOSTS: Final[dict[str, tuple[str, ...]]] = {
    "s3": _hosts("s3"),
    # SDKs prefer the host that carries the caller's account.
    "dynamodb": _hosts("dynamodb", "{account}.ddb"),
}
