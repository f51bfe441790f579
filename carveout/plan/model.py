"""What a plan holds. Plain slotted dataclasses: a state of 100,000 resources must stay cheap."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Literal

from carveout.values import Tree

ResourceKind = Literal["managed", "component", "provider", "read", "stack"]
PlanKind = Literal["plan", "state"]


@dataclass(frozen=True, slots=True)
class Source:
    """A place in the program: path relative to the project's root, line counted from 1."""

    file: str
    line: int


@dataclass(slots=True)
class Resource:
    """One resource of a stack.

    ``inputs`` and ``outputs`` are trees with Pulumi's camelCase names. In a plan they come from the simulated
    world; ``simulated`` lists the property paths whose value an ordinary first preview could not have known,
    and ``hidden`` is true where such a preview would not have seen the resource at all.
    ``provider`` is the provider's URN ("" for components), ``parent`` the parent's URN or "".
    ``options`` holds only the resource options that were given (``protect``, ``import``, ``aliases`` ...).
    """

    urn: str
    type: str
    name: str
    kind: ResourceKind
    inputs: dict[str, Tree]
    outputs: dict[str, Tree]
    id: Tree = ""
    parent: str = ""
    provider: str = ""
    dependencies: list[str] = field(default_factory=list[str])
    property_dependencies: dict[str, list[str]] = field(default_factory=dict[str, list[str]])
    options: dict[str, Tree] = field(default_factory=dict[str, Tree])
    source: Source | None = None
    simulated: list[str] = field(default_factory=list[str])
    hidden: bool = False


@dataclass(slots=True)
class Invoke:
    """A provider function that the program called (a lookup): its arguments and how it was answered."""

    token: str
    arguments: dict[str, Tree]
    answer: Literal["built-in", "file", "unknown", "missing"]
    provider: str = ""
    source: Source | None = None


@dataclass(slots=True)
class StackReference:
    """A read of another stack's outputs; ``name`` is ``organization/project/stack``."""

    name: str
    answer: Literal["plan", "file", "unknown"]
    source: Source | None = None


@dataclass(slots=True)
class Problem:
    """Something that could not be planned or read: it makes the whole check undetermined.

    ``code`` is a stable short name (``invoke-without-answer``, ``pending-operation``), ``message`` says what
    happened, with the value and the way to mend it; ``urn`` is "" where no resource is concerned.
    """

    code: str
    message: str
    urn: str = ""
    source: Source | None = None


@dataclass(slots=True)
class Plan:
    """One stack. ``name`` is the stack's name, ``digest`` that of the bytes it was read from or written as."""

    project: str
    name: str
    kind: PlanKind
    resources: dict[str, Resource]
    invokes: list[Invoke] = field(default_factory=list[Invoke])
    references: list[StackReference] = field(default_factory=list[StackReference])
    outputs: dict[str, Tree] = field(default_factory=dict[str, Tree])
    problems: list[Problem] = field(default_factory=list[Problem])
    program_digest: str = ""
    settings_digest: str = ""
    digest: str = ""
