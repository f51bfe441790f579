"""From what the monitor recorded to JSON that may leave the process: tokens encoded, secrets withheld."""

from __future__ import annotations

from typing import Any

from carveout.engine.monitor import Monitor
from carveout.engine.wire import decode_provider_inputs, to_tree, withhold
from carveout.values import encode_tokens


def shape(monitor: Monitor) -> dict[str, Any]:
    """Resources, lookups, references, problems and outputs of a run. ``raw_outputs`` are the stack's outputs for
    the stacks that read them, with secrets still wrapped: they go to the parent process and to no file."""
    secrets: list[str] = []
    rows: list[dict[str, Any]] = []
    for record in monitor.resources.values():
        inputs = {key: to_tree(value, secrets) for key, value in record.inputs.items()}
        if record.kind == "provider":
            inputs = decode_provider_inputs(inputs)
        rows.append(
            {
                "urn": record.urn,
                "type": record.type,
                "name": record.name,
                "kind": record.kind,
                "parent": record.parent,
                "provider": record.provider,
                "inputs": inputs,
                "outputs": {key: to_tree(value, secrets) for key, value in record.outputs.items()},
                "id": to_tree(record.identity, secrets),
                "dependencies": record.dependencies,
                "propertyDependencies": record.property_dependencies,
                "options": record.options,
                "source": record.source,
            }
        )
    calls = [
        {**call, "arguments": {key: to_tree(value, secrets) for key, value in call["arguments"].items()}}
        for call in monitor.invoked
    ]
    seen = {
        "resources": rows,
        "invokes": calls,
        "references": monitor.references,
        "problems": monitor.problems,
        "outputs": {key: to_tree(value, secrets) for key, value in monitor.outputs.items()},
    }
    return {**encode_tokens(withhold(seen, secrets)), "raw_outputs": monitor.outputs}
