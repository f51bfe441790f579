"""An endpoint policy for everyone and everything is a way out for data; the twin names our bucket."""

import json

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

vpc = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
aws.s3.Bucket("videos", bucket="larkspur-videos", opts=in_us)
aws.ec2.VpcEndpoint(
    "s3",
    vpc_id=vpc.id,
    service_name="com.amazonaws.us-east-1.s3",
    policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": "*",
                    "Action": "s3:*",
                    "Resource": "*" if LEAK else "arn:aws:s3:::larkspur-videos/*",
                }
            ],
        }
    ),
    opts=in_us,
)
