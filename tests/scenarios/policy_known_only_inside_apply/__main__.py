"""A policy text is made inside apply, out of another resource's ARN: a preview sees one unknown string."""

import json

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

bucket = aws.s3.Bucket("videos", bucket_prefix="larkspur-videos-", opts=in_us)


def document(arn: str) -> str:
    account = "890000000055" if LEAK else "310000000022"
    statement = {"Effect": "Allow", "Principal": {"AWS": f"arn:aws:iam::{account}:root"}, "Action": "s3:*"}
    return json.dumps({"Version": "2012-10-17", "Statement": [{**statement, "Resource": f"{arn}/*"}]})


aws.s3.BucketPolicy("policy", bucket=bucket.bucket, policy=bucket.arn.apply(document), opts=in_us)
