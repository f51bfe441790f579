"""A PrivateLink service of ours admits a principal of the parent."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

service = aws.ec2.VpcEndpointService(
    "service",
    acceptance_required=True,
    network_load_balancer_arns=["arn:aws:elasticloadbalancing:us-east-1:310000000022:loadbalancer/net/a/0123456789abcdef"],
    opts=in_us,
)
aws.ec2.VpcEndpointServiceAllowedPrinciple(
    "allowed",
    vpc_endpoint_service_id=service.id,
    principal_arn="arn:aws:iam::890000000055:root" if LEAK else "arn:aws:iam::310000000011:root",
    opts=in_us,
)
