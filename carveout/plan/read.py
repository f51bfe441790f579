"""Read a source file: our own plan, or a state as `pulumi stack export` writes it."""

from __future__ import annotations

from pathlib import Path
from typing import Any, Final

import orjson

from carveout.errors import UsageError
from carveout.plan import document
from carveout.plan.model import Plan
from carveout.plan.state import from_state
from carveout.values import digest

# A state of 100,000 resources has about 200 MB; beyond this it is a mistake, not a stack.
SIZE_LIMIT: Final = 1 << 30


def read_source(path: Path) -> Plan:
    """The plan in a file. Raises :class:`UsageError`, one line, for whatever is neither a plan nor a state."""
    data = _bytes(path)
    try:
        tree: Any = orjson.loads(data)
    except orjson.JSONDecodeError as error:
        cut = " (the file may be cut off)" if error.pos >= len(data) - 1 else ""
        raise UsageError(f"{path}:{error.lineno}: is not JSON: column {error.colno}{cut}") from None
    if not isinstance(tree, dict):
        raise UsageError(f"{path}: is neither a plan ({document.SCHEMA}) nor a state (pulumi stack export)")
    try:
        return _read(path, tree, data)
    except (KeyError, TypeError, AttributeError, IndexError) as error:
        raise UsageError(f"{path}: is out of shape: {type(error).__name__}: {error}") from None


def _read(path: Path, tree: dict[str, Any], data: bytes) -> Plan:
    if "schema" in tree:
        try:
            return document.from_document(tree, digest(data))
        except ValueError as error:
            raise UsageError(f"{path}: {error}") from None
    if "checkpoint" in tree:
        raise UsageError(f"{path}: is a checkpoint of a backend: export the stack with `pulumi stack export`")
    if "deployment" in tree:
        version = tree.get("version")
        if not isinstance(version, int) or version < 3:
            raise UsageError(f"{path}: deployment version {version!r} is too old: export it with Pulumi 3")
        try:
            return from_state(tree["deployment"], data)
        except ValueError as error:
            raise UsageError(f"{path}: {error}") from None
    if "steps" in tree:
        raise UsageError(f"{path}: is the output of `pulumi preview --json`, which is not read yet")
    raise UsageError(f"{path}: is neither a plan ({document.SCHEMA}) nor a state (pulumi stack export)")


def _bytes(path: Path) -> bytes:
    try:
        size = path.stat().st_size
        if size > SIZE_LIMIT:
            raise UsageError(f"{path}: has {size:,} bytes; at most {SIZE_LIMIT:,} are read")
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{path}: there is no such file or folder") from None
    except OSError as error:
        raise UsageError(f"{path}: cannot be read: {error.strerror}") from None
    if not data.strip():
        raise UsageError(f"{path}: is empty")
    return data
