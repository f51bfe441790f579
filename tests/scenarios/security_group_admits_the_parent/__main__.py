"""A security group lets the parent's range in; the twin lets in our own."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

vpc = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
group = aws.ec2.SecurityGroup("group", vpc_id=vpc.id, description="app", opts=in_us)
aws.vpc.SecurityGroupIngressRule(
    "rule",
    security_group_id=group.id,
    ip_protocol="tcp",
    from_port=443,
    to_port=443,
    cidr_ipv4="203.0.113.0/25" if LEAK else "10.72.0.0/16",
    opts=in_us,
)
