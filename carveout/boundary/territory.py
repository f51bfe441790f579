"""The boundary as an index: whose is this account, organization, host, range, bucket, key or id?

Every answer is a party's name or "" where nobody has it. What is the parent's is the parent's, whoever else lists it.
"""

from __future__ import annotations

import ipaddress
from collections.abc import Iterable
from typing import Literal

from carveout.boundary.models import Boundary

How = Literal["inside", "overlaps", "everywhere", ""]
_Network = ipaddress.IPv4Network | ipaddress.IPv6Network


class Territory:
    """Lookups over one boundary. All of them are pure and remember nothing but the boundary."""

    __slots__ = (
        "_accounts",
        "_buckets",
        "_domains",
        "_ids",
        "_keys",
        "_networks",
        "_organizations",
        "_regions",
        "_registries",
    )

    def __init__(self, boundary: Boundary) -> None:
        # The parent comes last, so that its entries overwrite everybody else's.
        parties = sorted(boundary.parties.items(), key=lambda item: item[0] == "parent")
        self._accounts = _index((party.accounts, name) for name, party in parties)
        self._organizations = _index(
            ((party.organization,) if party.organization else (), name) for name, party in parties
        )
        self._buckets = _index((party.buckets, name) for name, party in parties)
        self._ids = _index((party.ids, name) for name, party in parties)
        self._keys = _index((party.keys, name) for name, party in parties)
        self._domains = _index(([_host(domain) for domain in party.domains], name) for name, party in parties)
        self._registries = _index((party.registries, name) for name, party in parties)
        self._regions = _index((party.regions, name) for name, party in reversed(parties))
        self._networks: list[tuple[_Network, str]] = [
            (ipaddress.ip_network(cidr), str(name)) for name, party in reversed(parties) for cidr in party.cidrs
        ]

    def party_of_account(self, account: str) -> str:
        """The party of a twelve-digit account number."""
        return self._accounts.get(account, "")

    def party_of_organization(self, organization: str) -> str:
        """The party of an organization id (``o-...``)."""
        return self._organizations.get(organization, "")

    def party_of_region(self, region: str) -> str:
        """``us`` where the region is one of ours, else whoever lists it."""
        return self._regions.get(region, "")

    def party_of_bucket(self, name: str) -> str:
        """The party of a bucket that no program declares."""
        return self._buckets.get(name, "")

    def party_of_id(self, identity: str) -> str:
        """The party of an opaque id."""
        return self._ids.get(identity, "")

    def party_of_key(self, key: str) -> str:
        """The party of a KMS key by ARN or id."""
        return self._keys.get(key) or self._keys.get(key.rpartition("/")[2], "")

    def party_of_host(self, host: str) -> str:
        """The party whose domain a host is, or is below of."""
        name = _host(host)
        found = ""
        while name:
            party = self._domains.get(name, "")
            if party == "parent":
                return party
            found = found or party
            name = name.partition(".")[2]
        return found

    def party_of_registry(self, reference: str) -> str:
        """The party of an image reference: by a listed registry or prefix of it, then by its host's domain."""
        bare = reference.removeprefix("https://").removeprefix("http://")
        for registry, party in self._registries.items():
            if bare == registry or bare.startswith((f"{registry}/", f"{registry}:")):
                return party
        return self.party_of_host(bare.partition("/")[0].partition(":")[0])

    def party_of_cidr(self, cidr: str) -> tuple[str, How]:
        """``(party, how)`` for a range or address: ``inside`` a party's ranges, or it ``overlaps`` them.

        The whole address space is ``("", "everywhere")``. Raises ``ValueError`` for what is not a range.
        """
        network = ipaddress.ip_network(cidr, strict=False)
        if network.prefixlen == 0:
            return "", "everywhere"
        best: tuple[str, How] = ("", "")
        for other, party in self._networks:
            if network.version != other.version or not network.overlaps(other):
                continue
            how: How = "inside" if network.subnet_of(other) else "overlaps"  # pyright: ignore[reportArgumentType]
            if party == "parent":
                return party, how
            if best[1] != "inside":
                best = (party, how)
        return best

    def identifiers(self) -> dict[str, str]:
        """Every identifier of the other parties, for a sweep over text: accounts, organizations, domains,
        registries, buckets, keys and ids."""
        indexes = (
            self._domains,
            self._registries,
            self._buckets,
            self._ids,
            self._keys,
            self._accounts,
            self._organizations,
        )
        return {text: party for index in indexes for text, party in index.items() if party != "us"}


def _index(rows: Iterable[tuple[Iterable[str], str]]) -> dict[str, str]:
    return {text: str(party) for texts, party in rows for text in texts}


def _host(name: str) -> str:
    """Lower case, no final dot, and punycode for what is not ASCII, so that two spellings are one name."""
    name = name.rstrip(".").lower()
    if name.isascii():
        return name
    try:
        return name.encode("idna").decode("ascii")
    except UnicodeError:
        return name
