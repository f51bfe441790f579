"""Answers to provider functions that need no account: what follows from the provider and the arguments alone."""

from __future__ import annotations

import json
from typing import Any, Final

# Zones of the US regions. Source: AWS Global Infrastructure, read 2026-11.
_ZONES: Final = {
    "us-east-1": "abcdef",
    "us-east-2": "abc",
    "us-west-1": "ab",
    "us-west-2": "abcd",
}


def answer(token: str, arguments: dict[str, Any], region: str, account: str) -> dict[str, Any] | None:
    """The result of a built-in function, ``None`` where it is not one or what it needs was not stated."""
    if token == "aws:index/getCallerIdentity:getCallerIdentity" and account:
        return {"accountId": account, "arn": f"arn:aws:iam::{account}:root", "id": account, "userId": account}
    if token == "aws:index/getRegion:getRegion" and (arguments.get("region") or region):
        found = arguments.get("region") or region
        return {
            "id": found,
            "name": found,
            "region": found,
            "description": found,
            "endpoint": f"ec2.{found}.amazonaws.com",
        }
    if token == "aws:index/getPartition:getPartition":
        return {"id": "aws", "partition": "aws", "dnsSuffix": "amazonaws.com", "reverseDnsPrefix": "com.amazonaws"}
    if token == "aws:index/getAvailabilityZones:getAvailabilityZones" and region in _ZONES:
        names = [f"{region}{letter}" for letter in _ZONES[region]]
        return {"id": region, "names": names, "region": region, "groupNames": [region]}
    if token == "aws:iam/getPolicyDocument:getPolicyDocument":
        return _policy_document(arguments)
    return None


def _policy_document(arguments: dict[str, Any]) -> dict[str, Any] | None:
    """The document as the provider renders it. Documents to merge are not merged here: ``None``."""
    if any(
        arguments.get(key) for key in ("sourcePolicyDocuments", "overridePolicyDocuments", "sourceJson", "overrideJson")
    ):
        return None
    statements = [_statement(row) for row in arguments.get("statements") or []]
    document: dict[str, Any] = {"Version": arguments.get("version") or "2012-10-17"}
    if arguments.get("policyId"):
        document["Id"] = arguments["policyId"]
    document["Statement"] = statements
    text = json.dumps(document, indent=2)
    return {**arguments, "id": "simulated", "json": text, "minifiedJson": json.dumps(document, separators=(",", ":"))}


def _statement(row: dict[str, Any]) -> dict[str, Any]:
    statement: dict[str, Any] = {}
    if row.get("sid"):
        statement["Sid"] = row["sid"]
    statement["Effect"] = row.get("effect") or "Allow"
    names = {"actions": "Action", "notActions": "NotAction", "resources": "Resource", "notResources": "NotResource"}
    for key, element in names.items():
        if row.get(key):
            statement[element] = _one(row[key])
    for key, element in (("principals", "Principal"), ("notPrincipals", "NotPrincipal")):
        if row.get(key):
            statement[element] = _principals(row[key])
    for condition in row.get("conditions") or []:
        keys = statement.setdefault("Condition", {}).setdefault(condition["test"], {})
        keys[condition["variable"]] = _one(condition["values"])
    return statement


def _one(values: list[Any]) -> Any:
    return values[0] if len(values) == 1 else values


def _principals(rows: list[dict[str, Any]]) -> Any:
    if len(rows) == 1 and rows[0]["type"] == "*" and rows[0]["identifiers"] == ["*"]:
        return "*"
    merged: dict[str, list[Any]] = {}
    for row in rows:
        merged.setdefault(row["type"], []).extend(row["identifiers"])
    return {kind: _one(values) for kind, values in merged.items()}
