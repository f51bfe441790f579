"""Rules and findings: a rule is a typed record beside one pure function from facts to findings."""

from __future__ import annotations

import datetime
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass, field
from typing import Literal

from carveout.boundary.models import Boundary, PhaseName, Register
from carveout.links.model import Link, Verdict
from carveout.plan import Plan

Severity = Literal["error", "warning", "note"]
Pack = Literal["isolation", "residency", "safeguards"]


@dataclass(frozen=True, slots=True)
class Finding:
    """One complaint. ``link`` is a link's id or "", ``file`` and ``line`` the place to mend or "" and 0."""

    rule: str
    severity: Severity
    urn: str
    message: str
    link: str = ""
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class Facts:
    """Everything a rule may look at. ``links`` are judged already; nothing here is ever written to."""

    plans: Sequence[Plan]
    links: Sequence[Link]
    boundary: Boundary
    register: Register
    as_of: datetime.date


@dataclass(frozen=True, slots=True)
class Rule:
    """What is demanded (``id``, the file's name), why, and the function that finds where it does not hold."""

    id: str
    pack: Pack
    title: str
    why: str
    remediation: str
    controls: tuple[str, ...]
    check: Callable[[Facts], Iterable[Finding]]
    severity: dict[PhaseName, Severity] = field(
        default_factory=lambda: {"co-tenant": "error", "handover": "error", "standalone": "error"}
    )


@dataclass(frozen=True, slots=True)
class SourceSummary:
    """One source that was checked: its name (relative path or stack), kind, digest and number of resources."""

    name: str
    kind: Literal["plan", "state"]
    digest: str
    resources: int


@dataclass(frozen=True, slots=True)
class BlindSpot:
    """What an ordinary first preview could not have seen: a hidden resource (``path`` is "") or a value."""

    urn: str
    path: str
    file: str = ""
    line: int = 0


@dataclass(frozen=True, slots=True)
class TypeCoverage:
    """How one resource type was judged: ``reviewed`` (every input path is in the ledger) or ``not-reviewed``."""

    type: str
    resources: int
    status: Literal["reviewed", "not-reviewed"]


@dataclass(frozen=True, slots=True)
class Result:
    """The outcome of a check: the one model behind the text, the JSON and the page.

    ``exit_code`` is 0 only where ``verdict`` is ``inside`` or ``permitted`` and no finding is an error.
    """

    verdict: Verdict
    exit_code: int
    as_of: datetime.date
    phase: PhaseName
    boundary: Boundary
    boundary_digest: str
    register: Register
    register_digest: str
    plans: Sequence[Plan]
    sources: Sequence[SourceSummary]
    links: Sequence[Link]
    findings: Sequence[Finding]
    coverage: Sequence[TypeCoverage]
    blind_spots: Sequence[BlindSpot]
