"""From the options of a command to plans, boundary, register and a day."""

from __future__ import annotations

import datetime
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from carveout.errors import UsageError
from carveout.plan import Plan

# Where the register stands when nobody says otherwise. It may be missing: then nothing is permitted.
DEFAULT_REGISTER = Path("stacks/register.yaml")


@dataclass(frozen=True, slots=True)
class CheckInputs:
    """The options that `check` and `report` share."""

    sources: tuple[Path, ...]
    env: str | None
    boundary: Path
    register: Path | None
    as_of: datetime.date | None
    answers: Path | None
    time_limit: float


def read_answers(path: Path | None) -> dict[str, Any] | None:
    """The YAML of ``--answers``: ``invokes`` and ``stackReferences``."""
    if path is None:
        return None
    import yaml

    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    except OSError as error:
        raise UsageError(f"{path}: {error.strerror}") from None
    except (UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{path}: is not YAML: {str(error).splitlines()[0]}") from None
    if not isinstance(tree, dict) or set(tree) - {"invokes", "stackReferences"}:
        raise UsageError(f"{path}: expected an object with the keys invokes and stackReferences")
    return tree


def read_plans(inputs: CheckInputs, progress: Callable[[str], None] | None) -> list[Plan]:
    """The plans of all sources: a folder is planned, a file is read."""
    plans: list[Plan] = []
    answers = read_answers(inputs.answers)
    for source in inputs.sources or (Path("."),):
        if source.is_dir():
            from carveout.engine import plan_project

            plans += plan_project(
                source, env=inputs.env, answers=answers, time_limit=inputs.time_limit, progress=progress
            )
        else:
            from carveout.plan.read import read_source

            plans.append(read_source(source))
    return plans
