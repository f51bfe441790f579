"""A rule is made inside apply: a first preview does not see that it exists."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

vpc = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
group = aws.ec2.SecurityGroup("group", vpc_id=vpc.id, description="app", opts=in_us)


def open_to(identity: str) -> None:
    aws.vpc.SecurityGroupIngressRule(
        "rule",
        security_group_id=identity,
        ip_protocol="-1",
        cidr_ipv4="10.16.0.0/12" if LEAK else "10.72.0.0/16",
        opts=in_us,
    )


group.id.apply(open_to)
