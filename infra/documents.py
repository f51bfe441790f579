"""IAM policy documents with their structure kept: built from statements, rendered once, never inside ``apply``.

A document rendered inside ``apply`` is opaque text to a plan. Where every value is known the text is plain and
canonical; where one is an Output, ``pulumi.Output.json_dumps`` keeps secretness and dependencies.
"""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any, Final, Literal

import pulumi

VERSION: Final = "2012-10-17"

Text = pulumi.Input[str]
Effect = Literal["Allow", "Deny"]
# {"AWS": [...]}, {"Service": [...]} or "*"
Principals = Mapping[str, Sequence[Text]] | Literal["*"]
# {"StringEquals": {"aws:SourceAccount": ["..."]}}
Conditions = Mapping[str, Mapping[str, Sequence[Text]]]


@dataclass(frozen=True, slots=True, kw_only=True)
class Statement:
    """One statement. ``principals`` is None in an identity policy, where AWS allows none."""

    sid: str
    actions: Sequence[str]
    resources: Sequence[Text]
    effect: Effect = "Allow"
    principals: Principals | None = None
    conditions: Conditions = field(default_factory=dict)

    def __post_init__(self) -> None:
        if not self.sid.isalnum():
            raise ValueError(f"statement id {self.sid!r} is not letters and digits only")
        if not self.actions:
            raise ValueError(f"statement {self.sid} has no actions")


def policy_document(statements: Sequence[Statement]) -> str:
    """Canonical JSON of statements whose values are all plain: sorted keys, sorted lists, no spaces.

    Raises ``TypeError`` where a value is an Output; ``policy_document_output`` is for those.
    """
    tree = _document(statements)
    output = _find_output(tree, "")
    if output:
        raise TypeError(f"{output} is an Output: use policy_document_output")
    return json.dumps(tree, sort_keys=True, separators=(",", ":"))


def policy_document_output(statements: Sequence[Statement]) -> pulumi.Output[str]:
    """The same JSON where some values are Outputs."""
    return pulumi.Output.json_dumps(_document(statements), sort_keys=True, separators=(",", ":"))


def trust_policy(service: str, account: str) -> str:
    """Trust for one AWS service, when it acts for our own account (``aws:SourceAccount``)."""
    return policy_document(
        [
            Statement(
                sid="Service",
                principals={"Service": [service]},
                actions=["sts:AssumeRole"],
                resources=[],
                conditions={"StringEquals": {"aws:SourceAccount": [account]}},
            )
        ]
    )


def _document(statements: Sequence[Statement]) -> dict[str, Any]:
    sids = [statement.sid for statement in statements]
    twice = sorted({sid for sid in sids if sids.count(sid) > 1})
    if twice:
        raise ValueError(f"statement id {', '.join(twice)} stands twice in one document")
    return {"Version": VERSION, "Statement": [_statement(statement) for statement in statements]}


def _statement(statement: Statement) -> dict[str, Any]:
    tree: dict[str, Any] = {"Sid": statement.sid, "Effect": statement.effect, "Action": _list(statement.actions)}
    if statement.principals is not None:
        principals = statement.principals
        named = not isinstance(principals, str)
        tree["Principal"] = {kind: _list(names) for kind, names in principals.items()} if named else principals
    # A role's trust policy has no Resource: the role itself is it.
    if statement.resources:
        tree["Resource"] = _list(statement.resources)
    if statement.conditions:
        tree["Condition"] = {
            operator: {key: _list(values) for key, values in keys.items()}
            for operator, keys in statement.conditions.items()
        }
    return tree


def _list(values: Sequence[Text]) -> Sequence[Text]:
    """Sorted where all are plain: AWS treats these lists as sets, and a stable order avoids false differences."""
    if isinstance(values, str):
        raise TypeError(f"{values!r} is one text; a list is wanted")
    plain = [value for value in values if isinstance(value, str)]
    return list(values) if len(plain) != len(values) else sorted(set(plain))


def _find_output(tree: object, path: str) -> str:
    if isinstance(tree, pulumi.Output):
        return path.lstrip(".")
    if isinstance(tree, Mapping):
        return next(filter(None, (_find_output(value, f"{path}.{key}") for key, value in tree.items())), "")
    if isinstance(tree, list):
        return next(filter(None, (_find_output(value, f"{path}[{index}]") for index, value in enumerate(tree))), "")
    return ""
