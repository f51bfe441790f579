"""The Pulumi program: settings, then the guard, then the one layer that this stack is."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from importlib import import_module
from pathlib import Path
from typing import Any, cast

import pulumi

from infra import guard
from infra.settings import Settings, load_settings

Build = Callable[[Settings], Mapping[str, Any]]

_LAYERS: dict[str, str] = {
    "network": "infra.layers.network",
    "storage": "infra.layers.storage",
}


def main(root: Path) -> None:
    """Build the stack's layer and export what the next layers need."""
    settings = load_settings(root)
    guard.install(settings.boundary, regions=(settings.region, settings.second_region), root=root)
    # Imported by name: a stack pays only for the AWS modules that its own layer uses.
    build = cast(Build, import_module(_LAYERS[settings.layer]).build)
    for name, value in build(settings).items():
        pulumi.export(name, value)


main(Path(__file__).resolve().parent.parent)
