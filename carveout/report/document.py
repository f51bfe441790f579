"""A result as one JSON document (schema ``carveout/check/1``)."""

from __future__ import annotations

from collections import Counter
from typing import Any, Final

import orjson

from carveout.links.model import SEVERITY, Link
from carveout.rules.model import Finding, Result

SCHEMA: Final = "carveout/check/1"


def to_document(result: Result) -> dict[str, Any]:
    """The document of a check, with every link, the inside ones too."""
    return {
        "schema": SCHEMA,
        "verdict": result.verdict,
        "exit_code": result.exit_code,
        "as_of": result.as_of.isoformat(),
        "phase": result.phase,
        "boundary": {"digest": result.boundary_digest},
        "register": {"digest": result.register_digest},
        "sources": [
            {"name": source.name, "kind": source.kind, "digest": source.digest, "resources": source.resources}
            for source in result.sources
        ],
        "links": [_link(link) for link in result.links],
        "findings": [_finding(finding) for finding in result.findings],
        "coverage": _coverage(result),
    }


def to_json(result: Result) -> bytes:
    """The document's bytes: the same result gives the same bytes."""
    return orjson.dumps(to_document(result), option=orjson.OPT_APPEND_NEWLINE)


def _link(link: Link) -> dict[str, Any]:
    far = link.far
    return {
        "id": link.id,
        "vector": link.vector,
        "kind": link.kind,
        "urn": link.urn,
        "type": link.type,
        "path": link.path,
        "direction": link.direction,
        "far": {
            "text": far.text,
            "partition": far.partition or None,
            "region": far.region or None,
            "account": far.account or None,
            "organization": far.organization or None,
            "host": far.host or None,
            "cidr": far.cidr or None,
            "party": far.party or None,
        },
        "verdict": link.verdict,
        "reason": link.reason,
        "certainty": link.certainty,
        "row": link.row or None,
        "file": link.file or None,
        "line": link.line or None,
    }


def _finding(finding: Finding) -> dict[str, Any]:
    return {
        "rule": finding.rule,
        "severity": finding.severity,
        "urn": finding.urn,
        "message": finding.message,
        "link": finding.link or None,
        "file": finding.file or None,
        "line": finding.line or None,
    }


def _coverage(result: Result) -> dict[str, Any]:
    verdicts = Counter(link.verdict for link in result.links)
    return {
        "resources": sum(source.resources for source in result.sources),
        "links": {verdict: verdicts[verdict] for verdict in SEVERITY},
        "types": [{"type": row.type, "resources": row.resources, "status": row.status} for row in result.coverage],
        "blind_spots": [
            {"urn": spot.urn, "path": spot.path or None, "file": spot.file or None, "line": spot.line or None}
            for spot in result.blind_spots
        ],
    }
