"""The sample boundary and a network stack's configuration, as the CLI hands it over (objects as JSON)."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
import yaml

from carveout.boundary import Boundary, load_boundary

ROOT = Path(__file__).resolve().parents[2]


@pytest.fixture(scope="session")
def boundary() -> Boundary:
    return load_boundary(ROOT / "stacks/boundary.yaml").value


def stack_config(stack: str) -> dict[str, str]:
    """Keys of the project's own namespace of a stack file, without the namespace."""
    text = (ROOT / f"stacks/Pulumi.{stack}.yaml").read_text(encoding="utf-8")
    config: dict[str, Any] = yaml.safe_load(text)["config"]
    own = {key.removeprefix("larkspur:"): value for key, value in config.items() if key.startswith("larkspur:")}
    return {key: value if isinstance(value, str) else json.dumps(value) for key, value in own.items()}
