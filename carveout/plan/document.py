"""``plan.json``: how a plan stands on disk (schema ``carveout/plan/1``)."""

from __future__ import annotations

from typing import Any, Final

import orjson

from carveout.plan.model import Invoke, Plan, Problem, Resource, Source, StackReference
from carveout.values import canonical_bytes, decode_tokens, digest

SCHEMA: Final = "carveout/plan/1"


def _source(place: Source | None) -> dict[str, Any] | None:
    return None if place is None else {"file": place.file, "line": place.line}


def _resource(resource: Resource) -> dict[str, Any]:
    row: dict[str, Any] = {
        "urn": resource.urn,
        "type": resource.type,
        "name": resource.name,
        "kind": resource.kind,
        "id": resource.id,
        "parent": resource.parent,
        "provider": resource.provider,
        "inputs": resource.inputs,
        "outputs": resource.outputs,
        "dependencies": sorted(resource.dependencies),
        "propertyDependencies": {k: sorted(v) for k, v in resource.property_dependencies.items()},
        "options": resource.options,
        "source": _source(resource.source),
        "simulated": sorted(resource.simulated),
        "hidden": resource.hidden,
    }
    # Empty fields are left out: a plan is read by people in a diff.
    return {key: value for key, value in row.items() if value not in (None, "", [], {}, False)}


def dump(plan: Plan) -> bytes:
    """The canonical bytes of a plan: resources in the order of their URNs, nothing that changes by itself."""
    return canonical_bytes(
        {
            "schema": SCHEMA,
            "project": plan.project,
            "stack": plan.name,
            "programDigest": plan.program_digest,
            "settingsDigest": plan.settings_digest,
            "resources": [_resource(plan.resources[urn]) for urn in sorted(plan.resources)],
            "invokes": sorted(
                (
                    {
                        "token": call.token,
                        "arguments": call.arguments,
                        "answer": call.answer,
                        "provider": call.provider,
                        "source": _source(call.source),
                    }
                    for call in plan.invokes
                ),
                key=canonical_bytes,
            ),
            "references": sorted(
                ({"name": ref.name, "answer": ref.answer, "source": _source(ref.source)} for ref in plan.references),
                key=canonical_bytes,
            ),
            "outputs": plan.outputs,
            "problems": [
                {"code": p.code, "message": p.message, "urn": p.urn, "source": _source(p.source)} for p in plan.problems
            ],
        }
    )


def _place(row: dict[str, Any] | None) -> Source | None:
    return None if not row else Source(row["file"], int(row["line"]))


def load(data: bytes) -> Plan:
    """Read the bytes that :func:`dump` wrote.

    Raises ``ValueError`` for another schema and ``KeyError`` or ``TypeError`` for a document out of shape;
    :func:`carveout.plan.read.read_source` turns these into one line for a person.
    """
    return from_document(orjson.loads(data), digest(data))


def from_document(document: dict[str, Any], data_digest: str) -> Plan:
    """The same for a document that was parsed already; ``data_digest`` is the digest of its bytes."""
    if document.get("schema") != SCHEMA:
        raise ValueError(f"schema is {document.get('schema')!r}, expected {SCHEMA!r}")
    resources = {
        row["urn"]: Resource(
            urn=row["urn"],
            type=row["type"],
            name=row["name"],
            kind=row["kind"],
            inputs=decode_tokens(row.get("inputs", {})),
            outputs=decode_tokens(row.get("outputs", {})),
            id=decode_tokens(row.get("id", "")),
            parent=row.get("parent", ""),
            provider=row.get("provider", ""),
            dependencies=row.get("dependencies", []),
            property_dependencies=row.get("propertyDependencies", {}),
            options=decode_tokens(row.get("options", {})),
            source=_place(row.get("source")),
            simulated=row.get("simulated", []),
            hidden=row.get("hidden", False),
        )
        for row in document["resources"]
    }
    return Plan(
        project=document["project"],
        name=document["stack"],
        kind="plan",
        resources=resources,
        invokes=[
            Invoke(
                row["token"],
                decode_tokens(row["arguments"]),
                row["answer"],
                row["provider"],
                _place(row["source"]),
            )
            for row in document["invokes"]
        ],
        references=[
            StackReference(row["name"], row["answer"], _place(row["source"])) for row in document["references"]
        ],
        outputs=decode_tokens(document["outputs"]),
        problems=[
            Problem(row["code"], row["message"], row["urn"], _place(row["source"])) for row in document["problems"]
        ],
        program_digest=document["programDigest"],
        settings_digest=document["settingsDigest"],
        digest=data_digest,
    )
