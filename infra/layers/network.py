"""The network: one VPC with no way to the internet, its endpoints, names, logs and account-level guards."""

from __future__ import annotations

from collections.abc import Mapping

import pulumi
import pulumi_aws as aws

from infra.naming import Naming
from infra.provider import aws_provider
from infra.settings import Settings


def build(settings: Settings) -> Mapping[str, pulumi.Input[object]]:
    """Register the layer and return what the next layers need."""
    network = settings.network
    assert network is not None
    naming = Naming(
        environment=settings.environment,
        layer=settings.layer,
        account=settings.account,
        region=settings.region,
        partition=settings.boundary.partition,
    )
    provider = aws_provider(settings, settings.region, naming.logical("aws"))
    vpc = aws.ec2.Vpc(naming.logical("vpc"), cidr_block=network.cidr, opts=pulumi.ResourceOptions(provider=provider))
    return {"vpc_id": vpc.id}
