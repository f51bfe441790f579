"""Nothing is shared with another party."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "nothing_shared_outside", ("sharing",))


RULE = Rule(
    id="nothing_shared_outside",
    pack="isolation",
    title="Nothing is shared with another party.",
    why="A share is access that outlives the reason for which it was given.",
    remediation="Remove the share, or share with our own accounts only.",
    controls=(
        "CISA II.D",
        "NIST SP 800-53 AC-21",
    ),
    check=check,
)
