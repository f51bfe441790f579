"""What the rules have in common: from links, problems and register rows to findings."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from typing import Final

from carveout.links.judge import short_urn
from carveout.links.model import Link
from carveout.rules.model import Facts, Finding

REGION_VECTORS: Final = frozenset({"pulumi-provider-region", "pulumi-resource-region-arg"})
_BROKEN: Final = frozenset({"outside", "parent"})


def message(link: Link) -> str:
    """One line on a link: where it starts, what it names, and why that is wrong."""
    arrow = {"in": "<-", "out": "->", "both": "<->"}[link.direction]
    place = f"{short_urn(link.urn)} {link.path}".rstrip()
    return f"{place} {arrow} {link.far.text}: {link.reason}"


def _found(facts: Facts, rule: str, chosen: Callable[[Link], bool]) -> Iterator[Finding]:
    for link in facts.links:
        if chosen(link):
            yield Finding(rule, "error", link.urn, message(link), link.id, link.file, link.line)


def by_kind(facts: Facts, rule: str, kinds: tuple[str, ...]) -> Iterator[Finding]:
    """Links of some kinds that end outside; regions are left to ``resources_stay_in_region``."""
    return _found(
        facts,
        rule,
        lambda link: link.verdict in _BROKEN and link.kind in kinds and link.vector not in REGION_VECTORS,
    )


def by_vector(facts: Facts, rule: str, vectors: tuple[str, ...]) -> Iterator[Finding]:
    """Links of some vectors that end outside."""
    return _found(facts, rule, lambda link: link.verdict in _BROKEN and link.vector in vectors)


def undetermined(facts: Facts, rule: str) -> Iterator[Finding]:
    """Links that could not be judged, of whatever vector."""
    return _found(facts, rule, lambda link: link.verdict == "undetermined")


def problems(facts: Facts, rule: str) -> Iterator[Finding]:
    """What the planner or a reader left out, and sources in which there is nothing to judge."""
    for plan in facts.plans:
        for problem in plan.problems:
            place = problem.source
            yield Finding(
                rule,
                "error",
                problem.urn,
                problem.message,
                "",
                place.file if place else "",
                place.line if place else 0,
            )
        if not any(resource.kind not in ("stack", "component") for resource in plan.resources.values()):
            yield Finding(rule, "error", "", f"stack {plan.name} has no resources: there is nothing to judge")


def idle_rows(facts: Facts, rule: str) -> Iterator[Finding]:
    """Register rows that permit nothing on the day of the check."""
    permitting = {link.row for link in facts.links if link.row}
    for row in facts.register.rows:
        if row.end < facts.as_of:
            yield Finding(
                rule, "warning", row.source, f"row {row.id} ended on {row.end.isoformat()}: it permits nothing"
            )
        elif row.active(facts.as_of) and row.id not in permitting:
            text = f"row {row.id} matches no link ({row.vector} from {row.source} to {row.far}): it is stale"
            yield Finding(rule, "warning", row.source, text)
