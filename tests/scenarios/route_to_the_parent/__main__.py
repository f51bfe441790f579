"""A route sends the parent's range out of our VPC."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

vpc = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
gateway = aws.ec2transitgateway.TransitGateway(
    "gateway", default_route_table_association="disable", default_route_table_propagation="disable", opts=in_us
)
table = aws.ec2.RouteTable("table", vpc_id=vpc.id, opts=in_us)
aws.ec2.Route(
    "route",
    route_table_id=table.id,
    destination_cidr_block="10.16.8.0/24" if LEAK else "10.73.0.0/16",
    transit_gateway_id=gateway.id,
    opts=in_us,
)
