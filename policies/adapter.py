"""The packs as CrossGuard runs them: few policies that decode once and dispatch to the rules of ``carveout``.

Each pack has three policies:

* ``carveout-<pack>-resource`` (mandatory) judges one resource before it is created or changed, by its inputs after
  the provider's Check. It reports what is definite: outside, the parent's, unknown, unreadable, not reviewed.
* ``carveout-<pack>-stack`` (mandatory) judges all resources together at the end, so that an id or a bucket name can
  be joined with the resource that makes it. It runs everything again: it must hold alone.
* ``carveout-<pack>-advice`` (advisory) reports what blocks nothing, such as a register row that permits nothing.

The law of the project holds here as well: what was not seen is undetermined, and undetermined is mandatory. An unknown
value is looked up in the sealed plan, if there is one (see :mod:`policies.oracle`). That the engine knows on which
resources an unknown *depends* settles nothing: an accepter's `vpc_id` or a data share's outputs are made by a resource
of ours and name somebody else's, and whatever an `apply` returns depends on what went into it.

What never reaches a pack: reads (`X.get()`), lookups and stack references. `carveout check` sees them.
"""

from __future__ import annotations

import os
from collections.abc import Callable
from pathlib import Path
from typing import Any, Final

from pulumi_policy import (
    EnforcementLevel,
    PolicyConfigSchema,
    PolicyPack,
    ReportViolation,
    ResourceValidationArgs,
    ResourceValidationPolicy,
    StackValidationArgs,
    StackValidationPolicy,
)

from carveout.errors import UsageError
from carveout.links.catalogue import load_catalogue
from carveout.plan import Resource
from carveout.plan.model import ResourceKind
from carveout.values import Unknown
from policies import complaints
from policies.complaints import Complaint
from policies.settings import KEYS, Settings, read_settings
from policies.wire import Marks, decode, decode_provider, keep_secret_marks

_PROVIDER: Final = "pulumi:providers:"


def serve(pack: str, root: Path) -> None:
    """Serve a pack until the engine ends it. ``root`` is the project's folder. Nothing may print before this does:
    the engine reads the port from the first line."""
    keep_secret_marks()
    load_catalogue()
    adapter = Adapter(pack, root)
    schema = PolicyConfigSchema({key: {"type": "string", "description": text} for key, text in KEYS.items()})
    PolicyPack(
        f"carveout-{pack}",
        [
            ResourceValidationPolicy(
                f"carveout-{pack}-resource",
                f"Every link of the resource passes the {pack} rules.",
                adapter.resource,
                EnforcementLevel.MANDATORY,
                schema,
            ),
            StackValidationPolicy(
                f"carveout-{pack}-stack",
                f"Every link between the stack's resources, and out of it, passes the {pack} rules.",
                adapter.stack,
                EnforcementLevel.MANDATORY,
                schema,
            ),
            StackValidationPolicy(
                f"carveout-{pack}-advice",
                f"What the {pack} rules advise.",
                adapter.advice,
                EnforcementLevel.ADVISORY,
                schema,
            ),
        ],
        EnforcementLevel.MANDATORY,
    )


