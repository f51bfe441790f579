"""A missing endpoint policy is full access."""

import json

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

vpc = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
closed = json.dumps({"Version": "2012-10-17", "Statement": []})
aws.ec2.VpcEndpoint(
    "s3",
    vpc_id=vpc.id,
    service_name="com.amazonaws.us-east-1.s3",
    policy=None if LEAK else closed,
    opts=in_us,
)
