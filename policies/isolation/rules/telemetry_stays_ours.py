"""Logs, metrics and reports stay with us."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "telemetry_stays_ours", ("telemetry",))


RULE = Rule(
    id="telemetry_stays_ours",
    pack="isolation",
    title="Logs, metrics and reports stay with us.",
    why="Logs of our systems tell about our users; whoever holds them also holds the evidence.",
    remediation="Deliver to buckets, log groups and accounts of our own.",
    controls=(
        "CISA I.B.3",
        "NIST SP 800-53 AU-9",
    ),
    check=check,
)
