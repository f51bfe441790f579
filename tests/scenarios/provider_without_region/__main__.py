"""A provider without region takes the one of whatever machine it runs on."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

somewhere = aws.Provider("somewhere", region=None if LEAK else "us-west-2", allowed_account_ids=["310000000022"])
aws.cloudwatch.LogGroup("logs", name="app", opts=pulumi.ResourceOptions(provider=somewhere))
