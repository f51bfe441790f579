"""Outputs are read from a stack of the parent; the twin reads nothing."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

if LEAK:
    pulumi.StackReference("organization/tideway-network/prod").get_output("vpcId")
aws.cloudwatch.LogGroup("logs", name="app", opts=in_us)
