"""An endpoint in our VPC leads to a PrivateLink service of the parent."""

import json

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

vpc = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
service = aws.ec2.VpcEndpointService(
    "service",
    acceptance_required=True,
    network_load_balancer_arns=["arn:aws:elasticloadbalancing:us-east-1:310000000022:loadbalancer/net/a/0123456789abcdef"],
    opts=in_us,
)
theirs = "com.amazonaws.vpce.us-east-1.vpce-svc-0fedcba9876543210"
ours = service.id.apply(lambda identity: f"com.amazonaws.vpce.us-east-1.{identity}")
aws.ec2.VpcEndpoint(
    "endpoint",
    vpc_id=vpc.id,
    vpc_endpoint_type="Interface",
    service_name=theirs if LEAK else ours,
    policy=json.dumps({"Version": "2012-10-17", "Statement": []}),
    opts=in_us,
)
