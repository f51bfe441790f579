"""A result as text for a terminal or a log: headline, findings by far end, counts, what was not seen."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from typing import Final

from carveout.links.judge import short_urn
from carveout.links.model import SEVERITY, Link
from carveout.rules.model import Finding, Result

_HEADLINES: Final = {
    "inside": "INSIDE: every link ends inside the boundary",
    "permitted": "PERMITTED: every link ends inside the boundary or is permitted by an active register row",
    "undetermined": "UNDETERMINED: something could not be seen, and nothing unseen is called safe",
    "outside": "OUTSIDE: a link leaves the boundary",
    "parent": "PARENT: a link leads to the parent",
}


def to_text(result: Result) -> str:
    """The whole text, ending in a newline; no colours (the terminal adds them by the first word of a line)."""
    return "\n".join([*_headline(result), *_findings(result), *_counts(result), *_unseen(result)]) + "\n"


def _headline(result: Result) -> Iterator[str]:
    yield _HEADLINES[result.verdict]
    names = ", ".join(source.name for source in result.sources) or "no source"
    yield f"{names}; as of {result.as_of.isoformat()}, phase {result.phase}"


def _findings(result: Result) -> Iterator[str]:
    links = {link.id: link for link in result.links}
    grouped: dict[str, list[Finding]] = {}
    for finding in result.findings:
        link = links.get(finding.link)
        grouped.setdefault(_far_end(link) if link else "(no far end)", []).append(finding)
    for far, findings in sorted(grouped.items(), key=lambda item: (_rank(item[1], links), item[0])):
        yield ""
        yield far
        for finding in findings:
            yield from _finding(finding, links.get(finding.link))


def _far_end(link: Link) -> str:
    far = link.far
    known = [word for word in (far.party, far.account, far.region, far.organization) if word and word != far.text]
    return f"{far.text} ({', '.join(dict.fromkeys(known))})" if known else far.text


def _rank(findings: list[Finding], links: dict[str, Link]) -> int:
    ranks = [SEVERITY.index(links[f.link].verdict) for f in findings if f.link in links]
    return min(ranks, default=len(SEVERITY))


def _finding(finding: Finding, link: Link | None) -> Iterator[str]:
    place = f"{finding.file}:{finding.line}" if finding.file else "(no source line)"
    if link is None:
        yield f"  {finding.severity} {finding.rule}  {place}"
        yield f"    {finding.message}"
        return
    yield f"  {link.verdict} {link.vector} [{finding.rule}]  {place}"
    yield f"    {short_urn(link.urn)} {link.path}".rstrip()
    yield f"    {link.reason}"


def _counts(result: Result) -> Iterator[str]:
    verdicts = Counter(link.verdict for link in result.links)
    counted = ", ".join(f"{verdicts[verdict]} {verdict}" for verdict in SEVERITY if verdicts[verdict])
    resources = sum(source.resources for source in result.sources)
    yield ""
    yield f"{resources} resources in {len(result.sources)} sources, {len(result.links)} links: {counted or 'none'}"


def _unseen(result: Result) -> Iterator[str]:
    missing = [row for row in result.coverage if row.status == "not-reviewed"]
    if missing:
        yield f"{len(missing)} resource types are not reviewed yet: " + ", ".join(row.type for row in missing)
    if not result.blind_spots:
        return
    hidden = sum(1 for spot in result.blind_spots if not spot.path)
    values = len(result.blind_spots) - hidden
    yield (
        f"an ordinary first preview would not have seen {values} of these values"
        + (f" and {hidden} of these resources" if hidden else "")
        + "; they were judged as simulated (--format json lists them)"
    )
