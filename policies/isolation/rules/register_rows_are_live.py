"""Every register row permits a link that exists."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import idle_rows


def check(facts: Facts) -> Iterable[Finding]:
    """Rows that are stale or whose end has passed, as warnings."""
    return idle_rows(facts, "register_rows_are_live")


RULE = Rule(
    id="register_rows_are_live",
    pack="isolation",
    title="Every register row permits a link that exists.",
    why="A row that permits nothing waits for a link that nobody approved for today's reasons.",
    remediation="Delete the row, or correct its vector, source, far end and direction.",
    controls=("NIST SP 800-53 CA-3",),
    check=check,
)
