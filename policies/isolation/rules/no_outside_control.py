"""Nobody outside controls our resources, and we configure none of theirs."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Control-plane links to the outside, but for regions: those are residency's."""
    return by_kind(facts, "no_outside_control", ("control-plane",))


RULE = Rule(
    id="no_outside_control",
    pack="isolation",
    title="Nobody outside controls our resources, and we configure none of theirs.",
    why="A resource that is run, read or configured across the boundary is operational reliance.",
    remediation="Take the value from our own account, region and organization.",
    controls=(
        "CISA II.D",
        "NIST SP 800-53 AC-20",
        "PAFACA 2(g)(6)(B)",
    ),
    check=check,
)
