"""Every resource lies in a region of the boundary."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_vector


def check(facts: Facts) -> Iterable[Finding]:
    """Providers and resources whose effective region is outside."""
    return by_vector(facts, "resources_stay_in_region", ("pulumi-provider-region", "pulumi-resource-region-arg"))


RULE = Rule(
    id="resources_stay_in_region",
    pack="residency",
    title="Every resource lies in a region of the boundary.",
    why="pulumi-aws takes a region on nearly every resource type: one property moves a resource abroad.",
    remediation="Set the provider's region, or the resource's own, to one of the boundary's us.regions.",
    controls=(
        "28 CFR 202",
        "NIST SP 800-53 SA-9(5)",
    ),
    check=check,
)
