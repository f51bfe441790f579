"""Names of a domain are asked of the parent's resolvers."""

import pulumi
import pulumi_aws as aws

LEAK = pulumi.get_stack() == "leak"
us = aws.Provider("us", region="us-east-1", allowed_account_ids=["310000000022"])
in_us = pulumi.ResourceOptions(provider=us)

vpc = aws.ec2.Vpc("main", cidr_block="10.72.0.0/16", opts=in_us)
subnet = aws.ec2.Subnet("a", vpc_id=vpc.id, cidr_block="10.72.1.0/24", availability_zone="us-east-1a", opts=in_us)
second = aws.ec2.Subnet("b", vpc_id=vpc.id, cidr_block="10.72.2.0/24", availability_zone="us-east-1b", opts=in_us)
group = aws.ec2.SecurityGroup("group", vpc_id=vpc.id, description="resolver", opts=in_us)
endpoint = aws.route53.ResolverEndpoint(
    "outbound",
    direction="OUTBOUND",
    security_group_ids=[group.id],
    ip_addresses=[{"subnet_id": subnet.id}, {"subnet_id": second.id}],
    opts=in_us,
)
aws.route53.ResolverRule(
    "rule",
    domain_name="tideway.internal" if LEAK else "larkspur.internal",
    rule_type="FORWARD",
    resolver_endpoint_id=endpoint.id,
    target_ips=[{"ip": "10.16.0.2" if LEAK else "10.72.0.2"}],
    opts=in_us,
)
