"""The extractor: every link of every resource of the checked plans, each with a verdict.

For a reviewed type each input that can carry text is bound by a vector or listed as plain (the ledger); whatever
is neither is ``undetermined``, and so is every resource of a type that nobody has reviewed.
"""

from __future__ import annotations

import datetime
import hashlib
from collections.abc import Iterator, Mapping, Sequence
from typing import Any

from carveout.boundary.models import Boundary, Register
from carveout.boundary.territory import Territory
from carveout.links.catalogue import Binding, Catalogue, load_catalogue
from carveout.links.inventory import Inventory, Place
from carveout.links.judge import Context, Found, Judge, opaque, shorten
from carveout.links.model import Direction, FarEnd, Judgement, Link
from carveout.links.procedures import PROCEDURES
from carveout.links.program import PACKAGES_WITHOUT_LINKS, Raw, program_links
from carveout.links.register import RowUse, permit
from carveout.links.sweep import Sweep
from carveout.links.trie import Node, build
from carveout.links.walk import Meeting, walk
from carveout.plan import Plan, Resource
from carveout.values import Secret, Tree, Unknown, canonical_bytes, leaves

SWEEP_VECTOR = "generic-string-sweep"
COVERAGE_VECTOR = "catalogue-coverage-guard"
REGION_VECTOR = "pulumi-resource-region-arg"


def extract(
    plans: Sequence[Plan], boundary: Boundary, register: Register, as_of: datetime.date
) -> tuple[list[Link], list[RowUse]]:
    """All links of the plans, judged on a day, and the use of every register row. Order: plan, resource, path."""
    judge = Judge(
        boundary,
        Territory(boundary),
        Inventory(plans),
        co_tenant=boundary.phase(as_of) == "co-tenant",
    )
    extractor = _Extractor(judge, load_catalogue())
    links = [link for plan in plans for link in extractor.plan(plan, plans)]
    return links, permit(links, register, as_of)


