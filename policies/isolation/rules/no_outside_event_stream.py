"""Events and messages stay with us."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "no_outside_event_stream", ("event-stream",))


RULE = Rule(
    id="no_outside_event_stream",
    pack="isolation",
    title="Events and messages stay with us.",
    why="A subscription or target outside receives our data one event at a time.",
    remediation="Deliver to queues, topics, streams and functions of our own accounts.",
    controls=(
        "CISA II.D",
        "NIST SP 800-53 AC-4",
    ),
    check=check,
)
