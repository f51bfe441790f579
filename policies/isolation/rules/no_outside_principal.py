"""Only our own principals are let in or relied upon."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "no_outside_principal", ("identity-trust",))


RULE = Rule(
    id="no_outside_principal",
    pack="isolation",
    title="Only our own principals are let in or relied upon.",
    why="A principal of another party that a policy admits is access by that party, whatever the purpose.",
    remediation="Remove the principal, or have a register row approved and make the link through a TransitionLink.",
    controls=(
        "CISA I.B.5",
        "CISA II.D",
        "NIST SP 800-53 AC-3",
        "NIST SP 800-53 AC-20",
    ),
    check=check,
)
