"""Code, images and packages come from our own trusted registries."""

from __future__ import annotations

from collections.abc import Iterable

from carveout.rules.model import Facts, Finding, Rule
from carveout.rules.select import by_kind


def check(facts: Facts) -> Iterable[Finding]:
    """Links of this kind whose far end is outside or the parent's."""
    return by_kind(facts, "code_comes_from_ours", ("code-supply",))


RULE = Rule(
    id="code_comes_from_ours",
    pack="isolation",
    title="Code, images and packages come from our own trusted registries.",
    why="What runs decides everything else: code fetched from the parent is reliance on the parent.",
    remediation="Pass the artifact through intake and pull it from the trusted registry by digest.",
    controls=(
        "CISA I.A.6",
        "NIST SP 800-53 SR-3",
        "PAFACA 2(g)(6)(B)",
    ),
    check=check,
)
