"""The judge: from a resolved far end to a verdict, by the boundary alone.

Every procedure ends here, so that what "inside" means is written once. ``parent`` wins over everything.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any, Final

from carveout.boundary.models import Boundary
from carveout.boundary.territory import Territory
from carveout.links.inventory import Inventory, Made, Place
from carveout.links.model import Direction, FarEnd, Judgement, Verdict, worst

TEXT_LIMIT: Final = 300
_ACCOUNT: Final = re.compile(r"\d{12}")


def shorten(text: str) -> str:
    """A value as it may stand in a message: at most 300 characters."""
    return text if len(text) <= TEXT_LIMIT else text[: TEXT_LIMIT - 1] + "…"


@dataclass(frozen=True, slots=True)
class Found:
    """One far end found in a value: ``subpath`` within the value (``#Statement[0].Principal``) or "",
    ``direction`` where it differs from the vector's."""

    judgement: Judgement
    subpath: str = ""
    direction: Direction | None = None


@dataclass(frozen=True, slots=True)
class Context:
    """What a procedure may know besides the value: the judge, and the place of the resource that holds it."""

    judge: Judge
    place: Place
    params: Mapping[str, Any]


class Judge:
    """Verdicts on accounts, regions, organizations, hosts and ranges, by one boundary and one inventory."""

    __slots__ = ("boundary", "co_tenant", "inventory", "regions", "territory")

    def __init__(self, boundary: Boundary, territory: Territory, inventory: Inventory, *, co_tenant: bool) -> None:
        self.boundary = boundary
        self.territory = territory
        self.inventory = inventory
        self.co_tenant = co_tenant
        self.regions = frozenset(boundary.parties["us"].regions)

    def at(self, far: FarEnd, why: str = "") -> Judgement:
        """The verdict on a far end whose partition, region, account or organization is filled in.

        A field that is "" has no opinion; if no field has one the verdict is ``undetermined``.
        """
        opinions: list[tuple[Verdict, str]] = []
        party = far.party
        if far.partition and far.partition != self.boundary.partition:
            opinions.append(("outside", f"partition {far.partition} is not {self.boundary.partition}"))
        if far.account:
            verdict, reason, owner = self._account(far.account)
            opinions.append((verdict, reason))
            party = party or owner
        if far.organization:
            verdict, reason, owner = self._organization(far.organization)
            opinions.append((verdict, reason))
            party = party or owner
        if far.region:
            opinions.append(self._region(far.region))
        if not opinions:
            return Judgement(far, "undetermined", why or "nothing in the value says where the far end lies")
        verdict = worst([opinion for opinion, _ in opinions])
        reasons = [reason for opinion, reason in opinions if opinion == verdict]
        if why:
            reasons.insert(0, why)
        return Judgement(replace(far, party=party), verdict, "; ".join(reasons))

    def _account(self, account: str) -> tuple[Verdict, str, str]:
        if account == "aws":
            return "inside", "AWS's own", "aws"
        if not _ACCOUNT.fullmatch(account):
            return "outside", f"{account!r} is not one account: it admits every account that it matches", ""
        party = self.territory.party_of_account(account)
        if party == "us":
            return "inside", f"account {account} is ours", party
        if party == "parent":
            return "parent", f"account {account} is the parent's", party
        if party:
            return "outside", f"account {account} is the {party}'s", party
        return "outside", f"account {account} is nobody's in the boundary", ""

    def _organization(self, organization: str) -> tuple[Verdict, str, str]:
        party = self.territory.party_of_organization(organization)
        if party == "parent":
            return "parent", f"organization {organization} is the parent's", party
        if party == "us" and self.co_tenant:
            reason = "in phase co-tenant our accounts are still in the parent's organization"
            return "undetermined", reason, party
        if party == "us":
            return "inside", f"organization {organization} is ours", party
        return "outside", f"organization {organization} is not ours", party

    def _region(self, region: str) -> tuple[Verdict, str]:
        if region in self.regions:
            return "inside", f"region {region} is ours"
        if "*" in region or "?" in region:
            return "outside", f"region {region!r} is not one region: it admits every region that it matches"
        return "outside", f"region {region} is not one of {', '.join(sorted(self.regions))}"

    def party(self, party: str, far: FarEnd, what: str) -> Judgement | None:
        """The verdict on something that the boundary lists under a party; ``None`` where nobody has it."""
        if not party:
            return None
        far = replace(far, party=party)
        if party == "us":
            return Judgement(far, "inside", f"{what} is ours")
        return Judgement(far, "parent" if party == "parent" else "outside", f"{what} is the {party}'s")

    def here(self, text: str, place: Place, what: str) -> Judgement:
        """The verdict on a name that AWS resolves in the account and region of the resource that holds it."""
        far = FarEnd(shorten(text), region=place.region, account=place.account)
        if place.region_unknown or place.account_unknown:
            return Judgement(far, "undetermined", f"{what}, and these are unknown")
        if not place.region and not place.account:
            return Judgement(far, "inside", what)
        return self.at(far, what)

    def made(self, text: str, made: Made) -> Judgement:
        """The verdict on something that one of the checked programs makes."""
        why = f"made by {short_urn(made.urn)}"
        if not made.place.region and not made.place.account:
            return opaque(text, f"{why}, of which nobody states region and account")
        return self.here(text, made.place, why)


def short_urn(urn: str) -> str:
    """``type::name`` of a URN, and its stack: enough for a person to find it."""
    parts = urn.split("::")
    stack = parts[0].rpartition(":")[2]
    kind = parts[2].rpartition("$")[2] if len(parts) > 3 else ""
    return f"{kind} {parts[-1]} in {stack}" if kind else urn


def opaque(text: str, reason: str) -> Judgement:
    """An undetermined far end: the value was seen, its meaning not."""
    return Judgement(FarEnd(shorten(text)), "undetermined", reason)
