"""Links as a policy message may show them.

A plan withholds secrets before anything is judged, so its links can be printed as they are. A pack judges in clear,
as the value reaches the provider. Three things keep secrets out of a message:

1. What the engine marked as secret is judged, but neither its text nor anything read from it is shown.
2. Marks can be lost on the way to the engine (a provider's Check, a text built from a secret's parts). So of a value
   that is not marked, only what has the shape of an identifier is shown; the text of a property that nobody reviewed
   never is.
3. A message in which the text of a marked secret stands all the same is replaced as a whole.
"""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from typing import Final

from carveout.links.extract import COVERAGE_VECTOR
from carveout.links.model import FarEnd, Link, Verdict
from policies.wire import Marks

HIDDEN: Final = "(not shown)"
_IDENTIFIER: Final = re.compile(r"\([a-z ]+\)|[A-Za-z0-9*$_-][A-Za-z0-9._:/*?$+-]{0,254}")
_VERDICTS: Final[dict[Verdict, str]] = {
    "parent": "the value is a secret; what it names is the parent's",
    "outside": "the value is a secret; what it names is outside of the boundary",
    "undetermined": "the value is a secret; what it names could not be determined",
}
_WHOLE: Final = "a finding about a secret value, which is not shown"


def shown(link: Link, marks: Marks) -> Link:
    """The link with everything withheld that must not stand in a message. Its id and verdict stay."""
    if link.verdict == "inside":
        return link
    secret = marks.root(link.path.partition("#")[0])
    if secret is not None:
        return replace(link, path=secret, far=FarEnd("(secret)"), reason=_VERDICTS.get(link.verdict, "permitted"))
    text = _identifier(link)
    if text == link.far.text:
        return link
    return replace(link, far=replace(link.far, text=text), reason=_without(link.reason, link.far.text))


def _identifier(link: Link) -> str:
    text = link.far.text
    if link.vector == COVERAGE_VECTOR and link.path:
        return text if text.startswith("(") and _IDENTIFIER.fullmatch(text) else HIDDEN
    if link.far.host and text != link.far.host:
        return link.far.host  # a URL may carry a password or a token
    return text if _IDENTIFIER.fullmatch(text) else HIDDEN


def _without(reason: str, text: str) -> str:
    """A reason without the text that it quotes: whole, as a literal, or its beginning."""
    for quoted in (repr(text), text):
        reason = reason.replace(quoted, HIDDEN) if quoted else reason
    start = text[:16]
    return "what the value says is not shown" if start and start in reason else reason


def checked(message: str, secrets: Iterable[str]) -> str:
    """The message, unless a secret's text stands in it."""
    return _WHOLE if any(secret in message for secret in secrets) else message
