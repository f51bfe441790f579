"""Without allowedAccountIds a program lands wherever its credentials belong."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

anywhere = aws.Provider("anywhere", region="us-east-1", allowed_account_ids=None if LEAK else ["310000000011"])
aws.cloudwatch.LogGroup("logs", name="app", opts=pulumi.ResourceOptions(provider=anywhere))
