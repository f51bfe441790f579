"""The sealed offline plan, asked for what a preview does not know.

A plan of the same program and the same settings says what stands at the same place of the same resource. Its ids and
ARNs are simulated, so a finding that rests on one says so. A plan of anything else is not asked at all.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Final

from carveout.errors import UsageError
from carveout.plan import Plan, Resource
from carveout.plan.document import load
from carveout.values import Secret, Tree, Unknown, leaves, step

NO_PLAN: Final = (
    "not known in a preview; no sealed plan says what it will be (make one with `carveout plan`, and name it in "
    "the policy's config as plan or in CARVEOUT_PLAN)"
)


class Oracle:
    """What a sealed plan knows, or why it is not asked."""

    __slots__ = ("_plan", "refusal")

    def __init__(self, plan: Plan | None, refusal: str) -> None:
        self._plan = plan
        self.refusal = refusal

    @property
    def digest(self) -> str:
        """The digest of the plan's bytes, "" without a plan."""
        return self._plan.digest if self._plan else ""

    def resource(self, urn: str) -> Resource | None:
        """The resource of this URN in the plan."""
        return self._plan.resources.get(urn) if self._plan else None

    def fill(self, live: Tree, planned: Tree, path: str = "") -> tuple[Tree, list[str]]:
        """``live`` with its unknowns taken from ``planned`` at the same path, and the paths of what was taken.

        What the plan does not know either stays unknown, with the reason.
        """
        if isinstance(live, Unknown):
            if planned is None or isinstance(planned, Unknown | Secret):
                return Unknown(self.refusal or "neither the preview nor the sealed plan knows it"), []
            return planned, [place for place, _ in leaves(planned, path)]
        taken: list[str] = []
        if isinstance(live, dict):
            filled: dict[str, Tree] = {}
            for key, value in live.items():
                below = planned.get(key) if isinstance(planned, dict) else None
                filled[key], paths = self.fill(value, below, step(path, key))
                taken += paths
            return filled, taken
        if isinstance(live, list):
            # Lists of another length may have their elements elsewhere: then nothing is taken.
            twins = planned if isinstance(planned, list) and len(planned) == len(live) else [None] * len(live)
            elements: list[Tree] = []
            for index, (value, below) in enumerate(zip(live, twins, strict=True)):
                element, paths = self.fill(value, below, step(path, index))
                elements.append(element)
                taken += paths
            return elements, taken
        return live, taken

    def filled(self, resource: Resource) -> Resource:
        """A resource of the preview with its unknown inputs, outputs and id taken from the plan."""
        planned = self.resource(resource.urn)
        inputs, taken = self.fill(resource.inputs, planned.inputs if planned else None)
        outputs, _ = self.fill(resource.outputs, planned.outputs if planned else None)
        identity, _ = self.fill(resource.id, planned.id if planned else None)
        return replace(resource, inputs=inputs, outputs=outputs, id=identity, simulated=[*resource.simulated, *taken])


def no_oracle() -> Oracle:
    """Nobody named a plan."""
    return Oracle(None, NO_PLAN)


def read_oracle(path: Path, shown: str, root: Path) -> Oracle:
    """Read a sealed plan and compare its digests with the program and the settings on disk.

    Raises :class:`UsageError` where the file is no plan. A plan of something else is no error: it is not asked.
    """
    try:
        plan = load(path.read_bytes())
    except OSError as error:
        raise UsageError(f"{shown}: the sealed plan cannot be read: {error.strerror}") from None
    except (ValueError, KeyError, TypeError):
        raise UsageError(f"{shown}: is not a plan that `carveout plan` wrote") from None
    refusal = _refusal(plan, root)
    if refusal:
        return Oracle(None, f"not known in a preview, and {shown} is not asked: {refusal}")
    return Oracle(plan, "")


def _refusal(plan: Plan, root: Path) -> str:
    from carveout.engine.project import read_project, read_settings

    try:
        project = read_project(root)
        settings = read_settings(project, plan.name)
    except UsageError as error:
        return f"the program on disk cannot be compared with it ({str(error).splitlines()[0]})"
    if plan.project != project.name:
        return f"it is of project {plan.project}"
    if plan.program_digest != project.digest:
        return "the program has changed since: plan again"
    if plan.settings_digest != settings.digest:
        return f"the settings of stack {plan.name} have changed since: plan again"
    return ""
