"""A lookup takes the parent's VPC as if it were ours; a plan shows it, a policy pack never sees it."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

vpc = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
identity = "vpc-0fedcba9876543210" if LEAK else vpc.id
aws.ec2.get_vpc_output(id=identity, opts=pulumi.InvokeOutputOptions(provider=us))
