"""ACCOUNT, REGION, ZONE, ORG, ENUM and PRESENCE: values that say where or who in so many words."""

from __future__ import annotations

import re
from typing import Final

from carveout.links.judge import Context, Found, opaque, shorten
from carveout.links.model import FarEnd, Judgement

_ZONE_NAME: Final = re.compile(r"([a-z]{2}(?:-[a-z]+)+-\d)([a-z])")
_ZONE_ID: Final = re.compile(r"[a-z]{2,4}\d-az\d+")
# Zone ids carry a shortened region name. Source: docs.aws.amazon.com/ram "Availability Zone IDs".
_ZONE_ID_REGIONS: Final = {
    "use1": "us-east-1",
    "use2": "us-east-2",
    "usw1": "us-west-1",
    "usw2": "us-west-2",
    "apse1": "ap-southeast-1",
    "apne1": "ap-northeast-1",
    "euw1": "eu-west-1",
    "euc1": "eu-central-1",
}
_ORGANIZATION: Final = re.compile(r"\b(o-[a-z0-9]{10,32})\b")


def account(text: str, context: Context) -> list[Found]:
    """Twelve digits, or one of AWS's words for many accounts."""
    if text in ("self", ""):
        return [Found(context.judge.here(text, context.place, "the resource's own account"))]
    if re.fullmatch(r"\d{12}", text):
        return [Found(context.judge.at(FarEnd(text, account=text)))]
    if text.startswith("arn:"):
        from carveout.links.procedures.resource import arn

        return arn(text, context)
    if text in ("*", "all", "public"):
        return [Found(Judgement(FarEnd(text), "outside", f"{text!r} admits every account"))]
    return [Found(opaque(text, "is not an account number"))]


def region(text: str, context: Context) -> list[Found]:
    """A region name."""
    return [Found(context.judge.at(FarEnd(text, region=text)))]


def zone(text: str, context: Context) -> list[Found]:
    """An availability zone by name or id. Local and Wavelength Zones are not judged by their parent region:
    `us-east-1-qro-1a` hangs under us-east-1 and stands in Mexico."""
    named = _ZONE_NAME.fullmatch(text)
    if named:
        return [Found(context.judge.at(FarEnd(text, region=named[1])))]
    if _ZONE_ID.fullmatch(text):
        found = _ZONE_ID_REGIONS.get(text.partition("-")[0])
        if found:
            return [Found(context.judge.at(FarEnd(text, region=found)))]
    return [Found(opaque(text, "is not a zone of a region: a Local or Wavelength Zone may stand abroad"))]


def organization(text: str, context: Context) -> list[Found]:
    """An organization id, or an ARN of an organization, a root or an organizational unit."""
    match = _ORGANIZATION.search(text)
    if match:
        return [Found(context.judge.at(FarEnd(shorten(text), organization=match[1])))]
    return [Found(opaque(text, "names no organization (o-...)"))]


def setting(text: str, context: Context) -> list[Found]:
    """A value out of a list: the catalogue says which ones keep the door closed and which open it."""
    reason = str(context.params.get("reason", ""))
    far = FarEnd(shorten(text))
    if text in _words(context.params.get("inside")):
        return [Found(Judgement(far, "inside", f"{text} keeps it closed"))]
    if text in _words(context.params.get("outside")):
        return [Found(Judgement(far, "outside", reason or f"{text} opens it"))]
    return [Found(opaque(text, reason or "is a value that has not been reviewed"))]


def _words(values: object) -> frozenset[str]:
    listed = values if isinstance(values, list | tuple) else []
    return frozenset(("true" if v else "false") if isinstance(v, bool) else str(v) for v in listed)


def presence(text: str, context: Context) -> list[Found]:
    """The existence of the resource is the link."""
    verdict = "outside" if context.params.get("verdict") == "outside" else "undetermined"
    return [Found(Judgement(FarEnd(shorten(text)), verdict, str(context.params["reason"])))]
