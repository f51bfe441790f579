"""What one field cannot know of another: the same thing in two parties, phases out of order, dates reversed."""

from __future__ import annotations

import ipaddress
from itertools import combinations
from typing import Final

from carveout.boundary.models import Boundary, Register

Place = tuple[str | int, ...]
Complaint = tuple[Place, str]
_PHASES: Final = ("co-tenant", "handover", "standalone")
_PARTITION_PREFIX: Final = {"aws": "", "aws-us-gov": "us-gov-", "aws-cn": "cn-"}
# What belongs to one party only.
_EXCLUSIVE: Final = ("accounts", "domains", "registries", "keys", "buckets", "ids")


def boundary_complaints(boundary: Boundary) -> list[Complaint]:
    """Everything in a boundary that contradicts itself, with its place."""
    return [
        *_parties(boundary),
        *_phases(boundary),
        *_regions(boundary),
        *_shared(boundary),
        *_ranges(boundary),
        *_domains(boundary),
    ]


def register_complaints(register: Register) -> list[Complaint]:
    """Rows that contradict themselves or each other."""
    complaints: list[Complaint] = []
    seen: dict[str, int] = {}
    links: dict[tuple[str, str, str, str], str] = {}
    for index, row in enumerate(register.rows):
        if row.end < row.start:
            complaints.append((("rows", index, "end"), f"{row.end} is before the start {row.start}"))
        if row.id in seen:
            complaints.append((("rows", index, "id"), f"{row.id!r} is already the id of rows[{seen[row.id]}]"))
        seen.setdefault(row.id, index)
        link = (row.vector, row.source, row.far, row.direction)
        if link in links:
            complaints.append((("rows", index), f"permits the same link as {links[link]}"))
        links.setdefault(link, row.id)
    return complaints


def _parties(boundary: Boundary) -> list[Complaint]:
    return [(("parties",), f"{name!r} is missing") for name in ("us", "parent") if name not in boundary.parties]


def _phases(boundary: Boundary) -> list[Complaint]:
    complaints: list[Complaint] = []
    for index in range(1, len(boundary.phases)):
        before, phase = boundary.phases[index - 1], boundary.phases[index]
        if _PHASES.index(phase.name) <= _PHASES.index(before.name):
            complaints.append((("phases", index, "name"), f"{phase.name!r} does not come after {before.name!r}"))
        if phase.start <= before.start:
            complaints.append((("phases", index, "start"), f"{phase.start} is not after {before.start}"))
    return complaints


def _regions(boundary: Boundary) -> list[Complaint]:
    us = boundary.parties.get("us")
    if us is None:
        return []
    if not us.regions:
        return [(("parties", "us", "regions"), "is empty: at least one region is ours")]
    prefix = _PARTITION_PREFIX[boundary.partition]
    others = tuple(other for other in _PARTITION_PREFIX.values() if other and other != prefix)
    return [
        (("parties", "us", "regions", index), f"{region!r} is not a region of partition {boundary.partition}")
        for index, region in enumerate(us.regions)
        if not region.startswith(prefix) or region.startswith(others)
    ]


def _shared(boundary: Boundary) -> list[Complaint]:
    complaints: list[Complaint] = []
    for field in _EXCLUSIVE:
        owners: dict[str, str] = {}
        for name, party in boundary.parties.items():
            for index, value in enumerate(getattr(party, field)):
                if value in owners:
                    where = owners[value]
                    complaints.append((("parties", name, field, index), f"{value!r} is already listed under {where}"))
                owners.setdefault(value, name)
    organizations: dict[str, str] = {}
    for name, party in boundary.parties.items():
        if party.organization and party.organization in organizations:
            where = organizations[party.organization]
            text = f"{party.organization!r} is already listed under {where}"
            complaints.append((("parties", name, "organization"), text))
        if party.organization:
            organizations.setdefault(party.organization, name)
    return complaints


def _ranges(boundary: Boundary) -> list[Complaint]:
    complaints: list[Complaint] = []
    listed = [(name, index, cidr) for name, party in boundary.parties.items() for index, cidr in enumerate(party.cidrs)]
    for (name, _, cidr), (other, index, second) in combinations(listed, 2):
        one, two = ipaddress.ip_network(cidr), ipaddress.ip_network(second)
        if name != other and one.version == two.version and one.overlaps(two):
            complaints.append((("parties", other, "cidrs", index), f"{second!r} overlaps {cidr} of {name}"))
    return complaints


def _domains(boundary: Boundary) -> list[Complaint]:
    complaints: list[Complaint] = []
    listed = [
        (name, index, domain) for name, party in boundary.parties.items() for index, domain in enumerate(party.domains)
    ]
    for name, index, domain in listed:
        for other, _, above in listed:
            if name != other and domain.endswith(f".{above}"):
                complaints.append((("parties", name, "domains", index), f"{domain!r} lies below {above} of {other}"))
    return complaints
