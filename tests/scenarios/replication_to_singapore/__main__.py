"""Objects are replicated to a bucket in Singapore; the twin replicates to Oregon."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

elsewhere = aws.Provider(
    "elsewhere", region="ap-southeast-1" if LEAK else "us-west-2", allowed_account_ids=["310000000022"]
)
source = aws.s3.Bucket("videos", bucket="larkspur-videos", opts=in_us)
replica = aws.s3.Bucket("replica", bucket="larkspur-videos-replica", opts=pulumi.ResourceOptions(provider=elsewhere))
aws.s3.BucketReplicationConfig(
    "replication",
    bucket=source.bucket,
    role="arn:aws:iam::310000000022:role/replication",
    rules=[{"id": "all", "status": "Enabled", "destination": {"bucket": replica.arn}}],
    opts=in_us,
)
