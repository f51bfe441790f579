"""Pulumi's wire values and our trees.

Source of the signatures: pulumi/pulumi, ``sdk/go/common/resource/properties.go`` and ``plugin/rpc.go``.
"""

from __future__ import annotations

import json
from typing import Any, Final

from google.protobuf import json_format, struct_pb2

from carveout.values import SECRET, Secret, Tree, Unknown

UNKNOWN: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
SECRET_SIGNATURE: Final = "1b47061264138c4ac30d75fd1eb44270"
OUTPUT_SIGNATURE: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
RESOURCE_SIGNATURE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
ASSET_SIGNATURE: Final = "c44067f5952c0a294b673a41bacd8c17"
ARCHIVE_SIGNATURE: Final = "0def7320c3a5731c473e5ecbe6d01bc7"


def to_struct(tree: dict[str, Any]) -> struct_pb2.Struct:
    """A wire struct of a JSON tree."""
    struct = struct_pb2.Struct()
    json_format.ParseDict(tree, struct)
    return struct


def from_struct(struct: Any) -> dict[str, Any]:
    """A struct as JSON, whole numbers as ``int`` (the wire knows only doubles)."""
    return _numbers(json_format.MessageToDict(struct))


def _numbers(tree: Any) -> Any:
    if isinstance(tree, dict):
        return {key: _numbers(value) for key, value in tree.items()}
    if isinstance(tree, list):
        return [_numbers(value) for value in tree]
    if isinstance(tree, float) and tree.is_integer():
        return int(tree)
    return tree


def plain(wire: Any) -> Any:
    """A wire tree with output values lowered to plain values, secrets wrapped and unknowns as the sentinel."""
    if isinstance(wire, list):
        return [plain(value) for value in wire]
    if not isinstance(wire, dict):
        return wire
    if wire.get(SIGNATURE) == OUTPUT_SIGNATURE:
        inner = plain(wire["value"]) if "value" in wire else UNKNOWN
        return {SIGNATURE: SECRET_SIGNATURE, "value": inner} if wire.get("secret") else inner
    return {key: plain(value) for key, value in wire.items()}


def dependencies(wire: Any) -> set[str]:
    """The URNs that the output values in a wire tree depend on."""
    if isinstance(wire, list):
        return set[str]().union(*(dependencies(value) for value in wire))
    if not isinstance(wire, dict):
        return set()
    found = set(wire.get("dependencies", ())) if wire.get(SIGNATURE) == OUTPUT_SIGNATURE else set[str]()
    return found.union(*(dependencies(value) for value in wire.values()))


def to_tree(wire: Any, secrets: list[str]) -> Tree:
    """A lowered wire tree as ours. The texts of secrets are withheld and appended to ``secrets``."""
    if isinstance(wire, list):
        return [to_tree(value, secrets) for value in wire]
    if isinstance(wire, str):
        return Unknown() if UNKNOWN in wire else wire
    if not isinstance(wire, dict):
        return wire
    signature = wire.get(SIGNATURE)
    if signature == SECRET_SIGNATURE:
        _remember(wire.get("value"), secrets)
        return SECRET
    if signature == RESOURCE_SIGNATURE:
        return to_tree(wire.get("id") or wire["urn"], secrets)
    if signature in (ASSET_SIGNATURE, ARCHIVE_SIGNATURE):
        shown = {key: value for key, value in wire.items() if key in ("hash", "uri")}
        return {"$asset": shown or {"hash": ""}}
    return {key: to_tree(value, secrets) for key, value in wire.items()}


def _remember(value: Any, secrets: list[str]) -> None:
    if isinstance(value, str):
        # Shorter texts stand in too many harmless places to be told apart.
        if len(value) >= 6 and UNKNOWN not in value:
            secrets.append(value)
    elif isinstance(value, dict):
        for child in value.values():
            _remember(child, secrets)
    elif isinstance(value, list):
        for child in value:
            _remember(child, secrets)


def withhold(tree: Tree, secrets: list[str]) -> Tree:
    """Replace every text that contains the text of a secret."""
    if isinstance(tree, dict):
        return {key: withhold(value, secrets) for key, value in tree.items()}
    if isinstance(tree, list):
        return [withhold(value, secrets) for value in tree]
    if isinstance(tree, str) and any(secret in tree for secret in secrets):
        return SECRET
    return tree


def decode_provider_inputs(inputs: dict[str, Tree]) -> dict[str, Tree]:
    """Provider inputs arrive as JSON in strings: ``allowedAccountIds: '["1111..."]'``."""
    decoded: dict[str, Tree] = {}
    for key, value in inputs.items():
        decoded[key] = value
        if isinstance(value, str) and value[:1] in "[{tf":
            try:
                decoded[key] = json.loads(value)
            except json.JSONDecodeError:
                continue
            if UNKNOWN in value:
                decoded[key] = Unknown()
    return decoded


def differing(known: Tree, unknown: Tree, path: str = "") -> list[str]:
    """Paths of leaves that are known in one tree and a token in the other."""
    from carveout.values import leaves, step

    if isinstance(unknown, Unknown) and not isinstance(known, Unknown | Secret):
        return [place for place, _ in leaves(known, path)] or [path]
    if isinstance(known, dict) and isinstance(unknown, dict):
        return [place for key in known for place in differing(known[key], unknown.get(key), step(path, key))]
    if isinstance(known, list) and isinstance(unknown, list) and len(known) == len(unknown):
        pairs = zip(known, unknown, strict=True)
        return [place for index, (a, b) in enumerate(pairs) for place in differing(a, b, step(path, index))]
    return []
