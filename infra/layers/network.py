"""The network: one VPC with no way to the internet, its endpoints, names, logs and account-level guards."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Any

import pulumi
import pulumi_aws as aws

from infra.components import flow_logs, query_logs
from infra.components.account_guards import AccountGuards
from infra.components.dns_firewall import DnsFirewall, DnsFirewallArgs
from infra.components.flow_logs import FlowLogs, FlowLogsArgs
from infra.components.gateway_endpoints import GatewayEndpoints, GatewayEndpointsArgs
from infra.components.interface_endpoints import InterfaceEndpoints, InterfaceEndpointsArgs
from infra.components.key_custodians import KeyCustodians, KeyCustodiansArgs
from infra.components.logs_key import LogsKey, LogsKeyArgs
from infra.components.query_logs import QueryLogs, QueryLogsArgs
from infra.components.security_groups import SecurityGroups, SecurityGroupsArgs
from infra.components.vpc import Vpc, VpcArgs
from infra.endpoint_policies import aws_buckets, endpoint_hosts
from infra.naming import Naming
from infra.network_settings import NetworkSettings
from infra.provider import aws_provider
from infra.settings import Settings
from infra.tags import tags


def build(settings: Settings) -> Mapping[str, Any]:
    """Register the layer; returns ids of the VPC, its subnets by tier, groups and endpoints for later layers."""
    network = settings.network
    assert network is not None, "settings refuse a network stack without this section"
    naming = Naming.of(settings)
    home = pulumi.ResourceOptions(provider=aws_provider(settings, settings.region, naming.logical("aws")))
    second = pulumi.ResourceOptions(
        provider=aws_provider(settings, settings.second_region, naming.logical("aws-second"))
    )

    AccountGuards(naming.logical("guards"), opts=home)
    AccountGuards(naming.logical("guards-second"), opts=second)

    vpc = Vpc(
        naming.logical("vpc"),
        VpcArgs(naming=naming, cidr=network.cidr, zones=network.zones, gateway_cidrs=network.gateway_cidrs),
        opts=home,
    )
    if network.encryption_control != "off":
        aws.ec2.VpcEncryptionControl(
            naming.logical("vpc-encryption"),
            vpc_id=vpc.vpc_id,
            mode=network.encryption_control,
            tags=tags("internal", naming.physical("vpc")),
            opts=home,
        )
    groups, gateways = _endpoints(settings, network, naming, vpc, home)
    firewall = _names_and_logs(settings, network, naming, vpc, home)
    return {
        "vpc_id": vpc.vpc_id,
        "subnet_ids": vpc.subnet_ids,
        "security_group_ids": groups.group_ids,
        "gateway_endpoint_ids": gateways.endpoint_ids,
        "private_zone_id": firewall.zone_id,
    }


def _endpoints(
    settings: Settings, network: NetworkSettings, naming: Naming, vpc: Vpc, home: pulumi.ResourceOptions
) -> tuple[SecurityGroups, GatewayEndpoints]:
    gateways = GatewayEndpoints(
        naming.logical("gateways"),
        GatewayEndpointsArgs(
            naming=naming,
            services=network.gateway_endpoints,
            buckets=_buckets(network, naming),
            aws_buckets=aws_buckets(network.interface_endpoints, naming.region),
        ),
        vpc_id=vpc.vpc_id,
        route_table_ids=[vpc.route_table_ids["app"], vpc.route_table_ids["data"]],
        opts=home,
    )
    groups = SecurityGroups(
        naming.logical("groups"),
        SecurityGroupsArgs(naming=naming, cidr=network.cidr),
        vpc_id=vpc.vpc_id,
        gateway_prefix_lists=gateways.prefix_list_ids,
        opts=home,
    )
    InterfaceEndpoints(
        naming.logical("endpoints"),
        InterfaceEndpointsArgs(
            naming=naming,
            services=network.interface_endpoints,
            registry_accounts=_registry_accounts(settings.us.registries),
        ),
        vpc_id=vpc.vpc_id,
        subnet_ids=vpc.subnet_ids["endpoint"][: network.endpoint_zones],
        security_group_id=groups.group_ids["endpoint"],
        opts=home,
    )
    return groups, gateways


def _names_and_logs(
    settings: Settings, network: NetworkSettings, naming: Naming, vpc: Vpc, home: pulumi.ResourceOptions
) -> DnsFirewall:
    hosts = endpoint_hosts(
        network.gateway_endpoints,
        network.interface_endpoints,
        naming,
        buckets=(*_buckets(network, naming), *aws_buckets(network.interface_endpoints, naming.region)),
        registry_accounts=_registry_accounts(settings.us.registries),
    )
    firewall = DnsFirewall(
        naming.logical("dns"),
        DnsFirewallArgs(
            naming=naming,
            zone=network.private_zone,
            names=(*hosts, *network.allowed_domains),
            protected=network.protected,
        ),
        vpc_id=vpc.vpc_id,
        opts=home,
    )
    custodians = KeyCustodians(naming.logical("key-custodians"), KeyCustodiansArgs(naming=naming), opts=home)
    key = LogsKey(
        naming.logical("logs-key"),
        LogsKeyArgs(naming=naming, log_groups=(flow_logs.PART, query_logs.PART), protected=network.protected),
        custodians=list(custodians.roles.values()),
        opts=home,
    )
    FlowLogs(
        naming.logical("flow-logs"),
        FlowLogsArgs(naming=naming, days=network.log_days, protected=network.protected),
        vpc_id=vpc.vpc_id,
        key_arn=key.key_arn,
        opts=home,
    )
    QueryLogs(
        naming.logical("query-logs"),
        QueryLogsArgs(naming=naming, days=network.log_days, protected=network.protected),
        vpc_id=vpc.vpc_id,
        key_arn=key.key_arn,
        opts=home,
    )
    return firewall


def _buckets(network: NetworkSettings, naming: Naming) -> tuple[str, ...]:
    return tuple(naming.bucket(part) for part in network.buckets)


def _registry_accounts(registries: tuple[str, ...]) -> tuple[str, ...]:
    """Accounts of those registries that are ECR's: ``<account>.dkr.ecr.<region>.amazonaws.com``."""
    matches = (re.match(r"(\d{12})\.dkr\.ecr\.", registry) for registry in registries)
    return tuple(sorted({match[1] for match in matches if match}))
