"""Links: what joins one of our resources to something else, and what we think of it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

Verdict = Literal["inside", "outside", "parent", "undetermined", "permitted"]
Direction = Literal["in", "out", "both"]
Certainty = Literal["known", "simulated"]

# Worst first: the order in which verdicts are shown and combined.
SEVERITY: tuple[Verdict, ...] = ("parent", "outside", "undetermined", "permitted", "inside")


def worst(verdicts: Iterable[Verdict]) -> Verdict:
    """The worst of several verdicts; ``inside`` for none."""
    found: set[Verdict] = set(verdicts)
    for verdict in SEVERITY:
        if verdict in found:
            return verdict
    return "inside"


@dataclass(frozen=True, slots=True)
class FarEnd:
    """The other end of a link, resolved as far as the value allows; "" means: not known or not of that kind.

    ``text`` is the value as it stands in the property (shortened if very long, never a secret).
    ``party`` is a party's name of the boundary, ``aws`` for AWS itself, or "".
    """

    text: str
    partition: str = ""
    region: str = ""
    account: str = ""
    organization: str = ""
    host: str = ""
    cidr: str = ""
    party: str = ""


@dataclass(frozen=True, slots=True)
class Judgement:
    """What a procedure says about one value: the far end, the verdict, and the reason in words."""

    far: FarEnd
    verdict: Verdict
    reason: str


@dataclass(slots=True)
class Link:
    """One link. ``path`` is the property path, ``row`` the register row that permits it or ""."""

    id: str
    vector: str
    kind: str
    urn: str
    type: str
    path: str
    direction: Direction
    far: FarEnd
    verdict: Verdict
    reason: str
    certainty: Certainty = "known"
    row: str = ""
    file: str = ""
    line: int = 0
