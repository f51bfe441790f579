"""A multi-Region key is replicated to Tokyo; the twin replicates to Oregon."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

region = "ap-northeast-1" if LEAK else "us-west-2"
aws.kms.ReplicaKey(
    "replica",
    primary_key_arn="arn:aws:kms:us-east-1:310000000022:key/mrk-0123456789abcdef0123456789abcdef",
    region=region,
    opts=in_us,
)
