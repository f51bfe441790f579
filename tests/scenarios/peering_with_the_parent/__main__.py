"""A VPC is peered with the parent's; the twin peers two of our own."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

ours = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
other = aws.ec2.Vpc("other", cidr_block="10.73.0.0/16", opts=in_us)
aws.ec2.VpcPeeringConnection(
    "peering",
    vpc_id=ours.id,
    peer_vpc_id="vpc-0fedcba9876543210" if LEAK else other.id,
    peer_owner_id="890000000055" if LEAK else "310000000022",
    peer_region="ap-southeast-1" if LEAK else None,
    opts=in_us,
)
