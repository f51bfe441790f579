"""Every verdict that breaks a check has a rule that says so."""

from __future__ import annotations

import datetime

import pytest

from carveout.boundary.models import Register
from carveout.links.catalogue import load_catalogue
from carveout.links.model import FarEnd, Link
from carveout.rules.model import Facts
from carveout.rules.packs import load_rules

KINDS = sorted({vector.kind for vector in load_catalogue().vectors.values()})


@pytest.mark.parametrize("verdict", ["parent", "outside", "undetermined"])
@pytest.mark.parametrize("kind", KINDS)
def test_each_kind_of_link_has_exactly_one_rule_that_reports_it(kind: str, verdict: str) -> None:
    link = Link("L-1", "v", kind, "urn:pulumi:s::p::t::n", "t", "path", "out", FarEnd("x"), verdict, "why")  # type: ignore[arg-type]
    facts = Facts([], [link], None, Register(version=1), datetime.date(2026, 11, 24))  # type: ignore[arg-type]
    findings = [finding for rule in load_rules() for finding in rule.check(facts)]
    assert [(finding.severity, finding.link) for finding in findings] == [("error", "L-1")]
