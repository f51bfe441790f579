"""Copies, replicas and backups stay in our regions and accounts."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "data_stays_ours", ("data-copy",))


RULE = Rule(
    id="data_stays_ours",
    pack="residency",
    title="Copies, replicas and backups stay in our regions and accounts.",
    why="A copy outside is the data outside; it stays there when the link is long gone.",
    remediation="Copy to a second region of the boundary and to our own accounts only.",
    controls=(
        "CISA II.B.2",
        "28 CFR 202",
        "NIST SP 800-53 SA-9(5)",
    ),
    check=check,
)