class _Extractor:
    __slots__ = ("_cache", "_catalogue", "_judge", "_sweep", "_tries")

    def __init__(self, judge: Judge, catalogue: Catalogue) -> None:
        self._judge = judge
        self._catalogue = catalogue
        self._sweep = Sweep(judge.territory.identifiers())
        self._tries: dict[str, Node | None] = {}
        self._cache: dict[tuple[int, str, Place], list[Found]] = {}

    def plan(self, plan: Plan, plans: Sequence[Plan]) -> Iterator[Link]:
        for raw in program_links(plan, plans, self._judge):
            yield self._program_link(raw)
        for resource in plan.resources.values():
            if resource.kind == "managed":
                yield from self._resource(plan, resource)

    def _program_link(self, raw: Raw) -> Link:
        vector = self._catalogue.vectors[raw.vector]
        return _link(
            vector.id, vector.kind, raw.urn, raw.type, raw.path, raw.direction or vector.direction, raw.judgement,
            raw.file, raw.line,
        )  # fmt: skip

    def _resource(self, plan: Plan, resource: Resource) -> Iterator[Link]:
        package = resource.type.partition(":")[0]
        if package in PACKAGES_WITHOUT_LINKS:
            return
        place = self._judge.inventory.place(plan, resource)
        simulated = set(resource.simulated)
        trie = self._trie(resource.type)
        if trie is None:
            yield from self._unreviewed(resource, place)
            return
        context = Context(self._judge, place, {})
        for meeting in walk(trie, resource.inputs):
            if meeting.binding is not None:
                for found in self._decide(meeting, meeting.binding, place, resource):
                    link = self._bound(resource, meeting, meeting.binding, found)
                    if meeting.path in simulated or resource.hidden:
                        link.certainty = "simulated"
                    yield link
            elif meeting.plain:
                if isinstance(meeting.value, str):
                    yield from self._swept(resource, meeting.path, meeting.value, context)
            else:
                yield from self._unreviewed_path(resource, meeting, context)

    def _trie(self, token: str) -> Node | None:
        if token not in self._tries:
            entry = self._catalogue.types.get(token)
            self._tries[token] = build(entry) if entry else None
        return self._tries[token]

    def _decide(self, meeting: Meeting, binding: Binding, place: Place, resource: Resource) -> list[Found]:
        value = meeting.value
        if binding.procedure == "PRESENCE":
            value = resource.type
        if value is None:
            far = FarEnd("(absent)")
            return [Found(Judgement(far, binding.absent or "undetermined", binding.reason or "it is absent"))]
        if isinstance(value, Secret):
            return [Found(opaque("(secret)", "the value is a secret and was withheld"))]
        if isinstance(value, Unknown):
            return [Found(opaque("(unknown)", f"the value is unknown: {value.reason}"))]
        text = _as_text(value)
        if text is None:
            return [Found(opaque("(asset)", "the value is neither text, number nor boolean"))]
        key = (id(binding), text, place)
        found = self._cache.get(key)
        if found is None:
            params: Mapping[str, Any] = {**binding.params, "reason": binding.reason}
            context = Context(self._judge, place, params)
            found = self._cache[key] = PROCEDURES[binding.procedure](text, context)
        return found

    def _bound(self, resource: Resource, meeting: Meeting, binding: Binding, found: Found) -> Link:
        vector = self._catalogue.vectors[binding.vector]
        direction: Direction = found.direction or binding.direction or vector.direction
        return _resource_link(
            vector.id, vector.kind, resource, meeting.path + found.subpath, direction, found.judgement
        )

    def _swept(self, resource: Resource, path: str, text: str, context: Context) -> Iterator[Link]:
        for found in self._sweep(text, context):
            yield _resource_link(SWEEP_VECTOR, "control-plane", resource, path, "both", found.judgement)

    def _unreviewed(self, resource: Resource, place: Place) -> Iterator[Link]:
        reason = f"type not yet reviewed: {resource.type}"
        judgement = Judgement(FarEnd(resource.type), "undetermined", reason)
        yield _resource_link(COVERAGE_VECTOR, "control-plane", resource, "", "both", judgement)
        context = Context(self._judge, place, {})
        for path, text in leaves(resource.inputs):
            if isinstance(text, str) and text:
                yield from self._swept(resource, path, text, context)

    def _unreviewed_path(self, resource: Resource, meeting: Meeting, context: Context) -> Iterator[Link]:
        text = meeting.value if isinstance(meeting.value, str) else ""
        if text:
            swept = list(self._swept(resource, meeting.path, text, context))
            if swept:
                yield from swept
                return
        judgement = opaque(text or "(unknown)", f"property not yet reviewed: {meeting.path} of {resource.type}")
        yield _resource_link(COVERAGE_VECTOR, "control-plane", resource, meeting.path, "both", judgement)


def _as_text(value: Tree) -> str | None:
    """A value as the procedures read it: booleans and numbers as AWS writes them, documents as JSON."""
    if isinstance(value, str):
        return value
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, int | float):
        return format(value, "g")
    if isinstance(value, dict | list):
        return canonical_bytes(value).decode()
    return None


def _resource_link(
    vector: str, kind: str, resource: Resource, path: str, direction: Direction, judgement: Judgement
) -> Link:
    source = resource.source
    return _link(
        vector, kind, resource.urn, resource.type, path, direction, judgement,
        source.file if source else "", source.line if source else 0,
    )  # fmt: skip


def _link(
    vector: str, kind: str, urn: str, token: str, path: str, direction: Direction, judgement: Judgement,
    file: str, line: int,
) -> Link:  # fmt: skip
    far, verdict, reason = judgement.far, judgement.verdict, judgement.reason
    if len(far.text) > 300:
        far = FarEnd(shorten(far.text), far.partition, far.region, far.account, far.organization, far.host, far.cidr)
    identity = _identity(vector, urn, path, direction, far.text)
    return Link(identity, vector, kind, urn, token, path, direction, far, verdict, reason, "known", "", file, line)


def _identity(vector: str, urn: str, path: str, direction: str, far: str) -> str:
    """A short stable name of a link: the same link has the same name in every run."""
    key = "\0".join((vector, urn, path, direction, far)).encode()
    return "L-" + hashlib.blake2b(key, digest_size=6).hexdigest()
