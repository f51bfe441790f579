"""The catalogue of link vectors and the ledger of reviewed types, compiled from the YAML beside this file."""

from __future__ import annotations

from dataclasses import dataclass, field
from functools import cache
from pathlib import Path
from typing import Any, Literal

import orjson

from carveout.links.model import Direction

COMPILED = Path(__file__).with_name("compiled.json")


@dataclass(frozen=True, slots=True)
class Vector:
    """A way in which a resource can be joined to something else."""

    id: str
    kind: str
    direction: Direction
    title: str


@dataclass(frozen=True, slots=True)
class Binding:
    """A property path of one type, the vector that it belongs to and the procedure that judges its value.

    ``absent`` is the verdict where the property is missing ("" where that makes no link); ``when`` restricts the
    binding to resources whose top-level property has one of the values; ``params`` are the procedure's own.
    """

    vector: str
    path: str
    procedure: str
    direction: Direction | None = None
    absent: Literal["", "inside", "outside", "undetermined"] = ""
    reason: str = ""
    when: dict[str, list[Any]] = field(default_factory=dict[str, list[Any]])
    params: dict[str, Any] = field(default_factory=dict[str, Any])


@dataclass(frozen=True, slots=True)
class TypeEntry:
    """A reviewed type: its bindings, and the paths whose text cannot name anything elsewhere."""

    bindings: tuple[Binding, ...]
    plain: frozenset[str]


@dataclass(frozen=True, slots=True)
class Catalogue:
    """Vectors by id and reviewed types by token."""

    vectors: dict[str, Vector]
    types: dict[str, TypeEntry]


@cache
def load_catalogue() -> Catalogue:
    """The compiled catalogue. Raises ``FileNotFoundError`` where it was not compiled."""
    document = orjson.loads(COMPILED.read_bytes())
    return Catalogue(
        vectors={row["id"]: Vector(**row) for row in document["vectors"]},
        types={
            token: TypeEntry(tuple(Binding(**row) for row in entry["bindings"]), frozenset(entry["plain"]))
            for token, entry in document["types"].items()
        },
    )
