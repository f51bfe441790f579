"""Nothing unseen is called safe."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import undetermined


def check(facts: Facts) -> Iterable[Finding]:
    """Links that could not be judged."""
    return undetermined(facts, "everything_is_seen")


RULE = Rule(
    id="everything_is_seen",
    pack="isolation",
    title="Nothing unseen is called safe.",
    why="A value that nobody has seen may be the parent's: an unknown blocks like a leak.",
    remediation="Make the value known to the plan, add the stack that makes it, or list it in the boundary.",
    controls=("NIST SP 800-53 CA-7",),
    check=check,
)
