"""Property values as every other room sees them: plain JSON trees with two extra tokens.

A *tree* is ``None``, ``bool``, ``int``, ``float``, ``str``, a list of trees, a dict from text to tree,
:class:`Unknown` (the value exists, nobody has seen it) or :class:`Secret` (the value was withheld).
Neither token ever compares equal to a real value, so neither can be mistaken for a safe one.
"""

from carveout.values.canonical import canonical_bytes, digest
from carveout.values.tree import (
    SECRET,
    Secret,
    Tree,
    Unknown,
    decode_tokens,
    encode_tokens,
    is_known,
    leaves,
    step,
    tree_get,
)

__all__ = [
    "SECRET",
    "Secret",
    "Tree",
    "Unknown",
    "canonical_bytes",
    "decode_tokens",
    "digest",
    "encode_tokens",
    "is_known",
    "leaves",
    "step",
    "tree_get",
]
