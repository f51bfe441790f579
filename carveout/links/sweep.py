"""The sweep: what a text says in passing, in a tag, a description or a property that nobody bound.

It finds ARNs and every identifier that the boundary lists for another party. It can only add findings: a text
in which it finds nothing is not thereby safe.
"""

from __future__ import annotations

import re
from typing import Final

from carveout.links.judge import Context, Found
from carveout.links.model import FarEnd, Judgement
from carveout.links.procedures.resource import arn

_ARN: Final = re.compile(r"arn:aws[a-z-]*:[a-z0-9-]+:[a-z0-9*?-]*:[a-z0-9*?]*:[A-Za-z0-9_./:*?+=@-]+")


class Sweep:
    """A sweep for one boundary, remembering the texts that it has seen."""

    __slots__ = ("_identifiers", "_pattern", "_seen")

    def __init__(self, identifiers: dict[str, str]) -> None:
        self._identifiers = {text.lower(): party for text, party in identifiers.items()}
        alternatives = "|".join(re.escape(text) for text in sorted(self._identifiers, key=len, reverse=True))
        # An account number inside a longer number is not that account.
        self._pattern = re.compile(rf"(?<![A-Za-z0-9])(?:{alternatives})(?![A-Za-z0-9])") if alternatives else None
        self._seen: dict[str, list[Found]] = {}

    def __call__(self, text: str, context: Context) -> list[Found]:
        """What is found in a text, worst first; never ``inside``."""
        found = self._seen.get(text)
        if found is None:
            found = self._seen[text] = self._sweep(text, context)
        return found

    def _sweep(self, text: str, context: Context) -> list[Found]:
        found: list[Found] = []
        lower = text.lower()
        if self._pattern:
            for match in dict.fromkeys(self._pattern.findall(lower)):
                party = self._identifiers[match]
                verdict = "parent" if party == "parent" else "outside"
                reason = f"the text names {match}, which is the {party}'s"
                found.append(Found(Judgement(FarEnd(match, party=party), verdict, reason)))
        if "arn:aws" in text:
            for match in dict.fromkeys(_ARN.findall(text)):
                for item in arn(match.rstrip(".:"), context):
                    if item.judgement.verdict in ("parent", "outside"):
                        found.append(item)
        return found
