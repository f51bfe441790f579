"""From resources of a preview to complaints, by the same links and rules as the command line."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from carveout.links.extract import extract
from carveout.links.model import Link
from carveout.plan import Plan, Resource, StackReference
from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.packs import load_pack, load_rules
from carveout.rules.run import apply_rules
from policies.settings import Settings
from policies.shown import checked, shown
from policies.wire import Marks

# What every pack demands, wherever the rule lives: a pack that is used alone must not pass what nobody has seen.
_ALWAYS = ("everything_is_seen", "plan_is_complete")
# How the procedures say that an id or a bucket is not made by what was given to them. Where this text and theirs part
# ways, a resource complains of a join which the stack would have resolved: too early, never too late.
_JOINABLE = "no source makes"
_REFERENCE = "pulumi:pulumi:StackReference"


@dataclass(frozen=True, slots=True)
class Complaint:
    """One message on one resource (``urn`` is "" for the stack). ``blocking`` ones stop the preview."""

    urn: str
    message: str
    blocking: bool


def rules_of(pack: str) -> tuple[Rule, ...]:
    """The rules of a pack, and those without which no pack may pass anything."""
    own = load_pack(pack)
    return own + tuple(rule for rule in load_rules() if rule.id in _ALWAYS and rule not in own)


def of_resource(
    rules: Sequence[Rule], resource: Resource, provider: Resource | None, settings: Settings, marks: Marks
) -> list[Complaint]:
    """What one resource shows by itself. Joins with other resources are left to the stack."""
    found = _complaints(
        rules,
        plan_of([provider, resource] if provider else [resource]),
        settings,
        {resource.urn: marks},
        lambda link: _starts_at(link, resource) and not _joins(link),
    )
    return [complaint for complaint in found if complaint.blocking]


def of_lone_resource(
    rules: Sequence[Rule], resource: Resource, provider: Resource | None, settings: Settings, marks: Marks
) -> list[Complaint]:
    """The same with the joins, which nothing resolves then."""
    found = _complaints(
        rules,
        plan_of([provider, resource] if provider else [resource]),
        settings,
        {resource.urn: marks},
        lambda link: _starts_at(link, resource),
    )
    return [complaint for complaint in found if complaint.blocking]


def of_stack(
    rules: Sequence[Rule], resources: Iterable[Resource], settings: Settings, marks: Mapping[str, Marks]
) -> list[Complaint]:
    """What all resources of a stack show together."""
    return _complaints(rules, plan_of(resources), settings, marks, lambda _: True)


def plan_of(resources: Iterable[Resource]) -> Plan:
    """A plan of these resources. Stack and project are read from the URNs."""
    by_urn = {resource.urn: resource for resource in resources}
    head = next(iter(by_urn), "urn:pulumi:::").split("::")
    references = [
        StackReference(str(resource.inputs.get("name", resource.name)), "unknown")
        for resource in by_urn.values()
        if resource.type == _REFERENCE
    ]
    return Plan(head[1], head[0].removeprefix("urn:pulumi:"), "plan", by_urn, references=references)


def _starts_at(link: Link, resource: Resource) -> bool:
    # A stack reference's link stands under a URN that is made of the name of the stack it reads.
    return link.urn == resource.urn or resource.type == link.type == _REFERENCE


def _joins(link: Link) -> bool:
    return link.verdict == "undetermined" and _JOINABLE in link.reason


def _complaints(
    rules: Sequence[Rule],
    plan: Plan,
    settings: Settings,
    marks: Mapping[str, Marks],
    wanted: Callable[[Link], bool],
) -> list[Complaint]:
    links, _ = extract([plan], settings.boundary, settings.register, settings.as_of)
    kept = [_marked(shown(link, marks.get(link.urn, Marks())), plan) for link in links if wanted(link)]
    by_id = {link.id: link for link in kept}
    by_rule = {rule.id: rule for rule in rules}
    facts = Facts([plan], kept, settings.boundary, settings.register, settings.as_of)
    secrets = [text for mark in marks.values() for text in mark.texts]
    complaints: list[Complaint] = []
    for finding in apply_rules(rules, facts):
        # A link that is not inside stops the preview whatever severity a phase gives to its rule: the command line
        # ends with 1 then, too. Only findings about no link (an idle register row) may be no more than advice.
        blocking = finding.severity == "error" or bool(finding.link)
        if not blocking and finding.urn not in plan.resources:
            continue  # the register is everybody's: rows of other stacks are theirs
        message = f"{finding.rule}: {finding.message}{_simulated(finding, by_id, settings)}"
        remedy = by_rule[finding.rule].remediation
        complaints.append(Complaint(finding.urn, f"{checked(message, secrets)}\n{remedy}", blocking))
    return complaints


def _marked(link: Link, plan: Plan) -> Link:
    resource = plan.resources.get(link.urn)
    if resource and link.path.partition("#")[0] in resource.simulated:
        return replace(link, certainty="simulated")
    return link


def _simulated(finding: Finding, links: Mapping[str, Link], settings: Settings) -> str:
    link = links.get(finding.link)
    if link is None or link.certainty != "simulated":
        return ""
    return f" (simulated, from plan {settings.oracle.digest})"
