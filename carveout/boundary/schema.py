"""``python -m carveout.boundary.schema``: JSON Schemas of the files in ``stacks/``, for editors that complete them."""

from __future__ import annotations

import json
from pathlib import Path

from carveout.boundary.models import Boundary, Register

TARGET = Path("docs/schema")


def schemas() -> dict[str, str]:
    """File name to text of every schema, the same text for the same models."""
    models = {"boundary.schema.json": Boundary, "register.schema.json": Register}
    return {
        name: json.dumps(
            {"$schema": "https://json-schema.org/draft/2020-12/schema", **model.model_json_schema()},
            indent=2,
            sort_keys=True,
        )
        + "\n"
        for name, model in models.items()
    }


if __name__ == "__main__":
    TARGET.mkdir(parents=True, exist_ok=True)
    for name, text in schemas().items():
        (TARGET / name).write_text(text, encoding="utf-8")
