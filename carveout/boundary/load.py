"""Loaders of the boundary and the register, with complaints that name file, line, key, value and what is allowed."""

from __future__ import annotations

import difflib
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final, Generic, TypeVar

from pydantic import ValidationError
from pydantic_core import ErrorDetails

from carveout.boundary.consistency import boundary_complaints, register_complaints
from carveout.boundary.models import Boundary, Party, Phase, Register, RegisterRow
from carveout.boundary.yaml_lines import Document, read_yaml
from carveout.errors import UsageError
from carveout.values import digest

T = TypeVar("T")
_FIELDS: Final = sorted(
    {name for model in (Boundary, Party, Phase, Register, RegisterRow) for name in model.model_fields}
)


@dataclass(frozen=True, slots=True)
class Loaded(Generic[T]):
    """A model with the file that it came from and the digest of that file's bytes."""

    value: T
    digest: str
    file: str


def load_boundary(path: Path) -> Loaded[Boundary]:
    """Read ``stacks/boundary.yaml``. Raises :class:`UsageError`, one line a complaint."""
    document = read_yaml(path, "--boundary")
    boundary = _validate(document, Boundary)
    _complain(document, boundary_complaints(boundary))
    return Loaded(boundary, digest(document.data), document.file)


def load_register(path: Path, boundary: Boundary | None = None) -> Loaded[Register]:
    """Read ``stacks/register.yaml``. Raises :class:`UsageError`, one line a complaint."""
    del boundary  # rows are matched against links, which name parties by themselves
    document = read_yaml(path, "--register")
    register = _validate(document, Register)
    _complain(document, register_complaints(register))
    return Loaded(register, digest(document.data), document.file)


def no_register() -> Loaded[Register]:
    """The register of a project that has none: nothing is permitted."""
    return Loaded(Register(version=1), digest(b""), "")


def _validate(document: Document, model: type[Any]) -> Any:
    if not isinstance(document.tree, dict):
        raise UsageError(f"{document.file}: expected keys and values, found {_kind(document.tree)}")
    try:
        return model.model_validate(document.tree)
    except ValidationError as error:
        lines = [_line(document, detail) for detail in error.errors()]
        raise UsageError("\n".join(dict.fromkeys(lines))) from None


def _complain(document: Document, complaints: list[tuple[tuple[str | int, ...], str]]) -> None:
    if complaints:
        rows = sorted((document.line(place), place_text(place), text) for place, text in complaints)
        raise UsageError("\n".join(f"{document.file}:{line}: {place}: {text}" for line, place, text in rows))


def place_text(place: tuple[str | int, ...]) -> str:
    """A place in a file as a person writes it: ``parties.us.accounts[0]``."""
    text = ""
    for part in place:
        text += f"[{part}]" if isinstance(part, int) else f".{part}" if text else str(part)
    return text


def _line(document: Document, detail: ErrorDetails) -> str:
    place = tuple(part for part in detail["loc"] if part != "[key]")
    where = f"{document.file}:{document.line(place)}: {place_text(place)}"
    return f"{where}: {_text(detail, place)}"


def _text(detail: ErrorDetails, place: tuple[int | str, ...]) -> str:
    value: Any = detail["input"]
    kind = detail["type"]
    context: dict[str, Any] = detail.get("ctx", {})
    if kind == "missing":
        return "is missing"
    if kind == "extra_forbidden":
        near = difflib.get_close_matches(str(place[-1]), _FIELDS, 1)
        return "is not a key of this format" + (f"; did you mean {near[0]}?" if near else "")
    if kind == "value_error":
        return f"{value!r} {context['error']}"
    if kind == "literal_error":
        return f"{value!r} is not one of {context['expected']}"
    if kind == "string_type" and isinstance(value, int):
        return f"{value!r} is a number: put it in quotes"
    return f"{value!r}: {detail['msg']}"


def _kind(tree: Any) -> str:
    return "a list" if isinstance(tree, list) else f"{tree!r}"
