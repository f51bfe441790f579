"""Trees with unknown and secret tokens, their spelling in JSON, and the walk over them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

UNKNOWN_KEY: Final = "$unknown"
SECRET_KEY: Final = "$secret"

# JSON-shaped and recursive: typing it exactly costs more than it tells.
Tree: TypeAlias = Any


@dataclass(frozen=True, slots=True)
class Unknown:
    """A value that exists and was not seen; ``reason`` says why, in words for a person."""

    reason: str = "not known before the resource exists"


@dataclass(frozen=True, slots=True)
class Secret:
    """A value that was withheld. It never holds what it stands for."""


SECRET: Final = Secret()


def is_known(tree: Tree) -> bool:
    """Whether a tree holds neither an :class:`Unknown` nor a :class:`Secret` at any depth."""
    if isinstance(tree, dict):
        return all(is_known(value) for value in tree.values())
    if isinstance(tree, list):
        return all(is_known(value) for value in tree)
    return not isinstance(tree, Unknown | Secret)


def step(path: str, key: str | int) -> str:
    """Extend a property path: ``step("rules", 0)`` is ``rules[0]``, ``step("", "a")`` is ``a``.

    Keys that would be ambiguous (dots, brackets, quotes, spaces, empty) are quoted: ``tags["a.b"]``.
    """
    if isinstance(key, int):
        return f"{path}[{key}]"
    if not key or any(mark in key for mark in '.[]"\\ '):
        escaped = key.replace("\\", "\\\\").replace('"', '\\"')
        return f'{path}["{escaped}"]'
    return f"{path}.{key}" if path else key


def leaves(tree: Tree, path: str = "") -> Iterator[tuple[str, Tree]]:
    """Every leaf of a tree with its property path, tokens included; containers are walked, not given."""
    if isinstance(tree, dict):
        for key, value in tree.items():
            yield from leaves(value, step(path, key))
    elif isinstance(tree, list):
        for index, value in enumerate(tree):
            yield from leaves(value, step(path, index))
    else:
        yield path, tree


def tree_get(tree: Tree, *keys: str | int) -> Tree:
    """The value at ``keys``; ``None`` where absent, the token where a token stands on the way."""
    for key in keys:
        if isinstance(tree, Unknown | Secret):
            return tree
        if isinstance(tree, dict):
            tree = tree.get(key)
        elif isinstance(tree, list) and isinstance(key, int) and -len(tree) <= key < len(tree):
            tree = tree[key]
        else:
            return None
    return tree


def encode_tokens(tree: Tree) -> Tree:
    """Spell tokens as JSON objects: ``{"$unknown": reason}`` and ``{"$secret": true}``."""
    if isinstance(tree, dict):
        return {key: encode_tokens(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [encode_tokens(value) for value in tree]
    if isinstance(tree, Unknown):
        return {UNKNOWN_KEY: tree.reason}
    if isinstance(tree, Secret):
        return {SECRET_KEY: True}
    return tree


def decode_tokens(tree: Tree) -> Tree:
    """The reverse of :func:`encode_tokens`. Any dict that carries a token's key becomes that token."""
    if isinstance(tree, dict):
        if UNKNOWN_KEY in tree:
            return Unknown(str(tree[UNKNOWN_KEY]))
        if SECRET_KEY in tree:
            return SECRET
        return {key: decode_tokens(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [decode_tokens(value) for value in tree]
    return tree
