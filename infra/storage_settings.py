"""The storage layer's part of a stack file."""

from __future__ import annotations

from carveout.boundary.models import Strict


class StorageSettings(Strict):
    """Filled by the storage layer."""
