"""The state that `pulumi stack export` writes: deployment version 3 and later.

Source: pulumi/pulumi ``sdk/go/common/apitype/core.go`` (ResourceV3) and the signatures of
``sdk/go/common/resource/properties.go``.
"""

from __future__ import annotations

from typing import Any, Final

import orjson

from carveout.plan.model import Plan, Problem, Resource, ResourceKind, Source, StackReference
from carveout.values import SECRET, Tree, Unknown, digest

_SIGNATURE: Final = "4dabf18193072939515e22adb298388d"
_SECRET: Final = "1b47061264138c4ac30d75fd1eb44270"
_OUTPUT: Final = "d0e6a833031e9bbcd3f4e8bde6ca49a4"
_RESOURCE: Final = "5cf8f73096256a8f31e491e813e4eb8e"
_UNKNOWN: Final = "04da6b54-80e4-46f7-96ec-b56ff0331ba9"
_WITHHELD: Final = "[secret]"
_MARKS: Final = (_SIGNATURE.encode(), _UNKNOWN.encode(), _WITHHELD.encode())


def from_state(deployment: dict[str, Any], data: bytes) -> Plan:
    """The plan of a deployment; ``data`` are the bytes of the whole file. Raises ``ValueError`` for a resource
    without URN or with one that stands twice."""
    marked = any(mark in data for mark in _MARKS)
    resources: dict[str, Resource] = {}
    references: list[StackReference] = []
    for index, row in enumerate(deployment.get("resources") or []):
        urn = row.get("urn")
        if not isinstance(urn, str) or urn.count("::") < 3:
            raise ValueError(f"resource {index} has no URN")
        resource = _resource(urn, row, marked)
        if row.get("delete"):
            # Replaced, and still there until the next update: its links are judged like all others.
            resource.urn = urn = f"{urn}#pending-delete-{index}"
        if urn in resources:
            raise ValueError(f"the URN {urn} stands twice")
        resources[urn] = resource
        if row["type"] == "pulumi:pulumi:StackReference":
            references.append(StackReference(str(row.get("id") or resource.name), "file", resource.source))
    first = next(iter(resources), "urn:pulumi:::::")
    stack, project = first.removeprefix("urn:pulumi:").split("::")[:2]
    return Plan(
        project=project,
        name=stack,
        kind="state",
        resources={urn: row for urn, row in resources.items() if row.type != "pulumi:pulumi:StackReference"},
        references=references,
        problems=[_pending(row) for row in deployment.get("pending_operations") or []],
        digest=digest(data),
    )


def _pending(row: dict[str, Any]) -> Problem:
    urn = str((row.get("resource") or {}).get("urn", ""))
    message = (
        f"an operation was interrupted ({row.get('type')} of {urn}): what AWS holds is not known; run `pulumi refresh`"
    )
    return Problem("pending-operation", message, urn)


def _resource(urn: str, row: dict[str, Any], marked: bool) -> Resource:
    token = row["type"]
    inputs, outputs = row.get("inputs") or {}, row.get("outputs") or {}
    if marked:
        inputs, outputs = _tree(inputs), _tree(outputs)
    kind: ResourceKind = "managed" if row.get("custom") else "component"
    if token == "pulumi:pulumi:Stack":
        kind = "stack"
    elif token.startswith("pulumi:providers:"):
        kind, inputs = "provider", _decoded(inputs)
    elif row.get("external"):
        kind = "read"
    options = {key: row[key] for key in ("protect", "retainOnDelete", "deletedWith", "aliases") if row.get(key)}
    if row.get("importID"):
        options["import"] = row["importID"]
    provider = row.get("provider") or ""
    return Resource(
        urn=urn,
        type=token,
        name=urn.rpartition("::")[2],
        kind=kind,
        inputs=inputs,
        outputs=outputs,
        id=row.get("id") or "",
        parent=row.get("parent") or "",
        provider=provider.rpartition("::")[0] if provider else "",
        dependencies=row.get("dependencies") or [],
        property_dependencies=row.get("propertyDependencies") or {},
        options=options,
        source=_source(row.get("sourcePosition")),
    )


def _source(position: str | None) -> Source | None:
    if not position:
        return None
    path, _, place = position.removeprefix("project:///").partition("#")
    line = place.partition(",")[0]
    return Source(path, int(line) if line.isdigit() else 0)


def _decoded(inputs: dict[str, Tree]) -> dict[str, Tree]:
    """Provider inputs are JSON in strings."""
    decoded: dict[str, Tree] = {}
    for key, value in inputs.items():
        decoded[key] = value
        if isinstance(value, str) and value[:1] in "[{tf":
            try:
                decoded[key] = orjson.loads(value)
            except orjson.JSONDecodeError:
                continue
    return decoded


def _tree(wire: Any) -> Tree:
    if isinstance(wire, list):
        return [_tree(value) for value in wire]
    if isinstance(wire, str):
        if _UNKNOWN in wire:
            return Unknown()
        return SECRET if wire == _WITHHELD else wire
    if not isinstance(wire, dict):
        return wire
    signature = wire.get(_SIGNATURE)
    if signature == _SECRET:
        return SECRET
    if signature == _OUTPUT:
        return SECRET if wire.get("secret") else _tree(wire["value"]) if "value" in wire else Unknown()
    if signature == _RESOURCE:
        return _tree(wire.get("id") or wire["urn"])
    if signature is not None:
        return {"$asset": {key: wire[key] for key in ("hash", "uri") if key in wire}}
    return {key: _tree(value) for key, value in wire.items()}
