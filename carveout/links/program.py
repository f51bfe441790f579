"""Links that a program makes by being what it is: providers, regions, reads, lookups, stack references, packages.

None of these reaches a policy pack in `pulumi preview` (except providers and regions); all of them stand in a plan.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Final

from carveout.links.inventory import Place
from carveout.links.judge import Context, Judge, opaque, shorten
from carveout.links.model import Direction, FarEnd, Judgement
from carveout.links.procedures.network import host
from carveout.links.procedures.resource import arn, bucket, id_join
from carveout.links.procedures.scope import account
from carveout.plan import Invoke, Plan, Resource, Source, StackReference
from carveout.values import Secret, Tree, Unknown, leaves

# Packages whose resources compute values and call nobody.
PACKAGES_WITHOUT_LINKS: Final = frozenset({"random", "tls", "pulumi"})
# Services without a region argument: one control plane for the partition, in a US region.
# Source: the 181 resource types of pulumi-aws 7.51.1 without a `region` input.
_GLOBAL_SERVICES: Final = (
    "iam",
    "cloudfront",
    "globalaccelerator",
    "organizations",
    "networkmanager",
    "shield",
)
_GLOBAL_ROUTE53: Final = re.compile(r"aws:route53/(?!resolver|profiles)")
# Lookups that tell only what the program said before.
_PURE_INVOKES: Final = frozenset(
    {
        "aws:iam/getPolicyDocument:getPolicyDocument",
        "aws:index/getCallerIdentity:getCallerIdentity",
        "aws:index/getRegion:getRegion",
        "aws:index/getPartition:getPartition",
        "aws:index/getAvailabilityZones:getAvailabilityZones",
        "aws:index/getServicePrincipal:getServicePrincipal",
        "aws:index/getDefaultTags:getDefaultTags",
        "pulumi:pulumi:getResource",
    }
)
_DYNAMIC: Final = ("pulumi-python:dynamic", "pulumi-nodejs:dynamic")


@dataclass(frozen=True, slots=True)
class Raw:
    """A link before it has a name: the vector's id and the place, with the judgement."""

    vector: str
    urn: str
    type: str
    path: str
    judgement: Judgement
    direction: Direction | None = None
    file: str = ""
    line: int = 0


def program_links(plan: Plan, plans: Sequence[Plan], judge: Judge) -> Iterator[Raw]:
    """Every link that does not hang on a property of one resource type."""
    for resource in plan.resources.values():
        if resource.kind == "provider":
            yield from _provider(resource, judge)
        elif resource.kind == "read":
            yield _read(plan, resource, judge)
        elif resource.kind == "managed":
            yield from _managed(plan, resource, judge)
    for call in plan.invokes:
        yield from _invoke(plan, call, judge)
    for reference in plan.references:
        yield _reference(plan, reference, plans, judge)


def _raw(vector: str, resource: Resource, path: str, judgement: Judgement) -> Raw:
    place = resource.source or Source("", 0)
    return Raw(vector, resource.urn, resource.type, path, judgement, None, place.file, place.line)


def _token(value: Tree, what: str) -> Judgement | None:
    """The judgement on a value that was not seen; ``None`` where it was."""
    if isinstance(value, Unknown):
        return opaque("(unknown)", f"{what} is unknown: {value.reason}")
    if isinstance(value, Secret):
        return opaque("(secret)", f"{what} is a secret and was withheld")
    return None


# -- providers


