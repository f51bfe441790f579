"""A role trusts everyone in the parent's organization: only a condition stands between, and it is theirs."""

import json

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

principal = {"AWS": "*"} if LEAK else {"AWS": "310000000033"}
aws.iam.Role(
    "support",
    name="support",
    assume_role_policy=json.dumps(
        {
            "Version": "2012-10-17",
            "Statement": [
                {
                    "Effect": "Allow",
                    "Principal": principal,
                    "Action": "sts:AssumeRole",
                    "Condition": {"StringEquals": {"aws:PrincipalOrgID": "o-meridian99sg"}},
                }
            ],
        }
    ),
    opts=in_us,
)
