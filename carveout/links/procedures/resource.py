"""ARN, BUCKET, ID_JOIN and DOC: values that name a resource."""

from __future__ import annotations

import re
from typing import Final

from carveout.aws.arn import REGIONLESS, Arn, parse_arn
from carveout.aws.owned import owned_bucket_region
from carveout.links.judge import Context, Found, opaque, shorten
from carveout.links.model import FarEnd, Judgement

_ARN_IN_TEXT: Final = re.compile(r"arn:aws[a-z-]*:[a-z0-9-]*:[a-z0-9*?-]*:[a-z0-9*?]*:[^\s\"'<>,;\\]+")
_S3_URL: Final = re.compile(r"s3[an]?://([^/]+)(?:/.*)?")


def arn(text: str, context: Context) -> list[Found]:
    """An ARN: partition, region and account are judged; a name without account goes through the inventory."""
    parsed = parse_arn(text)
    if parsed is None:
        return [Found(opaque(text, "is not an ARN"))]
    return [Found(judge_arn(text, parsed, context))]


def judge_arn(text: str, parsed: Arn, context: Context) -> Judgement:
    """The verdict on a parsed ARN."""
    far = FarEnd(shorten(text), parsed.partition, parsed.region, parsed.account)
    judge = context.judge
    party = judge.territory.party_of_key(text)
    if party:
        listed = judge.party(party, far, "the key")
        if listed:
            return listed
    if parsed.service == "s3" and not parsed.account:
        return _bucket_name(parsed.resource.partition("/")[0], far, context)
    if parsed.account and (parsed.region or parsed.service in REGIONLESS):
        if parsed.service == "s3" and not parsed.region:
            return Judgement(far, "undetermined", "a multi-Region access point: its buckets are not in its name")
        return judge.at(far)
    if not parsed.account:
        made = judge.inventory.id(parsed.resource.rpartition("/")[2])
        if made:
            return judge.made(text, made)
    located = judge.at(far) if (parsed.account or parsed.region) else None
    if located and located.verdict != "inside":
        return located
    missing = " nor ".join(
        word for word, there in (("region", parsed.region), ("account", parsed.account)) if not there
    )
    return Judgement(far, "undetermined", f"the ARN names no {missing}, and no source makes what it names")


def arn_or_name(text: str, context: Context) -> list[Found]:
    """An ARN, or a name that AWS looks up in the account and region of the resource itself."""
    if text.startswith("arn:"):
        return arn(text, context)
    if text.startswith(("http:", "https:")):
        from carveout.links.procedures.network import host

        return host(text, context)
    return [Found(context.judge.here(text, context.place, "a name in the resource's own account and region"))]


def bucket(text: str, context: Context) -> list[Found]:
    """A bucket by name, ARN, s3:// URL or https URL."""
    if text.startswith("arn:"):
        return arn(text, context)
    url = _S3_URL.fullmatch(text)
    if url:
        return [Found(_bucket_name(url[1], FarEnd(shorten(text)), context))]
    if text.startswith(("http:", "https:")):
        from carveout.links.procedures.network import host

        return host(text, context)
    return [Found(_bucket_name(text.partition("/")[0], FarEnd(shorten(text)), context))]


def _bucket_name(name: str, far: FarEnd, context: Context) -> Judgement:
    judge = context.judge
    listed = judge.party(judge.territory.party_of_bucket(name), far, f"bucket {name}")
    if listed and listed.verdict != "inside":
        return listed
    made = judge.inventory.bucket(name)
    if made:
        return judge.made(far.text, made)
    if listed:
        return listed
    region = owned_bucket_region(name)
    if region is not None:
        return judge.at(FarEnd(far.text, far.partition, region, "aws"), f"bucket {name} is one that AWS runs")
    if "*" in name or "?" in name:
        return Judgement(far, "outside", f"{name!r} admits every bucket of that name, whoever owns it")
    reason = "no source makes it, and the boundary does not list it"
    return Judgement(far, "undetermined", f"bucket {name} says neither region nor account: {reason}")


def id_join(text: str, context: Context) -> list[Found]:
    """An opaque id: made by one of the checked programs, or listed in the boundary; else nobody knows."""
    judge = context.judge
    if text.startswith("arn:"):
        return arn(text, context)
    listed = judge.party(judge.territory.party_of_id(text), FarEnd(shorten(text)), text)
    if listed and listed.verdict != "inside":
        return [Found(listed)]
    made = judge.inventory.id(text)
    if made:
        return [Found(judge.made(text, made))]
    if listed:
        return [Found(listed)]
    return [Found(opaque(text, f"no source makes {text}, and the boundary does not list it"))]


def document(text: str, context: Context) -> list[Found]:
    """Any other document: every ARN in its text is judged, and the reason says that nothing else was read."""
    found = [item for match in _ARN_IN_TEXT.finditer(text) for item in arn(match[0].rstrip(".)]}"), context)]
    if any(item.judgement.verdict != "inside" for item in found):
        return found
    return [*found, Found(opaque(text, "a document of a kind that is not yet read whole"))]