def _provider(resource: Resource, judge: Judge) -> Iterator[Raw]:
    package = resource.type.rpartition(":")[2]
    if package in PACKAGES_WITHOUT_LINKS:
        return
    if package != "aws":
        reason = f"package {package} is not reviewed: its resources may reach anything"
        yield _raw("pulumi-other-packages", resource, "", opaque(package, reason))
        return
    yield _raw("pulumi-provider-region", resource, "region", _provider_region(resource, judge))
    yield from _provider_accounts(resource, judge)
    context = Context(judge, Place("", ""), {})
    for path, value in leaves(resource.inputs):
        head = re.split(r"[.\[]", path, maxsplit=1)[0]
        if head in ("assumeRoles", "assumeRole", "assumeRoleWithWebIdentity") and path.lower().endswith("arn"):
            judged = _token(value, path) or arn(str(value), context)[0].judgement
            yield _raw("pulumi-provider-assume-role", resource, path, judged)
        elif value and head in ("endpoints", "httpProxy", "httpsProxy", "ec2MetadataServiceEndpoint"):
            judged = _token(value, path) or host(str(value), context)[0].judgement
            yield _raw("pulumi-provider-endpoints", resource, path, judged)
        elif head == "insecure" and value in (True, "true"):
            judged = Judgement(FarEnd("true"), "outside", "certificates are not checked: anyone may answer for AWS")
            yield _raw("pulumi-provider-endpoints", resource, path, judged)
        elif value and head in (
            "profile",
            "sharedConfigFiles",
            "sharedCredentialsFiles",
            "accessKey",
            "token",
        ):
            reason = f"{head} takes credentials from somewhere that no plan shows"
            yield _raw("pulumi-provider-credential-source", resource, path, opaque(f"({head})", reason))
        elif head == "skipRequestingAccountId" and value in (True, "true"):
            judged = Judgement(FarEnd("true"), "outside", "switches off the check of allowedAccountIds")
            yield _raw("pulumi-provider-credential-source", resource, path, judged)


def _provider_region(resource: Resource, judge: Judge) -> Judgement:
    region = resource.inputs.get("region")
    if region is None or region == "":
        return opaque("(absent)", "the provider states no region: it comes from the environment or a profile")
    return _token(region, "region") or judge.at(FarEnd(str(region), region=str(region)))


def _provider_accounts(resource: Resource, judge: Judge) -> Iterator[Raw]:
    vector, path = "pulumi-provider-assume-role", "allowedAccountIds"
    accounts = resource.inputs.get(path)
    unseen = _token(accounts, path)
    if unseen or not isinstance(accounts, list) or not accounts:
        reason = "without allowedAccountIds the program lands in whatever account the credentials belong to"
        yield _raw(vector, resource, path, unseen or opaque("(absent)", reason))
        return
    context = Context(judge, Place("", ""), {})
    for index, value in enumerate(accounts):
        judged = _token(value, path) or account(str(value), context)[0].judgement
        yield _raw(vector, resource, f"{path}[{index}]", judged)


# -- resources


def _managed(plan: Plan, resource: Resource, judge: Judge) -> Iterator[Raw]:
    if resource.type.startswith(_DYNAMIC):
        reason = "a dynamic provider is a program: it may call anything with the deployment's credentials"
        yield _raw("pulumi-dynamic-provider", resource, "", Judgement(FarEnd(resource.type), "outside", reason))
        return
    package = resource.type.partition(":")[0]
    if package != "aws":
        return  # its provider is a finding already, and the extractor calls the type unreviewed
    if not _is_global(resource.type) or resource.inputs.get("region"):
        yield _raw("pulumi-resource-region-arg", resource, "region", _region(plan, resource, judge))
    imported = resource.options.get("import")
    if imported:
        context = Context(judge, judge.inventory.place(plan, resource), {})
        judged = _token(imported, "import") or _identity(str(imported), resource.type, context)
        yield _raw("pulumi-resource-options", resource, "options.import", judged)


def _is_global(token: str) -> bool:
    service = token.partition(":")[2].partition("/")[0]
    return service in _GLOBAL_SERVICES or bool(_GLOBAL_ROUTE53.match(token))


def _region(plan: Plan, resource: Resource, judge: Judge) -> Judgement:
    place = judge.inventory.place(plan, resource)
    if place.region_unknown:
        return opaque("(unknown)", "the region is unknown")
    if not place.region:
        return opaque("(absent)", "neither the resource nor its provider states a region")
    return judge.at(FarEnd(place.region, region=place.region))


def _identity(text: str, token: str, context: Context) -> Judgement:
    if token.startswith("aws:s3/bucket"):
        return bucket(text, context)[0].judgement
    return id_join(text, context)[0].judgement


