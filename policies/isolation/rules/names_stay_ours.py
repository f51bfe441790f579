"""Names are resolved by us and lead to us."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "names_stay_ours", ("dns-name",))


RULE = Rule(
    id="names_stay_ours",
    pack="isolation",
    title="Names are resolved by us and lead to us.",
    why="Whoever answers for a name decides where traffic goes; whoever resolves it learns that it was asked.",
    remediation="Point names at our own zones, resolvers and hosts.",
    controls=(
        "CISA I.B.4",
        "NIST SP 800-53 SC-20",
    ),
    check=check,
)
