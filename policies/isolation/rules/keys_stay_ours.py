"""Keys, grants and certificates stay with us."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "keys_stay_ours", ("key-crypto",))


RULE = Rule(
    id="keys_stay_ours",
    pack="isolation",
    title="Keys, grants and certificates stay with us.",
    why="Whoever may use or replicate a key reads everything under it.",
    remediation="Name only our own principals and keys of our own accounts and regions.",
    controls=(
        "CISA II.B.2",
        "NIST SP 800-53 SC-12",
    ),
    check=check,
)
