"""YAML with line numbers, and the errors that YAML itself lets pass: tabs, duplicate keys, aliases."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import yaml

from carveout.errors import UsageError

# A boundary or register is a page or two; anything larger is another file.
SIZE_LIMIT: Final = 1_000_000
_Loader: Any = getattr(yaml, "CSafeLoader", yaml.SafeLoader)


@dataclass(frozen=True, slots=True)
class Document:
    """A parsed file: its bytes, the tree, and for every place in the tree the line on which it starts."""

    file: str
    data: bytes
    tree: Any
    lines: dict[tuple[str | int, ...], int]

    def line(self, place: tuple[str | int, ...]) -> int:
        """The line of a place, or of the nearest place above it that exists."""
        while place and place not in self.lines:
            place = place[:-1]
        return self.lines.get(place, 1)


def read_yaml(path: Path, flag: str) -> Document:
    """Read a YAML file of ours. ``flag`` is the option that names another file.

    Raises :class:`UsageError` with file and line for whatever cannot be read.
    """
    file = str(path)
    try:
        data = path.read_bytes()
    except FileNotFoundError:
        raise UsageError(f"{file}: there is no such file; name another with {flag} FILE") from None
    except OSError as error:
        raise UsageError(f"{file}: cannot be read: {error.strerror}") from None
    if len(data) > SIZE_LIMIT:
        raise UsageError(f"{file}: has {len(data):,} bytes; at most {SIZE_LIMIT:,} are read")
    try:
        text = data.decode("utf-8")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: is not UTF-8 (byte {error.start})") from None
    for number, line in enumerate(text.splitlines(), 1):
        if "\t" in line[: len(line) - len(line.lstrip())]:
            raise UsageError(f"{file}:{number}: indented with a tab: YAML takes spaces only")
    try:
        node = yaml.compose(text, Loader=_Loader)
    except yaml.MarkedYAMLError as error:
        line_number = error.problem_mark.line + 1 if error.problem_mark else 1
        raise UsageError(f"{file}:{line_number}: is not YAML: {error.problem}") from None
    except yaml.YAMLError as error:
        raise UsageError(f"{file}: is not YAML: {str(error).splitlines()[0]}") from None
    if node is None:
        raise UsageError(f"{file}: is empty")
    lines: dict[tuple[str | int, ...], int] = {}
    tree = _build(node, (), lines, file, set())
    return Document(file, data, tree, lines)


def _build(
    node: yaml.Node, place: tuple[str | int, ...], lines: dict[tuple[str | int, ...], int], file: str, seen: set[int]
) -> Any:
    if id(node) in seen:
        raise UsageError(f"{file}:{node.start_mark.line + 1}: aliases (*name) are not read: write the value out")
    seen.add(id(node))
    lines.setdefault(place, node.start_mark.line + 1)
    if isinstance(node, yaml.MappingNode):
        tree: dict[str, Any] = {}
        for key_node, value_node in node.value:
            key = str(getattr(key_node, "value", ""))
            line = key_node.start_mark.line + 1
            if key in tree:
                first = lines[(*place, key)]
                raise UsageError(f"{file}:{line}: the key {key!r} stands twice (first on line {first})")
            lines[(*place, key)] = line
            tree[key] = _build(value_node, (*place, key), lines, file, seen)
        return tree
    if isinstance(node, yaml.SequenceNode):
        return [_build(child, (*place, index), lines, file, seen) for index, child in enumerate(node.value)]
    return _scalar(node)


def _scalar(node: Any) -> Any:
    """The scalar as YAML 1.1 reads it: an unquoted account number is a number, and the models say so."""
    loader = yaml.SafeLoader("")
    return loader.construct_object(node, deep=True)  # pyright: ignore[reportUnknownMemberType]
