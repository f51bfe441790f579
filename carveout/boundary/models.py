"""The boundary and the register as data: what belongs to whom, which phase holds, which links are permitted."""

from __future__ import annotations

import datetime
import ipaddress
import re
from typing import Annotated, Literal

from pydantic import AfterValidator, BaseModel, ConfigDict, Field

Partition = Literal["aws", "aws-us-gov", "aws-cn"]
PhaseName = Literal["co-tenant", "handover", "standalone"]
PartyName = Literal["us", "parent", "custodian", "inspector", "vendor"]


def _account(value: str) -> str:
    if not re.fullmatch(r"\d{12}", value):
        raise ValueError("is not an AWS account number (twelve digits, in quotes)")
    return value


def _organization(value: str) -> str:
    if not re.fullmatch(r"o-[a-z0-9]{10,32}", value):
        raise ValueError("is not an AWS organization id (o- and 10 to 32 lower-case letters or digits)")
    return value


def _region(value: str) -> str:
    if not re.fullmatch(r"[a-z]{2,4}(-[a-z]+)+-\d", value):
        raise ValueError("is not a region name (such as us-east-1)")
    return value


def _cidr(value: str) -> str:
    try:
        ipaddress.ip_network(value)
    except ValueError as error:
        raise ValueError(f"is not a CIDR block ({error})") from None
    return value


def _domain(value: str) -> str:
    if not re.fullmatch(r"(?!-)[a-z0-9-]+(\.[a-z0-9-]+)+", value):
        raise ValueError("is not a domain name (lower case, at least one dot, no scheme, no wildcard)")
    return value


Account = Annotated[str, AfterValidator(_account)]
Organization = Annotated[str, AfterValidator(_organization)]
Region = Annotated[str, AfterValidator(_region)]
Cidr = Annotated[str, AfterValidator(_cidr)]
Domain = Annotated[str, AfterValidator(_domain)]


class Strict(BaseModel):
    """Frozen, and an unknown key is an error: a misspelt `cidrs` must not silently protect nothing."""

    model_config = ConfigDict(frozen=True, extra="forbid")


class Party(Strict):
    """One legal side and everything that is known to be its own."""

    name: str = Field(min_length=1, description="legal name, for the page")
    accounts: tuple[Account, ...] = Field(default=(), description="AWS account numbers, twelve digits, in quotes")
    organization: Organization | None = Field(default=None, description="AWS organization id, o-...")
    regions: tuple[Region, ...] = Field(default=(), description="regions that this party works in")
    cidrs: tuple[Cidr, ...] = Field(default=(), description="address ranges")
    domains: tuple[Domain, ...] = Field(default=(), description="DNS domains, with everything below them")
    registries: tuple[str, ...] = Field(default=(), description="image and package registry hosts or prefixes")
    keys: tuple[str, ...] = Field(default=(), description="KMS key ARNs or key ids")
    buckets: tuple[str, ...] = Field(default=(), description="S3 bucket names that no program here declares")
    ids: tuple[str, ...] = Field(default=(), description="other ids known to be this party's (vpc-, tgw-, ...)")


class Phase(Strict):
    """A phase of the separation; it holds from ``start`` until the next one starts."""

    name: PhaseName
    start: datetime.date


class Boundary(Strict):
    """``stacks/boundary.yaml``: what belongs to the US side, and to whom the rest belongs."""

    version: Literal[1] = Field(description="version of this format")
    partition: Partition
    phases: tuple[Phase, ...] = Field(min_length=1)
    parties: dict[PartyName, Party]

    def phase(self, as_of: datetime.date) -> PhaseName:
        """The phase that holds on a day; the first one holds also before its start."""
        started = [phase for phase in self.phases if phase.start <= as_of]
        return started[-1].name if started else self.phases[0].name


class RegisterRow(Strict):
    """One permitted link, matched by vector, source, far end and direction exactly."""

    id: str = Field(pattern=r"^[A-Z]{2,5}-\d{3,5}$", description="such as TSA-001")
    vector: str = Field(min_length=1, description="vector id of the catalogue, such as s3-replication")
    source: str = Field(pattern=r"^urn:pulumi:", description="URN of our resource")
    far: str = Field(min_length=1, description="the far end's text, as `carveout check` shows it")
    direction: Literal["in", "out", "both"]
    kind: str = Field(min_length=1, description="kind of link, such as data-copy")
    data_classes: tuple[str, ...] = Field(min_length=1, description="data classes that may pass")
    basis: str = Field(min_length=1, description="agreement and clause that permits the link")
    owner: str = Field(min_length=1)
    approver: str = Field(min_length=1)
    start: datetime.date
    end: datetime.date = Field(description="last day on which the link may exist")
    exit_criteria: str = Field(min_length=1, description="what must be true for the link to go")

    def active(self, as_of: datetime.date) -> bool:
        """Whether the row permits anything on a day; both ends of the period are included."""
        return self.start <= as_of <= self.end


class Register(Strict):
    """``stacks/register.yaml``: every link that may still exist."""

    version: Literal[1]
    rows: tuple[RegisterRow, ...] = ()
