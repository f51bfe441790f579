"""The plan is complete."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import problems


def check(facts: Facts) -> Iterable[Finding]:
    """Whatever the planner or reader had to leave out."""
    return problems(facts, "plan_is_complete")


RULE = Rule(
    id="plan_is_complete",
    pack="isolation",
    title="The plan is complete.",
    why="What could not be planned was not checked.",
    remediation="Supply what the message asks for, for example with --answers FILE.",
    controls=("NIST SP 800-53 CA-7",),
    check=check,
)
