"""A Pulumi project on disk: its program, its stacks, their settings. Paths count as the real CLI counts them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import yaml

from carveout.errors import UsageError
from carveout.values import digest

# A secret of a stack file cannot be decrypted without its key; the program gets this text, as a secret.
WITHHELD = "withheld-secret-of-the-stack-file"


@dataclass(frozen=True, slots=True)
class Project:
    """``root`` is the folder of Pulumi.yaml, ``cwd`` where the program runs, ``program`` its file."""

    name: str
    root: Path
    cwd: Path
    program: Path
    stack_files: dict[str, Path]
    digest: str
    config: dict[str, Any]


@dataclass(frozen=True, slots=True)
class StackSettings:
    """A stack's configuration as the program gets it, with the keys that are secret and the file's digest."""

    config: dict[str, str]
    secrets: list[str]
    digest: str


def read_project(directory: Path) -> Project:
    """Read ``Pulumi.yaml`` and find the stack files. Raises :class:`UsageError`."""
    root = directory.resolve()
    tree = _yaml(root / "Pulumi.yaml", directory / "Pulumi.yaml")
    runtime = tree.get("runtime")
    language = runtime.get("name") if isinstance(runtime, dict) else runtime
    if language != "python":
        raise UsageError(f"{directory / 'Pulumi.yaml'}: runtime is {language!r}; only python programs are planned")
    main = root / str(tree.get("main", "."))
    cwd = main if main.is_dir() else main.parent
    program = main / "__main__.py" if main.is_dir() else main
    if not program.is_file():
        raise UsageError(f"{directory / 'Pulumi.yaml'}: there is no program {program.relative_to(root)}")
    folder = root / str(tree.get("stackConfigDir") or ".")
    files = sorted([*folder.glob("Pulumi.*.yaml"), *folder.glob("Pulumi.*.yml")])
    stacks = {file.name.removeprefix("Pulumi.").rpartition(".")[0]: file for file in files}
    return Project(str(tree["name"]), root, cwd, program, stacks, _program_digest(root, cwd), tree.get("config") or {})


def _yaml(path: Path, shown: Path) -> dict[str, Any]:
    try:
        tree = yaml.safe_load(path.read_text(encoding="utf-8"))
    except FileNotFoundError:
        raise UsageError(f"{shown}: there is no such file: a source folder is a Pulumi project") from None
    except (OSError, UnicodeDecodeError, yaml.YAMLError) as error:
        raise UsageError(f"{shown}: cannot be read: {str(error).splitlines()[0]}") from None
    if tree is None:
        return {}
    if not isinstance(tree, dict):
        raise UsageError(f"{shown}: expected keys and values")
    return tree


def _program_digest(root: Path, cwd: Path) -> str:
    """One digest over Pulumi.yaml and every Python file of the program, by relative path."""
    total = hashlib.sha256()
    files = [root / "Pulumi.yaml", *cwd.rglob("*.py")]
    for file in sorted(files):
        relative = file.relative_to(root)
        if any(part.startswith(".") or part in ("venv", "node_modules", "__pycache__") for part in relative.parts):
            continue
        total.update(f"{relative}\0{hashlib.sha256(file.read_bytes()).hexdigest()}\n".encode())
    return "sha256:" + total.hexdigest()


def choose_stacks(project: Project, env: str | None) -> list[str]:
    """The stacks of an environment: named exactly so, or so and a layer. Raises :class:`UsageError`."""
    known = list(project.stack_files)
    if not known:
        return [env or "dev"]
    if env is None:
        environments = _environments(known)
        if len(environments) == 1:
            return known
        raise UsageError(f"which environment? --env is one of {', '.join(environments)}")
    chosen = [name for name in known if name == env or name.startswith(f"{env}-")]
    if not chosen:
        raise UsageError(f"--env {env}: there is no such environment; known: {', '.join(_environments(known))}")
    return chosen


def _environments(stacks: Sequence[str]) -> list[str]:
    """``dev`` for ``dev`` and ``dev-network``; a name without a sibling is its own environment."""
    heads = [stack.partition("-")[0] for stack in stacks]
    return sorted(
        {head if heads.count(head) > 1 or head in stacks else stack for head, stack in zip(heads, stacks, strict=True)}
    )


def read_settings(project: Project, stack: str) -> StackSettings:
    """The configuration of a stack, the project's defaults included."""
    file = project.stack_files.get(stack)
    data = file.read_bytes() if file else b""
    tree = _yaml(file, file.relative_to(project.root)) if file else {}
    config: dict[str, str] = {}
    secrets: list[str] = []
    for key, schema in project.config.items():
        default = schema.get("default", schema.get("value")) if isinstance(schema, dict) else schema
        if default is not None:
            config[_full(project, key)] = _text(default)
    for key, value in (tree.get("config") or {}).items():
        name = _full(project, str(key))
        if isinstance(value, dict) and set(value) == {"secure"}:
            config[name] = WITHHELD
            secrets.append(name)
        else:
            config[name] = _text(value)
    return StackSettings(config, secrets, digest(data))


def _full(project: Project, key: str) -> str:
    return key if ":" in key else f"{project.name}:{key}"


def _text(value: Any) -> str:
    """Pulumi hands every value to the program as text: objects as JSON, booleans as true and false."""
    return value if isinstance(value, str) else json.dumps(value)
