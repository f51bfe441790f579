"""The network layer's part of a stack file."""

from __future__ import annotations

import ipaddress
from typing import Annotated, Literal

from pydantic import AfterValidator, Field

from carveout.boundary.models import Cidr, Domain, Party, Strict
from infra.endpoint_services import INTERFACE_SERVICES


def _interface_service(value: str) -> str:
    if value not in INTERFACE_SERVICES:
        raise ValueError("has no endpoint policy in infra/endpoint_services.py")
    return value


InterfaceService = Annotated[str, AfterValidator(_interface_service)]


class NetworkSettings(Strict):
    """One VPC with three tiers, its endpoints and its names."""

    cidr: Cidr = Field(description="an IPv4 block of 65,536 addresses (/16) inside the US side's CIDRs")
    zones: tuple[str, ...] = Field(
        min_length=2, max_length=4, description="two to four zones of the region, such as us-east-1a"
    )
    endpoint_zones: int = Field(
        ge=1, le=4, description="1 to 4: in how many of the zones each interface endpoint has an address"
    )
    gateway_endpoints: tuple[Literal["s3", "dynamodb"], ...] = Field(description="s3, dynamodb")
    interface_endpoints: tuple[InterfaceService, ...] = Field(description=", ".join(sorted(INTERFACE_SERVICES)))
    buckets: tuple[str, ...] = Field(
        description="the parts of our bucket names that the S3 endpoint lets through, such as videos"
    )
    gateway_cidrs: tuple[Cidr, ...] = Field(
        default=(), description="blocks that the ACLs let out on 443 for the gateway endpoints, such as 0.0.0.0/0"
    )
    private_zone: Domain = Field(description="a domain below one of the US side's domains")
    allowed_domains: tuple[Domain, ...] = Field(
        default=(), description="names that may be resolved besides AWS's endpoints and the private zone"
    )
    encryption_control: Literal["off", "monitor", "enforce"] = Field(default="off", description="off, monitor, enforce")
    protected: bool = Field(default=False, description="true, false: whether destroying needs a second step")
    log_days: Literal[400, 731, 1096, 2557] = Field(default=400, description="400, 731, 1096, 2557")

    def complaints(self, region: str, us: Party) -> list[str]:
        """What does not fit the stack's region or the US side: each text starts with a key."""
        wrong: list[str] = []
        block = ipaddress.ip_network(self.cidr)
        ours = [ipaddress.ip_network(cidr) for cidr in us.cidrs]
        inside = any(block.version == own.version and block.subnet_of(own) for own in ours)  # type: ignore[arg-type]
        if not inside or block.prefixlen != 16:
            wrong.append(f'cidr is "{self.cidr}": is no /16 inside the US side; allowed: {", ".join(us.cidrs)}')
        for index, zone in enumerate(self.zones):
            if zone[:-1] != region or not zone[-1].isalpha():
                wrong.append(
                    f'zones.{index} is "{zone}": is no zone of the stack\'s region; allowed: {region}a, {region}b, ...'
                )
        if len(set(self.zones)) != len(self.zones):
            wrong.append(f"zones is {list(self.zones)}: names a zone twice; allowed: each zone once")
        if self.endpoint_zones > len(self.zones):
            wrong.append(f"endpoint_zones is {self.endpoint_zones}; allowed: 1 to {len(self.zones)}, the zones listed")
        if self.gateway_endpoints and not self.gateway_cidrs:
            wrong.append(
                "gateway_cidrs is []: the ACLs would block the gateway endpoints; allowed: blocks, or 0.0.0.0/0"
            )
        if not any(self.private_zone == own or self.private_zone.endswith(f".{own}") for own in us.domains):
            wrong.append(
                f'private_zone is "{self.private_zone}": is no domain of the US side; allowed: {", ".join(us.domains)}'
            )
        return wrong
