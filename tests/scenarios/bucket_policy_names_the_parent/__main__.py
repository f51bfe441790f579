"""A bucket policy admits the parent's account; the twin admits our own."""

import json

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

bucket = aws.s3.Bucket("videos", bucket="larkspur-videos", opts=in_us)
account = "890000000055" if LEAK else "310000000011"
aws.s3.BucketPolicy(
    "policy",
    bucket=bucket.bucket,
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": {"AWS": account},
                    "Action": "s3:GetObject",
                    "Resource": "arn:aws:s3:::larkspur-videos/*",
                }
            ],
        }
    ),
    opts=in_us,
)
