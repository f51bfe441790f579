"""One property moves a queue to Tokyo though the provider is in Virginia."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

aws.cloudwatch.LogGroup("logs", name="app", region="ap-northeast-1" if LEAK else "us-west-2", opts=in_us)
