"""Property paths of one resource type, arranged so that one walk over its inputs meets every binding."""

from __future__ import annotations

import re
from typing import Final

from carveout.links.catalogue import Binding, TypeEntry

_PARTS: Final = re.compile(r"[^.\[\]{}]+|\[\*\]|\{\}")


class Node:
    """A place in the tree of a type's inputs. ``bindings`` apply here, ``plain`` says that text here links to
    nothing, ``below`` that the same holds (or binds) for everything underneath."""

    __slots__ = ("below", "bindings", "children", "element", "has_absent", "plain", "value")

    def __init__(self) -> None:
        self.children: dict[str, Node] = {}
        self.element: Node | None = None
        self.value: Node | None = None
        self.bindings: list[Binding] = []
        self.plain = False
        self.below = False
        self.has_absent = False

    def child(self, part: str) -> Node:
        """The node one step down, made if need be; ``[*]`` is any element, ``{}`` any value of a map."""
        if part == "[*]":
            if self.element is None:
                self.element = Node()
            return self.element
        if part == "{}":
            if self.value is None:
                self.value = Node()
            return self.value
        return self.children.setdefault(part, Node())

    def all_bindings(self) -> list[Binding]:
        """Every binding here and underneath: what a token at this place leaves undecided."""
        found = list(self.bindings)
        nested = [*self.children.values(), *(n for n in (self.element, self.value) if n)]
        for node in nested:
            found += node.all_bindings()
        return found


def build(entry: TypeEntry) -> Node:
    """The tree of a reviewed type."""
    root = Node()
    for binding in entry.bindings:
        node = _reach(root, binding.path)
        node.bindings.append(binding)
        if binding.absent:
            _mark_absent(root, binding.path)
    for path in entry.plain:
        _reach(root, path).plain = True
    return root


def _parts(path: str) -> list[str]:
    return _PARTS.findall(path.removesuffix(".*"))


def _reach(root: Node, path: str) -> Node:
    node = root
    for part in _parts(path):
        node = node.child(part)
    if path.endswith(".*"):
        node.below = True
    return node


def _mark_absent(root: Node, path: str) -> None:
    node = root
    for part in _parts(path):
        node.has_absent = True
        node = node.child(part)
    node.has_absent = True
