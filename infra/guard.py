"""Enforcement that nobody can forget to switch on: every resource, read and lookup passes here first.

A policy pack is an option of the command line and can be left out; this module is installed by the program
itself. It refuses what is wrong whatever the rest of the stack says: a region outside, a provider that could
work anywhere, a lookup of what belongs to somebody else.

Three hooks, because no single one sees everything:

- a stack *transformation* runs inside the constructor of every resource, ``X.get()`` reads included (no
  transform sees those), while the program's own line is on the stack;
- a stack *transform* runs in the engine on final values, also for resources of packaged components;
- an *invoke transform* runs before every lookup.

What it cannot judge: a value that is unknown until ``up`` looks absent here and is left to the policy packs and
to ``carveout check``, which know unknown from absent. A lookup written in the output form has left its line.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

import pulumi
from pulumi.runtime import register_invoke_transform, register_resource_transform
from pulumi.runtime.stack import register_stack_transformation

import carveout
from carveout.aws.arn import parse_arn
from carveout.boundary.models import Boundary

# An offline plan runs the program inside the library: its frames are not the program's.
_LIBRARY: Final = Path(carveout.__file__).parent
_PROVIDER: Final = "pulumi:providers:aws"
_REGION_KEY: Final = re.compile(r"regions?(name)?$", re.IGNORECASE)
_REGION: Final = re.compile(r"[a-z]{2,4}(?:-[a-z]+)+-\d")
_ZONE: Final = re.compile(rf"({_REGION.pattern})[a-z]")
_ACCOUNT: Final = re.compile(r"\d{12}")
# Without owners these find the images and snapshots of every account in the world.
_NEEDS_OWNERS: Final = re.compile(r"aws:(ec2|ebs)/get(Ami|AmiIds|Snapshot|SnapshotIds):")


class GuardError(pulumi.RunError):
    """Something that this stack must never register or look up. The text names rule, value and line."""


@dataclass(frozen=True, slots=True)
class Limits:
    """What may be named: regions of this stack, accounts of the US side; and what never may."""

    regions: frozenset[str]
    accounts: frozenset[str]
    forbidden: tuple[str, ...] = ()

    @classmethod
    def of(cls, boundary: Boundary, regions: Sequence[str]) -> Limits:
        """Limits of a stack: ``regions`` are its own, all else comes from the boundary."""
        us, parent = boundary.parties["us"], boundary.parties.get("parent")
        marks = (*parent.buckets, *parent.domains, *parent.ids, *parent.registries) if parent else ()
        return cls(frozenset(regions) & frozenset(us.regions), frozenset(us.accounts), marks)


@dataclass(frozen=True, slots=True)
class Complaint:
    """A rule that does not hold, and the value that breaks it."""

    rule: str
    text: str


def judge_provider(props: Mapping[str, Any], limits: Limits) -> Iterator[Complaint]:
    """An AWS provider must name a region of ours and the accounts it may work in, all of them ours."""
    region = props.get("region")
    if not isinstance(region, str) or not region:
        yield Complaint("provider_region", f"names no region; allowed: {_names(limits.regions)}")
    elif region not in limits.regions:
        yield Complaint("provider_region", f"has region {region!r}; allowed: {_names(limits.regions)}")
    accounts = _decoded(_either(props, "allowedAccountIds", "allowed_account_ids"))
    if not isinstance(accounts, list) or not accounts:
        yield Complaint("provider_accounts", f"names no allowed_account_ids; allowed: {_names(limits.accounts)}")
    else:
        outside = {str(account) for account in accounts} - limits.accounts
        if outside:
            yield Complaint(
                "provider_accounts", f"allows account {_names(outside)}; allowed: {_names(limits.accounts)}"
            )
    for wire, python in (("assumeRoles", "assume_roles"), ("endpoints", "endpoints")):
        for path, value in _texts(_decoded(_either(props, wire, python)), wire):
            reason = _foreign(path, value, limits)
            if reason:
                yield Complaint("provider_accounts", f"has {path} = {value!r}: {reason}")
    if _decoded(_either(props, "skipRequestingAccountId", "skip_requesting_account_id")) is True:
        yield Complaint("provider_accounts", "skips the account check (skip_requesting_account_id)")


def judge_resource(type_: str, props: Mapping[str, Any], provider: str | None, limits: Limits) -> Iterator[Complaint]:
    """An AWS resource must have an explicit provider, and its own ``region`` must be one of ours.

    ``provider`` is the provider's URN or name, ``None`` where the resource has none.
    """
    if not type_.startswith("aws:"):
        return
    if provider is None or "pulumi:providers:aws::default" in provider:
        yield Complaint("default_provider", "has no explicit provider; pass one of infra.provider.aws_provider")
    region = props.get("region")
    if isinstance(region, str) and region not in limits.regions:
        yield Complaint("outside_region", f"has region {region!r}; allowed: {_names(limits.regions)}")


def judge_lookup(token: str, args: Mapping[str, Any], limits: Limits) -> Iterator[Complaint]:
    """A read or lookup may name only our regions, accounts and ARNs, and nothing of the parent's."""
    if not token.startswith("aws:"):
        return
    for path, value in _texts(args, ""):
        reason = _foreign(path, value, limits)
        if reason:
            yield Complaint("foreign_lookup", f"looks up {path} = {value!r}: {reason}")
    if _NEEDS_OWNERS.match(token) and not (args.get("owners") or _either(args, "ownerIds", "owner_ids")):
        yield Complaint("foreign_lookup", "looks up images of any owner; name owners of the US side")


