"""The register applied: which links an active row permits, and which rows permit nothing."""

from __future__ import annotations

import datetime
from collections.abc import Iterable
from dataclasses import dataclass
from typing import Literal

from carveout.boundary.models import Register, RegisterRow
from carveout.links.model import Link

RowState = Literal["active", "stale", "expired", "pending"]


@dataclass(frozen=True, slots=True)
class RowUse:
    """A register row and what became of it on the day of the check; ``link`` is the link it permits or ""."""

    row: RegisterRow
    state: RowState
    link: str = ""


def permit(links: Iterable[Link], register: Register, as_of: datetime.date) -> list[RowUse]:
    """Turn each link that an active row matches exactly into ``permitted``; tell what became of every row.

    A row matches by vector, source URN, far end and direction. Rows outside of their period are void.
    """
    by_key = {(row.vector, row.source, row.far, row.direction): row for row in register.rows}
    used: dict[str, str] = {}
    if by_key:
        for link in links:
            row = by_key.get((link.vector, link.urn, link.far.text, link.direction))
            if row is None or link.verdict == "inside" or not row.active(as_of):
                continue
            link.verdict, link.row = "permitted", row.id
            link.reason = f"{link.reason}; permitted until {row.end.isoformat()} by {row.id} ({row.basis})"
            used[row.id] = link.id
    return [RowUse(row, _state(row, as_of, used), used.get(row.id, "")) for row in register.rows]


def _state(row: RegisterRow, as_of: datetime.date, used: dict[str, str]) -> RowState:
    if row.end < as_of:
        return "expired"
    if row.start > as_of:
        return "pending"
    return "active" if row.id in used else "stale"
