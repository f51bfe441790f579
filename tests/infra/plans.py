"""Offline plans of the project's own stacks, and the golden files of their URNs.

``python -m tests.infra.plans`` writes the golden files anew, after a change of URNs that is meant: a resource
whose URN changes without an alias is destroyed and made again.
"""

from __future__ import annotations

import functools
from pathlib import Path

from carveout.engine import plan_project
from carveout.plan import Plan

ROOT = Path(__file__).resolve().parents[2]
GOLDEN = Path(__file__).with_name("golden")


@functools.cache
def plan_of(stack: str) -> Plan:
    """One stack of the project, planned offline."""
    (plan,) = plan_project(ROOT, stacks=[stack])
    return plan


def urns(plan: Plan) -> list[str]:
    """The URNs of a plan, sorted."""
    return sorted(plan.resources)


def main() -> None:
    """Write the golden file of every stack that has one."""
    for file in sorted(GOLDEN.glob("*.urns")):
        file.write_text("".join(f"{urn}\n" for urn in urns(plan_of(file.stem))), encoding="utf-8")


if __name__ == "__main__":
    main()