def install(boundary: Boundary, *, regions: Sequence[str], root: Path) -> None:
    """Register the three hooks for the running stack. ``root`` is the project's root, for source lines."""
    limits = Limits.of(boundary, regions)
    lines: dict[tuple[str, str], str] = {}

    def construct(args: pulumi.ResourceTransformationArgs) -> None:
        line = lines[args.type_, args.name] = source_line(root)
        props, read = dict(args.props), args.opts.id
        if args.type_ == _PROVIDER:
            _refuse(args.type_, args.name, list(_judge_plain_provider(props, limits)), line)
            return
        complaints = list(judge_resource(args.type_, props, _explicit_provider(args), limits))
        if read is not None:
            complaints += judge_lookup(args.type_, {**props, "id": read}, limits)
        _refuse(args.type_, args.name, complaints, line)

    def register(args: pulumi.ResourceTransformArgs) -> None:
        if args.type_ == _PROVIDER:
            complaints = list(judge_provider(args.props, limits))
        elif args.custom:
            provider = args.opts.provider
            complaints = list(judge_resource(args.type_, args.props, "explicit" if provider else None, limits))
        else:
            complaints = []
        _refuse(args.type_, args.name, complaints, lines.get((args.type_, args.name), ""))

    def look_up(args: pulumi.InvokeTransformArgs) -> None:
        complaints = list(judge_lookup(args.token, args.args, limits))
        if args.token.startswith("aws:") and args.opts.provider is None:
            complaints.append(Complaint("default_provider", "has no explicit provider; pass opts.provider"))
        _refuse(args.token, "lookup", complaints, source_line(root))

    register_stack_transformation(construct)
    register_resource_transform(register)
    register_invoke_transform(look_up)


def source_line(root: Path) -> str:
    """``file:line`` of the innermost frame of the program below ``root``; "" where no such frame is running."""
    frame = sys._getframe(1)
    while frame is not None:
        path = Path(frame.f_code.co_filename)
        ours = path == Path(__file__) or path.is_relative_to(_LIBRARY)
        if path.is_relative_to(root) and not ours:
            relative = path.relative_to(root)
            if not any(part.startswith(".") or part == "site-packages" for part in relative.parts):
                return f"{relative}:{frame.f_lineno}"
        frame = frame.f_back
    return ""


def _refuse(type_: str, name: str, complaints: list[Complaint], line: str) -> None:
    if complaints:
        place = f" ({line})" if line else ""
        raise GuardError(
            "\n".join(f"guard: {found.rule}: {name} ({type_}) {found.text}{place}" for found in complaints)
        )


def _judge_plain_provider(props: Mapping[str, Any], limits: Limits) -> Iterator[Complaint]:
    """What is certain while a provider is being made: lists are Outputs then, and the transform judges them."""
    accounts_come_later = isinstance(props.get("allowed_account_ids"), pulumi.Output)
    region_comes_later = isinstance(props.get("region"), pulumi.Output)
    for complaint in judge_provider(props, limits):
        later = region_comes_later if complaint.rule == "provider_region" else accounts_come_later
        if not later:
            yield complaint


def _explicit_provider(args: pulumi.ResourceTransformationArgs) -> str | None:
    """The provider that the SDK will give the resource: its own, of its options' list, or its parent's."""
    opts = args.opts
    if opts.provider is not None:
        return "explicit"
    providers = opts.providers or {}
    listed = providers.values() if isinstance(providers, Mapping) else providers
    if any(getattr(provider, "package", "") == "aws" for provider in listed):
        return "explicit"
    return "inherited" if opts.parent is not None and opts.parent.get_provider(args.type_) else None


def _foreign(path: str, value: str, limits: Limits) -> str:
    key = re.split(r"[.\[]", path.rstrip("]"))[-1] if not path.endswith("]") else path.split("[")[0].split(".")[-1]
    if _REGION_KEY.search(key.replace("_", "")) and value not in limits.regions:
        return f"a region outside; allowed: {_names(limits.regions)}"
    zone = _ZONE.fullmatch(value)
    if zone and zone[1] not in limits.regions:
        return f"a zone of a region outside; allowed: {_names(limits.regions)}"
    if _ACCOUNT.fullmatch(value) and value not in limits.accounts:
        return f"an account outside; allowed: {_names(limits.accounts)}"
    arn = parse_arn(value)
    if arn and arn.region and arn.region not in limits.regions:
        return f"an ARN of a region outside; allowed: {_names(limits.regions)}"
    if arn and _ACCOUNT.fullmatch(arn.account) and arn.account not in limits.accounts:
        return f"an ARN of an account outside; allowed: {_names(limits.accounts)}"
    mark = next((mark for mark in limits.forbidden if mark in value.lower()), "")
    return f"it names {mark}, which is the parent's" if mark else ""


def _texts(tree: object, path: str) -> Iterator[tuple[str, str]]:
    """Every text of a tree of plain values with its path; Outputs and other objects are not looked into."""
    if isinstance(tree, str):
        yield path, tree
    elif isinstance(tree, Mapping):
        for key, value in tree.items():
            yield from _texts(value, f"{path}.{key}" if path else str(key))
    elif isinstance(tree, (list, tuple)):
        for index, value in enumerate(tree):
            yield from _texts(value, f"{path}[{index}]")


def _either(props: Mapping[str, Any], wire: str, python: str) -> Any:
    value = props.get(wire)
    return props.get(python) if value is None else value


def _decoded(value: Any) -> Any:
    """Provider inputs arrive as JSON texts."""
    if not isinstance(value, str):
        return value
    try:
        return json.loads(value)
    except json.JSONDecodeError:
        return value


def _names(values: Sequence[str] | frozenset[str] | set[str]) -> str:
    return ", ".join(sorted(values)) or "none"
