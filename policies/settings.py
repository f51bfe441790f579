"""What a pack is told: the boundary, the register, the day and the sealed plan. Paths count from the project root."""

from __future__ import annotations

import datetime
import os
from collections.abc import Mapping
from dataclasses import dataclass
from functools import lru_cache
from pathlib import Path
from typing import Any, Final

from carveout.boundary import Boundary, Register, load_boundary, load_register, no_register
from carveout.errors import UsageError
from policies.oracle import Oracle, no_oracle, read_oracle

KEYS: Final[dict[str, str]] = {
    "boundary": "the boundary, from the project root; stacks/boundary.yaml where nothing is said",
    "register": "the register of permitted links; stacks/register.yaml where nothing is said, and it may be missing",
    "as_of": "the day of the check, YYYY-MM-DD; today where nothing is said",
    "plan": "a sealed plan of this stack, written by `carveout plan`; else what CARVEOUT_PLAN names",
}
PLAN_VARIABLE: Final = "CARVEOUT_PLAN"


@dataclass(frozen=True, slots=True)
class Settings:
    """Everything that a judgement rests on besides the resources."""

    boundary: Boundary
    register: Register
    as_of: datetime.date
    oracle: Oracle


def read_settings(root: Path, config: Mapping[str, Any]) -> Settings:
    """The settings of one policy. Raises :class:`UsageError` with the line that a person needs."""
    for key, value in config.items():
        if key not in KEYS:
            raise UsageError(f"policy config: {key} is not one of {', '.join(KEYS)}")
        if not isinstance(value, str) or not value:
            raise UsageError(f"policy config: {key} is not a text")
    texts = {key: str(config.get(key, "")) for key in KEYS}
    texts["plan"] = texts["plan"] or os.environ.get(PLAN_VARIABLE, "")
    # A pack may run over midnight; one run has one day all the same.
    return _read(root, texts["boundary"], texts["register"], texts["as_of"], texts["plan"])


@lru_cache(maxsize=8)
def _read(root: Path, boundary: str, register: str, as_of: str, plan: str) -> Settings:
    try:
        return Settings(
            boundary=load_boundary(root / (boundary or "stacks/boundary.yaml")).value,
            register=_register(root, register),
            as_of=_day(as_of),
            oracle=read_oracle(root / plan, plan, root) if plan else no_oracle(),
        )
    except UsageError as error:
        raise UsageError(str(error).replace(f"{root}{os.sep}", "")) from None


def _register(root: Path, named: str) -> Register:
    path = root / (named or "stacks/register.yaml")
    if not named and not path.exists():
        return no_register().value
    return load_register(path).value


def _day(text: str) -> datetime.date:
    if not text:
        return datetime.date.today()
    try:
        return datetime.date.fromisoformat(text)
    except ValueError:
        raise UsageError(f"policy config: as_of: {text!r} is not a day (YYYY-MM-DD)") from None
