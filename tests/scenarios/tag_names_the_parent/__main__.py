"""A tag that names the parent's account is no link by itself, and tells of one."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

aws.cloudwatch.LogGroup(
    "logs", name="app", tags={"shared-with": "account 890000000055" if LEAK else "nobody"}, opts=in_us
)
