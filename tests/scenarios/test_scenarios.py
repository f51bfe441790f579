"""One folder per planted leak: the leak is found with its far end named, and its benign twin is clean."""

from __future__ import annotations

import datetime
from pathlib import Path
from typing import Any

import pytest
import yaml

from carveout.boundary.load import load_boundary, no_register
from carveout.engine import plan_project
from carveout.rules.model import Result
from carveout.rules.run import run_check

HERE = Path(__file__).parent
BOUNDARY = HERE.parents[1] / "stacks" / "boundary.yaml"
AS_OF = datetime.date(2026, 11, 24)
SCENARIOS = sorted(path.parent for path in HERE.glob("*/expected.yaml"))


def check(scenario: Path, stack: str) -> Result:
    plans = plan_project(scenario, env=stack)
    return run_check(plans, load_boundary(BOUNDARY), no_register(), AS_OF)


def broken(result: Result) -> list[dict[str, Any]]:
    """Every link that is not inside, in the words of ``expected.yaml``."""
    rules = {finding.link: finding.rule for finding in result.findings if finding.link}
    rows: list[dict[str, Any]] = []
    for link in result.links:
        if link.verdict == "inside":
            continue
        row = {
            "vector": link.vector,
            "resource": link.urn.split("::")[-1],
            "path": link.path,
            "far": link.far.text,
            "verdict": link.verdict,
            "rule": rules[link.id],
        }
        if link.certainty != "known":
            row["certainty"] = link.certainty
        rows.append(row)
    return sorted(rows, key=lambda row: (row["vector"], row["resource"], row["path"]))


@pytest.fixture(autouse=True)
def _foreign_environment(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("AWS_REGION", "eu-west-1")
    monkeypatch.setenv("AWS_ACCESS_KEY_ID", "AKIAEXAMPLEEXAMPLE00")


@pytest.mark.slow
@pytest.mark.parametrize("scenario", SCENARIOS, ids=lambda path: path.name)
class TestScenario:
    def test_leak_is_found_and_nothing_else(self, scenario: Path) -> None:
        result = check(scenario, "leak")
        expected = yaml.safe_load((scenario / "expected.yaml").read_text(encoding="utf-8"))
        assert broken(result) == sorted(expected, key=lambda row: (row["vector"], row["resource"], row["path"]))
        assert result.exit_code == 1
        assert all(finding.link for finding in result.findings)

    def test_twin_is_clean(self, scenario: Path) -> None:
        result = check(scenario, "twin")
        assert broken(result) == []
        assert result.findings == []
        assert (result.verdict, result.exit_code) == ("inside", 0)
