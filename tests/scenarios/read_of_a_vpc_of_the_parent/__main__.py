"""`get()` adopts the parent's VPC, and a subnet is put into it."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

ours = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
vpc = aws.ec2.Vpc.get("adopted", "vpc-0fedcba9876543210", opts=in_us) if LEAK else ours
aws.ec2.Subnet("a", vpc_id=vpc.id, cidr_block="10.72.1.0/24", availability_zone="us-east-1a", opts=in_us)
