"""What the policy SDK hands over, decoded once into our own trees.

Three things about the SDK force this module (pulumi-policy 1.21.0, tests/policies holds them):

* Touching an unknown property through the SDK's proxies ends the policy with an *advisory* line, whatever the
  policy's level, and hides what it would have found later. Here a value is never touched through a proxy.
* The engine marks secrets on the wire; the SDK drops the marks before a validation sees the properties.
  :func:`keep_secret_marks` has them kept, so that a message can withhold exactly what is secret.
* Every number is a float, and a sentinel inside a longer text is not recognised as unknown.
"""

from __future__ import annotations

import json
import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final

import pulumi
from pulumi_policy import deserialize, policy, proxy
from pulumi_policy.secret import Secret as MarkedSecret

from carveout.values import SECRET, Tree, Unknown, step

_SENTINELS: Final = re.compile(
    "|".join(
        (
            proxy.UNKNOWN_STRING_VALUE,
            proxy.UNKNOWN_BOOLEAN_VALUE,
            proxy.UNKNOWN_NUMBER_VALUE,
            proxy.UNKNOWN_ARRAY_VALUE,
            proxy.UNKNOWN_OBJECT_VALUE,
            proxy.UNKNOWN_ASSET_VALUE,
            proxy.UNKNOWN_ARCHIVE_VALUE,
        )
    )
)
# What `pulumi policy analyze` puts in the place of a secret that it cannot decrypt.
_UNDECRYPTED: Final = "[secret]"
# Shorter texts stand in too many harmless places to be searched for in a message.
_SEARCHABLE: Final = 6
# Above this a double no longer holds every whole number.
_WHOLE: Final = 2.0**53
_NOT_SEEN: Final = "not known before the resource exists"


@dataclass(slots=True)
class Marks:
    """Where the secrets of a resource stand, and those of their texts that are long enough to search for."""

    paths: list[str] = field(default_factory=list[str])
    texts: list[str] = field(default_factory=list[str])

    def root(self, path: str) -> str | None:
        """The secret that a property path is or lies in; ``None`` for what is not secret."""
        for secret in self.paths:
            if path == secret or path.startswith((f"{secret}.", f"{secret}[")):
                return secret
        return None


def keep_secret_marks() -> None:
    """Have the SDK keep the marks of secrets when it decodes properties for a validation.

    It already knows how (its remediations need them); there is no public switch. Raises ``RuntimeError`` where an
    SDK of another version has nothing to switch: a pack that cannot tell what is secret must not start.
    """
    if getattr(policy, "deserialize_properties", None) is not deserialize.deserialize_properties:
        raise RuntimeError("pulumi_policy is not of the version that this pack was written for (1.21)")

    def marked(props: dict[str, Any], _proxy_secrets: bool = True) -> Any:
        return deserialize.deserialize_properties(props, proxy_secrets=True)

    policy.deserialize_properties = marked  # pyright: ignore[reportPrivateImportUsage]


def decode(props: Any) -> tuple[dict[str, Tree], Marks]:
    """The properties of a resource, in clear, and where its secrets stand. Never raises on an unknown."""
    reader = _Reader()
    return reader.top(props), reader.marks


def decode_provider(props: Any) -> dict[str, Tree]:
    """The inputs of a provider. They arrive as JSON in strings: ``allowedAccountIds: '["1111..."]'``. Secrets are
    withheld: no verdict needs a credential."""
    reader = _Reader(withhold=True)
    return reader.top({key: _parsed(value) for key, value in _bare(props).items()})


def _parsed(value: Any) -> Any:
    if isinstance(value, str) and value[:1] in ("[", "{"):
        try:
            return json.loads(value)
        except json.JSONDecodeError:
            return value
    return value


def _bare(value: Any) -> Any:
    """The container behind a proxy; anything else as it is."""
    if isinstance(value, Mapping) and not isinstance(value, dict):
        return value["__target"]
    if isinstance(value, Sequence) and not isinstance(value, list | tuple | str | bytes):
        return value["__target"]  # pyright: ignore[reportArgumentType, reportCallIssue]
    return value


class _Reader:
    __slots__ = ("_withhold", "marks")

    def __init__(self, withhold: bool = False) -> None:
        self._withhold = withhold
        self.marks = Marks()

    def top(self, props: Any) -> dict[str, Tree]:
        return {key: self._tree(value, step("", key)) for key, value in _bare(props).items() if _wanted(key)}

    def _tree(self, value: Any, path: str) -> Tree:
        value = _bare(value)
        if isinstance(value, str):
            return self._text(value)
        if isinstance(value, dict):
            if deserialize.SPECIAL_SIG_KEY in value:
                return self._signed(value, path)
            return {key: self._tree(child, step(path, key)) for key, child in value.items() if _wanted(key)}
        if isinstance(value, list | tuple):
            return [self._tree(child, step(path, index)) for index, child in enumerate(value)]
        if isinstance(value, MarkedSecret):
            return self._secret(value.value, path)
        if isinstance(value, float) and value.is_integer() and abs(value) < _WHOLE:
            return int(value)
        if value is None or isinstance(value, bool | int | float):
            return value
        if isinstance(value, pulumi.Asset | pulumi.Archive):
            # As in a plan: nobody reads the content here, but where it is fetched from is a link.
            uri = getattr(value, "uri", None)
            return {"$asset": {"uri": uri} if isinstance(uri, str) else {"hash": ""}}
        return Unknown(f"a value of a kind that is not read: {type(value).__name__}")

    def _text(self, value: str) -> Tree:
        if value == _UNDECRYPTED:
            return SECRET
        return Unknown(_NOT_SEEN) if len(value) >= 36 and _SENTINELS.search(value) else value

    def _signed(self, value: dict[str, Any], path: str) -> Tree:
        """A signature that the SDK left alone: within the JSON of a provider's inputs."""
        if value[deserialize.SPECIAL_SIG_KEY] == deserialize.SPECIAL_SECRET_SIG:
            return self._secret(value.get("value"), path)
        return Unknown("a value of a kind that is not read")

    def _secret(self, value: Any, path: str) -> Tree:
        if self._withhold:
            return SECRET
        self.marks.paths.append(path)
        tree = self._tree(value, path)
        self._remember(tree)
        return tree

    def _remember(self, tree: Tree) -> None:
        if isinstance(tree, str):
            if len(tree) >= _SEARCHABLE:
                self.marks.texts.append(tree)
        elif isinstance(tree, dict | list):
            for child in tree.values() if isinstance(tree, dict) else tree:
                self._remember(child)


def _wanted(key: str) -> bool:
    """Keys of two underscores are the provider's own notes (`__defaults`), no inputs."""
    return not key.startswith("__")
