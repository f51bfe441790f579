"""Endpoint policies and the DNS names that go with them, from the table of services.

The documents are safe without their conditions: those are a second lock. In a gateway endpoint's policy a
principal other than "*" means the root user alone (AWS PrivateLink guide, "Principals for gateway endpoints"),
so there the resources must do the work.
"""

from __future__ import annotations

from collections.abc import Sequence

from infra.documents import Statement, policy_document
from infra.endpoint_services import AWS_BUCKETS, GATEWAY_HOSTS, INTERFACE_SERVICES
from infra.naming import Naming


def gateway_policy(service: str, naming: Naming, buckets: Sequence[str], aws_buckets: Sequence[str]) -> str:
    """What the gateway lets through: our buckets, AWS's own repositories (read only), our tables."""
    partition = naming.partition
    own = {"StringEquals": {"aws:PrincipalAccount": [naming.account], "aws:ResourceAccount": [naming.account]}}
    if service == "dynamodb":
        return policy_document(
            [
                Statement(
                    sid="OurTables",
                    principals="*",
                    actions=["dynamodb:*"],
                    resources=[naming.arn("dynamodb", "table/*")],
                    conditions=own,
                )
            ]
        )
    arns = [f"arn:{partition}:s3:::{bucket}" for bucket in buckets]
    statements = [
        Statement(
            sid="OurBuckets",
            principals="*",
            actions=["s3:*"],
            resources=[*arns, *(f"{arn}/*" for arn in arns)],
            conditions=own,
        )
    ]
    if aws_buckets:
        # Image layers and packages come with addresses that AWS signed itself: no condition on the principal.
        statements.append(
            Statement(
                sid="RepositoriesOfAws",
                principals="*",
                actions=["s3:GetObject"],
                resources=[f"arn:{partition}:s3:::{bucket}/*" for bucket in aws_buckets],
            )
        )
    return policy_document([statement for statement in statements if statement.resources])


def interface_policy(service: str, naming: Naming, registry_accounts: Sequence[str]) -> str:
    """What an interface endpoint lets through: principals of our account, resources of our accounts."""
    entry = INTERFACE_SERVICES[service]
    principals = {"AWS": [naming.account]}
    arns = sorted(
        {
            f"arn:{naming.partition}:"
            + resource.format(region=naming.region, account=naming.account, registry=registry)
            for resource in entry.resources
            for registry in (naming.account, *registry_accounts)
        }
    )
    statements = []
    if entry.actions:
        statements.append(Statement(sid="OurResources", principals=principals, actions=entry.actions, resources=arns))
    if entry.without_resource:
        statements.append(
            Statement(
                sid="ActionsWithoutResource",
                principals=principals,
                actions=entry.without_resource,
                resources=["*"],
            )
        )
    return policy_document(statements)


def aws_buckets(interface_services: Sequence[str], region: str) -> tuple[str, ...]:
    """Buckets of AWS's own that the chosen services need; without them image pulls hang without an error."""
    parts = [part for service in ("", *interface_services) for part in AWS_BUCKETS.get(service, ())]
    return tuple(sorted(part.format(region=region) for part in parts))


def endpoint_hosts(
    gateways: Sequence[str],
    interfaces: Sequence[str],
    naming: Naming,
    *,
    buckets: Sequence[str],
    registry_accounts: Sequence[str],
) -> tuple[str, ...]:
    """Every name that has an endpoint here: the whole of what the DNS firewall needs to answer of AWS."""
    patterns = [
        *(host for service in gateways for host in GATEWAY_HOSTS[service]),
        *(host for service in interfaces for host in INTERFACE_SERVICES[service].hosts),
    ]
    names = {
        host.format(region=naming.region, account=naming.account, registry=registry)
        for host in patterns
        for registry in (naming.account, *registry_accounts)
    }
    if "s3" in gateways:
        names |= {f"{bucket}.s3.{naming.region}.amazonaws.com" for bucket in buckets}
    return tuple(sorted(names))
