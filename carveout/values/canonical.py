"""Canonical JSON: the same tree gives the same bytes on every machine."""

from __future__ import annotations

import hashlib

import orjson

from carveout.values.tree import Tree, encode_tokens


def canonical_bytes(tree: Tree) -> bytes:
    """UTF-8 JSON with sorted keys, two spaces of indent and one final newline."""
    return orjson.dumps(
        encode_tokens(tree), option=orjson.OPT_SORT_KEYS | orjson.OPT_INDENT_2 | orjson.OPT_APPEND_NEWLINE
    )


def digest(data: bytes) -> str:
    """``sha256:`` and 64 hexadecimal digits."""
    return "sha256:" + hashlib.sha256(data).hexdigest()
