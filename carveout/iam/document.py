"""Policy documents as AWS's grammar has them.

Source: https://docs.aws.amazon.com/IAM/latest/UserGuide/reference_policies_grammar.html. Element names are
matched as AWS matches them: top-level and statement elements are case-sensitive; a single value may stand for
a list of one.
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from typing import Any, Final

from carveout.values import Tree, Unknown

_STATEMENT_ELEMENTS: Final = frozenset(
    {
        "Sid",
        "Effect",
        "Principal",
        "NotPrincipal",
        "Action",
        "NotAction",
        "Resource",
        "NotResource",
        "Condition",
    }
)
_DOCUMENT_ELEMENTS: Final = frozenset({"Version", "Id", "Statement"})


class DocumentError(ValueError):
    """The document is not a policy as AWS takes it; the text says where and why."""


@dataclass(frozen=True, slots=True)
class Statement:
    """One statement. ``path`` is its place in the document (``Statement[2]``).

    ``principals`` are pairs of kind (``AWS``, ``Service``, ``Federated``, ``CanonicalUser``, ``*``) and value;
    the ``not_`` flags tell that the lists hold what is *excluded*. ``condition`` is operator -> key -> values.
    """

    path: str
    sid: str
    allows: bool
    principals: tuple[tuple[str, str], ...]
    not_principal: bool
    actions: tuple[str, ...]
    not_action: bool
    resources: tuple[str, ...]
    not_resource: bool
    condition: dict[str, dict[str, tuple[str, ...]]]


def parse_document(source: Tree) -> list[Statement]:
    """The statements of a policy given as JSON text or as a tree.

    Raises :class:`DocumentError` with a place for anything that AWS's grammar does not have, and for a part
    that is unknown.
    """
    tree = _decode(source)
    if not isinstance(tree, dict):
        raise DocumentError("the document is not a JSON object")
    _only(tree, _DOCUMENT_ELEMENTS, "the document")
    if "Statement" not in tree:
        raise DocumentError("the document has no Statement")
    listed = tree["Statement"]
    rows = listed if isinstance(listed, list) else [listed]
    return [_statement(row, f"Statement[{index}]") for index, row in enumerate(rows)]


def _decode(source: Tree) -> Tree:
    if not isinstance(source, str):
        return source
    try:
        return json.loads(source, object_pairs_hook=_unique)
    except json.JSONDecodeError as error:
        raise DocumentError(f"the text is not JSON (line {error.lineno}, column {error.colno})") from None


def _unique(pairs: list[tuple[str, Tree]]) -> dict[str, Tree]:
    """Refuse a repeated key: readers differ on which one counts, so no reading of it is safe."""
    tree = dict(pairs)
    if len(tree) < len(pairs):
        repeated = next(key for key, _ in pairs if sum(key == other for other, _ in pairs) > 1)
        raise DocumentError(f"the key {repeated!r} stands twice in one object")
    return tree


def _only(tree: dict[str, Tree], allowed: frozenset[str], where: str) -> None:
    strange = sorted(set(tree) - allowed)
    if strange:
        raise DocumentError(f"{where} has an element that is not in AWS's grammar: {strange[0]}")


def _texts(value: Tree, where: str) -> tuple[str, ...]:
    rows: list[Any] = value if isinstance(value, list) else [value]
    texts: list[str] = []
    for row in rows:
        if isinstance(row, bool):
            texts.append("true" if row else "false")
        elif isinstance(row, str | int | float):
            texts.append(str(row))
        elif isinstance(row, Unknown):
            raise DocumentError(f"{where} is unknown: {row.reason}")
        else:
            raise DocumentError(f"{where} is neither text nor a list of text")
    return tuple(texts)


def _principals(value: Tree, where: str) -> tuple[tuple[str, str], ...]:
    if value == "*":
        return (("*", "*"),)
    if not isinstance(value, dict):
        raise DocumentError(f"{where} is neither '*' nor an object")
    _only(value, frozenset({"AWS", "Service", "Federated", "CanonicalUser"}), where)
    return tuple(
        ("*", "*") if kind == "AWS" and text == "*" else (kind, text)
        for kind, texts in value.items()
        for text in _texts(texts, f"{where}.{kind}")
    )


def _condition(value: Tree, where: str) -> dict[str, dict[str, tuple[str, ...]]]:
    if not isinstance(value, dict) or not all(isinstance(keys, dict) for keys in value.values()):
        raise DocumentError(f"{where} is not an object of operators and keys")
    return {
        operator: {key: _texts(texts, f"{where}.{operator}.{key}") for key, texts in keys.items()}
        for operator, keys in value.items()
    }


def _statement(row: Tree, path: str) -> Statement:
    if not isinstance(row, dict):
        raise DocumentError(f"{path} is not an object")
    _only(row, _STATEMENT_ELEMENTS, path)
    effect = row.get("Effect")
    if effect not in ("Allow", "Deny"):
        raise DocumentError(f"{path}.Effect is {effect!r}, not Allow or Deny")
    if ("Action" in row) == ("NotAction" in row):
        raise DocumentError(f"{path} needs exactly one of Action and NotAction")
    for element in ("Principal", "Resource"):
        if element in row and f"Not{element}" in row:
            raise DocumentError(f"{path} has both {element} and Not{element}")
    not_principal, not_resource = "NotPrincipal" in row, "NotResource" in row
    who = row.get("NotPrincipal" if not_principal else "Principal")
    what = row.get("NotResource" if not_resource else "Resource")
    return Statement(
        path=path,
        sid=str(row.get("Sid", "")),
        allows=effect == "Allow",
        principals=() if who is None else _principals(who, f"{path}.Principal"),
        not_principal=not_principal,
        actions=_texts(row.get("Action", row.get("NotAction")), f"{path}.Action"),
        not_action="NotAction" in row,
        resources=() if what is None else _texts(what, f"{path}.Resource"),
        not_resource=not_resource,
        condition=_condition(row["Condition"], f"{path}.Condition") if "Condition" in row else {},
    )