def _read(plan: Plan, resource: Resource, judge: Judge) -> Raw:
    """A `get()`: whose is what it reads? In a state AWS has answered; in a plan only the id is known."""
    context = Context(judge, judge.inventory.place(plan, resource), {})
    answered = resource.outputs.get("arn") if plan.kind == "state" else None
    if isinstance(answered, str) and answered.startswith("arn:"):
        judged = arn(answered, context)[0].judgement
    elif unseen := _token(resource.id, "the id"):
        judged = unseen
    else:
        judged = _identity(str(resource.id), resource.type, context)
    if judged.verdict == "inside" and context.place.region:
        located = judge.at(FarEnd(judged.far.text, region=context.place.region, account=context.place.account))
        judged = judged if located.verdict == "inside" else located
    return _raw("pulumi-read-resources", resource, "id", judged)


# -- lookups and references


def _stack_urn(plan: Plan) -> str:
    return f"urn:pulumi:{plan.name}::{plan.project}::pulumi:pulumi:Stack::{plan.project}-{plan.name}"


def _invoke(plan: Plan, call: Invoke, judge: Judge) -> Iterator[Raw]:
    if call.token in _PURE_INVOKES:
        return
    place = call.source or Source("", 0)
    urn = _stack_urn(plan)
    package = call.token.partition(":")[0]
    if package in PACKAGES_WITHOUT_LINKS:
        return
    found = [(path, judged) for path, judged in _arguments(call, judge) if judged]
    if not found:
        reason = "what the lookup finds is not known before it runs, and its arguments do not say whose it is"
        found = [("", opaque(call.token, reason))]
    for path, judged in found:
        yield Raw("pulumi-invokes", urn, call.token, path, judged, "in", place.file, place.line)


def _arguments(call: Invoke, judge: Judge) -> Iterator[tuple[str, Judgement | None]]:
    context = Context(judge, Place("", ""), {})
    for path, value in leaves(call.arguments):
        unseen = _token(value, path)
        if unseen:
            yield path, unseen
        elif isinstance(value, str):
            yield path, _argument(path, value, context)


def _argument(path: str, text: str, context: Context) -> Judgement | None:
    judge = context.judge
    if path == "region":
        judged = judge.at(FarEnd(text, region=text))
        return judged if judged.verdict != "inside" else None
    if text.startswith("arn:"):
        return arn(text, context)[0].judgement
    if re.fullmatch(r"\d{12}", text):
        return judge.at(FarEnd(text, account=text))
    if path.startswith("owners") and text in ("amazon", "aws-marketplace", "self"):
        return judge.at(FarEnd(text, account="aws")) if text == "amazon" else None
    if path.startswith("bucket"):
        return bucket(text, context)[0].judgement
    if path in ("id", "ids") or re.fullmatch(r"[a-z]+(-[a-z]+)*-[0-9a-f]{8,17}", text):
        return id_join(text, context)[0].judgement
    return None


def _reference(plan: Plan, reference: StackReference, plans: Sequence[Plan], judge: Judge) -> Raw:
    place = reference.source or Source("", 0)
    urn = f"urn:pulumi:{plan.name}::{plan.project}::pulumi:pulumi:StackReference::{reference.name}"
    return Raw(
        "pulumi-stack-reference", urn, "pulumi:pulumi:StackReference", "name",
        _referenced(plan, reference.name, plans, judge), "in", place.file, place.line,
    )  # fmt: skip


def _referenced(plan: Plan, name: str, plans: Sequence[Plan], judge: Judge) -> Judgement:
    far = FarEnd(shorten(name))
    parts = name.split("/")
    project, stack = (parts[-2] if len(parts) > 1 else plan.project), parts[-1]
    listed = judge.party(judge.territory.party_of_id(name), far, f"stack {name}")
    if listed and listed.verdict != "inside":
        return listed
    if any(other.project == project and other.name == stack for other in plans):
        return Judgement(replace(far, party="us"), "inside", "the stack is checked here too")
    if listed:
        return listed
    if project == plan.project:
        return Judgement(far, "undetermined", f"stack {stack} is not among the sources: add it")
    return Judgement(far, "outside", f"project {project} is not among the sources, nor in the boundary's ids")
