"""The page for auditors: one static HTML file, no network, no script."""

from __future__ import annotations

import jinja2

from carveout.links.judge import short_urn
from carveout.report.document import to_document
from carveout.rules.model import Result


def to_page(result: Result) -> str:
    """The whole page; the same result gives the same text."""
    environment = jinja2.Environment(
        loader=jinja2.PackageLoader("carveout.report"), autoescape=True, trim_blocks=True, lstrip_blocks=True
    )
    return environment.get_template("page.html.j2").render(check=to_document(result), short=short_urn)
