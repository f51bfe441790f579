"""One walk over a resource's inputs: which binding meets which value, what is absent, what nobody reviewed."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Final, NamedTuple

from carveout.links.catalogue import Binding
from carveout.links.trie import Node
from carveout.values import Secret, Tree, Unknown, step

# Inputs that every type has and that the extractor judges by itself or that hold free text.
TAGS: Final = frozenset({"tags", "tagsAll"})


class Meeting(NamedTuple):
    """What the walk came upon at ``path``.

    ``binding`` with a text, a token or ``None`` (absent, and the catalogue says that absence matters);
    without binding: text on a ``plain`` path (to be swept) or on a path that nobody has reviewed.
    """

    path: str
    value: Tree
    binding: Binding | None
    plain: bool = False


def walk(root: Node, inputs: dict[str, Tree]) -> Iterator[Meeting]:
    """Every meeting of a type's paths with the inputs of one resource, in the order of the inputs."""
    top = inputs
    for key, value in inputs.items():
        if key.startswith("__") or key == "region":
            continue
        if key in TAGS:
            yield from _text(value, key)
        else:
            yield from _step(root.children.get(key) or root.value, value, key, top)
    if root.has_absent:
        yield from _absent(root, inputs, "", top)


def _applies(binding: Binding, top: dict[str, Tree]) -> bool:
    return all(top.get(key) in values or _is_token(top.get(key)) for key, values in binding.when.items())


def _is_token(value: Tree) -> bool:
    return isinstance(value, Unknown | Secret)


def _step(node: Node | None, value: Tree, path: str, top: dict[str, Tree]) -> Iterator[Meeting]:
    if node is None:
        yield from _unreviewed(value, path)
    elif isinstance(value, Unknown | Secret):
        for binding in node.all_bindings():
            if _applies(binding, top):
                yield Meeting(path, value, binding)
    elif node.below:
        yield from _below(node, value, path, top)
    elif isinstance(value, dict):
        yield from _dict(node, value, path, top)
    elif isinstance(value, list):
        yield from _list(node, value, path, top)
    else:
        yield from _leaf(node, value, path, top)


def _dict(node: Node, value: dict[str, Tree], path: str, top: dict[str, Tree]) -> Iterator[Meeting]:
    if node.bindings and not node.children and node.value is None:
        # A document given as a tree instead of text (a policy as an object): the procedure reads it whole.
        for binding in node.bindings:
            if _applies(binding, top):
                yield Meeting(path, value, binding)
        return
    for key, child in value.items():
        if not key.startswith("__"):
            yield from _step(node.children.get(key) or node.value, child, step(path, key), top)
    if node.has_absent:
        yield from _absent(node, value, path, top)


def _list(node: Node, value: list[Tree], path: str, top: dict[str, Tree]) -> Iterator[Meeting]:
    # The bridge flattens lists of at most one element into the element itself: accept either shape.
    element = node.element or node
    for index, child in enumerate(value):
        yield from _step(element, child, step(path, index), top)


def _leaf(node: Node, value: Tree, path: str, top: dict[str, Tree]) -> Iterator[Meeting]:
    if value is None:
        return
    if node.element is not None and not node.bindings and not node.plain:
        yield from _leaf(node.element, value, path, top)
        return
    met = False
    for binding in node.bindings:
        met = True
        if _applies(binding, top):
            yield Meeting(path, value, binding)
    if met:
        return
    if isinstance(value, str) and value:
        yield Meeting(path, value, None, plain=node.plain)


def _below(node: Node, value: Tree, path: str, top: dict[str, Tree]) -> Iterator[Meeting]:
    for place, text in _texts(value, path):
        if node.bindings:
            for binding in node.bindings:
                if _applies(binding, top):
                    yield Meeting(place, text, binding)
        elif isinstance(text, str):
            yield Meeting(place, text, None, plain=node.plain)


def _absent(node: Node, value: dict[str, Tree], path: str, top: dict[str, Tree]) -> Iterator[Meeting]:
    for key, child in node.children.items():
        if not child.has_absent or value.get(key) is not None:
            continue
        for binding in child.all_bindings():
            if binding.absent and "[*]" not in binding.path[len(path) :] and _applies(binding, top):
                yield Meeting(binding.path if not path else step(path, key), None, binding)


def _texts(value: Tree, path: str) -> Iterator[tuple[str, Tree]]:
    if isinstance(value, dict):
        for key, child in value.items():
            if not key.startswith("__"):
                yield from _texts(child, step(path, key))
    elif isinstance(value, list):
        for index, child in enumerate(value):
            yield from _texts(child, step(path, index))
    elif isinstance(value, str | Unknown | Secret) and value:
        yield path, value


def _text(value: Tree, path: str) -> Iterator[Meeting]:
    for place, text in _texts(value, path):
        if isinstance(text, str):
            yield Meeting(place, text, None, plain=True)


def _unreviewed(value: Tree, path: str) -> Iterator[Meeting]:
    for place, text in _texts(value, path):
        yield Meeting(place, text, None, plain=False)
