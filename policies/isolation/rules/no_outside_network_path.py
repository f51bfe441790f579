"""No network path leads outside."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "no_outside_network_path", ("network-path",))


RULE = Rule(
    id="no_outside_network_path",
    pack="isolation",
    title="No network path leads outside.",
    why="A route, endpoint, peering or open rule is a way for data out and for control in.",
    remediation="Remove the path, or narrow it to ranges and services of the boundary.",
    controls=(
        "CISA I.B.4",
        "NIST SP 800-53 SC-7",
    ),
    check=check,
)
