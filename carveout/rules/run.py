"""One check, from plans to a result. The only place where the exit code of a check is decided."""

from __future__ import annotations

import datetime
from collections import Counter
from collections.abc import Iterable, Sequence
from dataclasses import replace

from carveout.boundary.load import Loaded
from carveout.boundary.models import Boundary, Register
from carveout.links.catalogue import load_catalogue
from carveout.links.extract import extract
from carveout.links.model import Link, Verdict, worst
from carveout.links.program import PACKAGES_WITHOUT_LINKS
from carveout.plan import Plan
from carveout.rules.model import BlindSpot, Facts, Finding, Result, Rule, SourceSummary, TypeCoverage
from carveout.rules.packs import load_rules


def run_check(
    plans: Sequence[Plan], boundary: Loaded[Boundary], register: Loaded[Register], as_of: datetime.date
) -> Result:
    """Extract and judge every link, run every rule, and say how it ends."""
    links, _ = extract(plans, boundary.value, register.value, as_of)
    phase = boundary.value.phase(as_of)
    findings = apply_rules(load_rules(), Facts(plans, links, boundary.value, register.value, as_of))
    findings.sort(key=lambda finding: (finding.severity, finding.file, finding.line, finding.rule, finding.message))
    verdict = _verdict(plans, links, findings)
    return Result(
        verdict=verdict,
        exit_code=0 if verdict in ("inside", "permitted") else 1,
        as_of=as_of,
        phase=phase,
        boundary=boundary.value,
        boundary_digest=boundary.digest,
        register=register.value,
        register_digest=register.digest,
        plans=plans,
        sources=[SourceSummary(plan.name, plan.kind, plan.digest, len(plan.resources)) for plan in plans],
        links=links,
        findings=findings,
        coverage=_coverage(plans),
        blind_spots=_blind_spots(plans),
    )


def apply_rules(rules: Iterable[Rule], facts: Facts) -> list[Finding]:
    """What the rules find, each with the severity that its rule has in the phase of the day."""
    phase = facts.boundary.phase(facts.as_of)
    return [
        replace(finding, severity=rule.severity[phase]) if finding.severity == "error" else finding
        for rule in rules
        for finding in rule.check(facts)
    ]


def _verdict(plans: Sequence[Plan], links: Sequence[Link], findings: Sequence[Finding]) -> Verdict:
    """The worst verdict of all links. What was not planned, and a finding that no link explains, is unseen."""
    seen: set[Verdict] = {link.verdict for link in links}
    unexplained = any(finding.severity == "error" and not finding.link for finding in findings)
    if unexplained or not plans or any(plan.problems for plan in plans):
        seen.add("undetermined")
    return worst(seen)


def _coverage(plans: Sequence[Plan]) -> list[TypeCoverage]:
    catalogue = load_catalogue()
    counts = Counter(
        resource.type for plan in plans for resource in plan.resources.values() if resource.kind == "managed"
    )
    return [
        TypeCoverage(
            token,
            count,
            "reviewed"
            if token in catalogue.types or token.partition(":")[0] in PACKAGES_WITHOUT_LINKS
            else "not-reviewed",
        )
        for token, count in sorted(counts.items())
    ]


def _blind_spots(plans: Sequence[Plan]) -> list[BlindSpot]:
    spots: list[BlindSpot] = []
    for plan in plans:
        for resource in plan.resources.values():
            file, line = (resource.source.file, resource.source.line) if resource.source else ("", 0)
            if resource.hidden:
                spots.append(BlindSpot(resource.urn, "", file, line))
            else:
                spots += [BlindSpot(resource.urn, path, file, line) for path in resource.simulated]
    return spots
