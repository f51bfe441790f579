"""Plan every stack of an environment: one process per stack, joined by their stack references."""

from __future__ import annotations

import json
import os
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import IO, Any

import orjson

from carveout.engine.project import Project, StackSettings, choose_stacks, read_project, read_settings
from carveout.engine.wire import differing
from carveout.errors import UsageError
from carveout.plan import Invoke, Plan, Problem, Resource, Source, StackReference
from carveout.plan.document import dump
from carveout.values import decode_tokens, digest

Progress = Callable[[str], None]
_Started = tuple["subprocess.Popen[bytes]", IO[bytes], float]


def plan_project(
    directory: Path,
    *,
    env: str | None = None,
    stacks: Sequence[str] | None = None,
    answers: Mapping[str, Any] | None = None,
    time_limit: float = 120,
    progress: Progress | None = None,
) -> list[Plan]:
    """Plan the stacks of an environment offline, in the order of their names.

    ``answers`` holds ``invokes`` and ``stackReferences`` for what the plan cannot know. Raises
    :class:`UsageError` for a project that cannot be read and for a program that fails.
    """
    project = read_project(directory)
    chosen = list(stacks) if stacks is not None else choose_stacks(project, env)
    settings = {stack: read_settings(project, stack) for stack in chosen}
    return _Run(project, settings, dict(answers or {}), time_limit, progress or _quiet).all()


def _quiet(_: str) -> None:
    return


class _Run:
    """The stacks of one environment on their way to plans."""

    def __init__(
        self,
        project: Project,
        settings: dict[str, StackSettings],
        answers: dict[str, Any],
        time_limit: float,
        progress: Progress,
    ) -> None:
        self._project, self._settings, self._answers = project, settings, answers
        self._limit, self._progress = time_limit, progress
        self._outputs: dict[str, Any] = {}
        self._plans: dict[str, Plan] = {}

    def all(self) -> list[Plan]:
        """Start every stack at once; one that reads a stack that is not ready starts again when it is."""
        waiting: dict[str, str] = {}
        todo = list(self._settings)
        while todo:
            processes = {stack: [self._start(stack, world) for world in (False, True)] for stack in todo}
            for stack, started in processes.items():
                needs = self._finish(stack, started)
                if needs:
                    waiting[stack] = needs
            todo = [stack for stack, needs in waiting.items() if needs in self._outputs]
            if waiting and not todo:
                raise UsageError(
                    "stacks that read each other: " + ", ".join(f"{a} needs {b}" for a, b in sorted(waiting.items()))
                )
            for stack in todo:
                del waiting[stack]
        return [self._plans[stack] for stack in self._settings]

    def _start(self, stack: str, simulated: bool) -> _Started:
        project, settings = self._project, self._settings[stack]
        self._progress(f"planning {stack}")
        # A file, not a pipe: a pipe holds 64 KiB, and nobody reads it while the program runs.
        channel = tempfile.TemporaryFile()  # noqa: SIM115 - closed when the stack is finished
        job = {
            "channel": channel.fileno(),
            "project": project.name,
            "stack": stack,
            "root": str(project.root),
            "cwd": str(project.cwd),
            "program": str(project.program),
            "config": settings.config,
            "secrets": settings.secrets,
            "stacks": self._outputs,
            "siblings": [other for other in self._settings if other != stack],
            "answers": self._answers,
            "simulated": simulated,
        }
        process = subprocess.Popen(
            [sys.executable, "-m", "carveout.engine.worker"],
            stdin=subprocess.PIPE,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            pass_fds=(channel.fileno(),),
            env=_environment(),
            cwd=project.root,
            start_new_session=True,
        )
        assert process.stdin is not None
        process.stdin.write(json.dumps(job).encode())
        process.stdin.close()
        process.stdin = None
        return process, channel, time.monotonic() + self._limit

    def _finish(self, stack: str, started: list[_Started]) -> str:
        """Take both worlds of a stack. Returns the name of the stack that it needs first, or ""."""
        worlds = [self._world(stack, *one) for one in started]
        for world in worlds:
            if "internal" in world:
                raise RuntimeError(f"stack {stack}: {world['internal']}")
            if "needs" in world:
                return world["needs"]
            if "crash" in world:
                raise UsageError(f"stack {stack}: the program failed\n{world['crash']}")
        unknown, simulated = worlds
        self._outputs[stack] = simulated["raw_outputs"]
        self._plans[stack] = self._plan(stack, unknown, simulated)
        self._progress(f"planned {stack}: {len(self._plans[stack].resources)} resources")
        return ""

    def _world(
        self, stack: str, process: subprocess.Popen[bytes], channel: IO[bytes], deadline: float
    ) -> dict[str, Any]:
        try:
            _, complaint = process.communicate(timeout=max(0.1, deadline - time.monotonic()))
        except subprocess.TimeoutExpired:
            os.killpg(process.pid, 9)
            process.wait()
            channel.close()
            raise UsageError(
                f"stack {stack}: the program did not end within {self._limit:g} s; --time-limit gives it longer"
            ) from None
        with channel:
            channel.seek(0)
            data = channel.read()
        if not data:
            last = complaint.decode(errors="replace")[-2000:]
            raise UsageError(f"stack {stack}: the program ended its process with code {process.returncode}\n{last}")
        return orjson.loads(data)

    def _plan(self, stack: str, unknown: dict[str, Any], simulated: dict[str, Any]) -> Plan:
        seen = {row["urn"]: decode_tokens(row["inputs"]) for row in unknown["resources"]}
        resources = {row["urn"]: _resource(row, seen.get(row["urn"])) for row in simulated["resources"]}
        plan = Plan(
            project=self._project.name,
            name=stack,
            kind="plan",
            resources=resources,
            invokes=[
                Invoke(
                    row["token"],
                    decode_tokens(row["arguments"]),
                    row["answer"],
                    row["provider"],
                    _place(row["source"]),
                )
                for row in simulated["invokes"]
            ],
            references=[
                StackReference(row["name"], row["answer"], _place(row["source"])) for row in simulated["references"]
            ],
            outputs=decode_tokens(simulated["outputs"]),
            problems=[
                Problem(row["code"], row["message"], row["urn"], _place(row["source"])) for row in simulated["problems"]
            ],
            program_digest=self._project.digest,
            settings_digest=self._settings[stack].digest,
        )
        return replace(plan, digest=digest(dump(plan)))


def _place(row: list[Any] | None) -> Source | None:
    return Source(row[0], int(row[1])) if row else None


def _resource(row: dict[str, Any], unknown: dict[str, Any] | None) -> Resource:
    inputs = decode_tokens(row["inputs"])
    return Resource(
        urn=row["urn"],
        type=row["type"],
        name=row["name"],
        kind=row["kind"],
        inputs=inputs,
        outputs=decode_tokens(row["outputs"]),
        id=decode_tokens(row["id"]),
        parent=row["parent"],
        provider=row["provider"],
        dependencies=row["dependencies"],
        property_dependencies=row["propertyDependencies"],
        options=decode_tokens(row["options"]),
        source=_place(row["source"]),
        simulated=differing(inputs, unknown) if unknown is not None else [],
        hidden=unknown is None,
    )


def _environment() -> dict[str, str]:
    """The environment of a program: without credentials, regions and Pulumi's own settings, so that a plan is the
    same on every machine."""
    kept = {key: value for key, value in os.environ.items() if not key.startswith(("AWS_", "PULUMI_"))}
    return {**kept, "AWS_EC2_METADATA_DISABLED": "true", "GRPC_VERBOSITY": "NONE"}