class Adapter:
    """One pack during one preview or update. Remembers the inputs of each resource: at the end the engine shows
    outputs only, and an output is no declaration."""

    def __init__(self, pack: str, root: Path) -> None:
        self._rules = complaints.rules_of(pack)
        self._root = root
        self._inputs: dict[str, tuple[Resource, Marks]] = {}

    def resource(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        """``carveout-<pack>-resource``."""
        _closed(lambda: self._resource(args, report), report, args.urn)

    def stack(self, args: StackValidationArgs, report: ReportViolation) -> None:
        """``carveout-<pack>-stack``."""
        _closed(lambda: self._stack(args, report, blocking=True), report, "")

    def advice(self, args: StackValidationArgs, report: ReportViolation) -> None:
        """``carveout-<pack>-advice``."""
        _closed(lambda: self._stack(args, report, blocking=False), report, "")

    def _resource(self, args: ResourceValidationArgs, report: ReportViolation) -> None:
        settings = self._settings(args)
        resource, marks = _resource(args)
        self._inputs[args.urn] = resource, marks
        if resource.kind in ("stack", "component"):
            return
        provider = _provider(args.provider)
        found = complaints.of_resource(
            self._rules,
            settings.oracle.filled(resource),
            settings.oracle.filled(provider) if provider else None,
            settings,
            marks,
        )
        _report(found, report)

    def _stack(self, args: StackValidationArgs, report: ReportViolation, *, blocking: bool) -> None:
        settings = self._settings(args)
        resources: dict[str, Resource] = {}
        marks: dict[str, Marks] = {}
        for row in args.resources:
            resource, marks[row.urn] = self._finished(row)
            resources[row.urn] = settings.oracle.filled(resource)
            provider = _provider(row.provider)
            if provider and provider.urn not in resources:
                resources[provider.urn] = settings.oracle.filled(provider)
        if _analyses_a_state():
            found = self._one_by_one(resources, settings, marks)
        else:
            found = complaints.of_stack(self._rules, resources.values(), settings, marks)
        _report([complaint for complaint in found if complaint.blocking == blocking], report)

    def _finished(self, row: Any) -> tuple[Resource, Marks]:
        """A resource with the inputs that it had when it was judged, and the outputs that it has now.

        One that was not judged by itself (a narrowed run, a policy switched off) has nothing but its outputs: they
        stand in for its inputs, so that what is among them and not reviewed blocks.
        """
        shown, shown_marks = _resource(row)
        known, known_marks = self._inputs.get(row.urn, (shown, shown_marks))
        outputs = shown.inputs
        finished = Resource(
            urn=row.urn,
            type=row.resource_type,
            name=row.name,
            kind=known.kind,
            inputs=known.inputs,
            outputs=outputs,
            id=outputs.get("id", Unknown()),
            parent=row.parent.urn if row.parent else "",
            provider=known.provider,
            dependencies=[other.urn for other in row.dependencies],
            property_dependencies={
                key: [other.urn for other in others] for key, others in row.property_dependencies.items()
            },
            simulated=known.simulated,
        )
        return finished, Marks(known_marks.paths, [*known_marks.texts, *shown_marks.texts])

    def _one_by_one(
        self, resources: dict[str, Resource], settings: Settings, marks: dict[str, Marks]
    ) -> list[Complaint]:
        return [
            complaint
            for resource in resources.values()
            if resource.kind not in ("stack", "component")
            for complaint in complaints.of_lone_resource(
                self._rules, resource, resources.get(resource.provider), settings, marks.get(resource.urn, Marks())
            )
        ]

    def _settings(self, args: ResourceValidationArgs | StackValidationArgs) -> Settings:
        return read_settings(self._root, args.get_config() or {})


def _analyses_a_state() -> bool:
    """Whether this is `pulumi policy analyze`: only a preview and an update tell a pack of what they are a run.

    A state shows what was read beside what was made and does not say which is which. Nothing in it may then vouch
    for an id, or everything that a program reads from the parent would count as ours. `carveout check STATE` can
    tell the two apart.
    """
    return not all(os.environ.get(name) for name in ("PULUMI_PROJECT", "PULUMI_STACK", "PULUMI_DRY_RUN"))


def _closed(judge: Callable[[], None], report: ReportViolation, urn: str) -> None:
    """Run a judgement; whatever goes wrong is a violation. An exception's own text may hold a value: only its kind
    is told. Bad settings are told whole: they quote the boundary or the register."""
    try:
        judge()
    except UsageError as error:
        report(str(error), urn or None)
    except Exception as error:  # noqa: BLE001  # fail closed: an unjudged resource must not pass
        what = urn or "the stack"
        report(f"{what} was not judged: the policy pack failed with {type(error).__name__}", urn or None)


def _report(found: list[Complaint], report: ReportViolation) -> None:
    for message, urn in dict.fromkeys((complaint.message, complaint.urn) for complaint in found):
        report(message, urn or None)


def _resource(args: Any) -> tuple[Resource, Marks]:
    tree, marks = (decode_provider(args.props), Marks()) if _is_provider(args.resource_type) else decode(args.props)
    provider = args.provider.urn if args.provider else ""
    return (
        Resource(
            urn=args.urn,
            type=args.resource_type,
            name=args.name,
            kind=_kind(args.resource_type, provider),
            inputs=tree,
            outputs={},
            provider=provider,
        ),
        marks,
    )


def _provider(args: Any) -> Resource | None:
    if args is None:
        return None
    return Resource(args.urn, args.resource_type, args.name, "provider", decode_provider(args.props), {})


def _is_provider(token: str) -> bool:
    return token.startswith(_PROVIDER)


def _kind(token: str, provider: str) -> ResourceKind:
    """The engine tells a policy neither that a resource is a component nor that it is managed. Managed resources
    have a provider; one of AWS that shows none is taken as managed, so that its missing region is a finding."""
    if token == "pulumi:pulumi:Stack":
        return "stack"
    if _is_provider(token):
        return "provider"
    if provider or token.startswith("aws:") or token == "pulumi:pulumi:StackReference":
        return "managed"
    return "component"
