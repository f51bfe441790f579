"""The house's arrows: which room may import which, and who may import pulumi."""

from __future__ import annotations

import ast
from pathlib import Path

import pytest

ROOT = Path(__file__).resolve().parents[2]
# From the ground up: a room may import itself and whatever stands before it.
LEVELS = [
    {"errors"},
    {"values"},
    {"aws"},
    {"boundary"},
    {"plan"},
    {"iam", "network"},
    {"links"},
    {"proof"},
    {"rules"},
    {"report", "evidence"},
    {"cli"},
]
MODULES = sorted((ROOT / "carveout").rglob("*.py"))


def imported(path: Path) -> set[str]:
    """Every module that a file imports, at the top or inside a function."""
    names: set[str] = set()
    for node in ast.walk(ast.parse(path.read_text(encoding="utf-8"))):
        if isinstance(node, ast.Import):
            names |= {alias.name for alias in node.names}
        elif isinstance(node, ast.ImportFrom) and node.module:
            names.add(node.module)
    return names


def room_of(path: Path) -> str:
    return path.relative_to(ROOT / "carveout").parts[0].removesuffix(".py")


def level_of(room: str) -> int:
    return next(index for index, rooms in enumerate(LEVELS) if room in rooms)


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_arrows_point_one_way(path: Path) -> None:
    room = room_of(path)
    if room == "__init__":
        return
    for name in imported(path):
        parts = name.split(".")
        if parts[0] in ("infra", "policies"):
            pytest.fail(f"{path} imports {name}")
        if parts[0] != "carveout" or len(parts) == 1:
            continue
        other = parts[1]
        if room == "engine":
            assert other in {"engine", "errors", "values", "aws", "plan"}, f"engine imports {name}"
        elif other == "engine":
            assert room == "cli", f"{room} imports {name}"
        else:
            assert room == other or level_of(other) < level_of(room), f"{room} imports {name}"


@pytest.mark.parametrize("path", MODULES, ids=lambda path: str(path.relative_to(ROOT)))
def test_only_the_engine_imports_pulumi(path: Path) -> None:
    if room_of(path) == "engine":
        return
    pulumi = {
        name for name in imported(path) if name.split(".")[0] in {"pulumi", "pulumi_aws", "pulumi_policy", "grpc"}
    }
    assert pulumi == set()
