"""Tags that a resource carries itself; the provider adds environment, owner, backend and residency."""

from __future__ import annotations

from typing import Literal

DataClass = Literal[
    "internal", "video", "user-pii", "moderation-evidence", "ml-features", "code", "logs", "backups", "transition"
]


def tags(data_class: DataClass, name: str | None = None) -> dict[str, str]:
    """The data class, and the name that consoles show."""
    return {"data-class": data_class} | ({"Name": name} if name else {})
