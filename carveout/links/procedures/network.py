"""CIDR, HOST, IMAGE and ENDPOINT_SERVICE: values that name an address or a name on a network."""

from __future__ import annotations

import ipaddress
import re
from typing import Final
from urllib.parse import urlsplit

from carveout.aws.hosts import parse_aws_host
from carveout.links.judge import Context, Found, opaque, shorten
from carveout.links.model import FarEnd, Judgement

_ENDPOINT_SERVICE: Final = re.compile(
    r"(?:com\.amazonaws|aws\.api|cn\.com\.amazonaws)\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.(?P<service>[\w.-]+)"
)
_PRIVATELINK: Final = re.compile(
    r"com\.amazonaws\.vpce\.(?P<region>[a-z]{2}(?:-[a-z]+)+-\d)\.(?P<id>vpce-svc-[0-9a-f]+)"
)
# AWS's own service prefixes under com.amazonaws.<region> without a region: global services.
_GLOBAL_ENDPOINT_SERVICE: Final = re.compile(r"com\.amazonaws\.(?P<service>[\w-]+)")


def cidr(text: str, context: Context) -> list[Found]:
    """An address range or a single address."""
    try:
        party, how = context.judge.territory.party_of_cidr(text)
    except ValueError:
        return [Found(opaque(text, "is not an address or a range"))]
    far = FarEnd(text, cidr=text, party=party)
    if how == "everywhere":
        return [Found(Judgement(FarEnd(text, cidr=text), "outside", f"{text} is every address"))]
    if party == "parent":
        word = "lies in" if how == "inside" else "overlaps"
        return [Found(Judgement(far, "parent", f"{text} {word} the parent's ranges"))]
    if party == "us" and how == "inside":
        return [Found(Judgement(far, "inside", f"{text} lies in our ranges"))]
    if party and party != "us":
        return [Found(Judgement(far, "outside", f"{text} is the {party}'s"))]
    if how == "overlaps":
        return [Found(Judgement(far, "outside", f"{text} is wider than our ranges"))]
    return [Found(Judgement(FarEnd(text, cidr=text), "outside", f"{text} is in nobody's ranges in the boundary"))]


def host(text: str, context: Context) -> list[Found]:
    """A URL, a host name or an IP literal."""
    name = host_of(text)
    if not name:
        return [Found(opaque(text, "names no host"))]
    address = _address(name)
    if address:
        return [
            Found(
                Judgement(
                    FarEnd(shorten(text), cidr=f.judgement.far.cidr, host=name, party=f.judgement.far.party),
                    f.judgement.verdict,
                    f.judgement.reason,
                )
            )
            for f in cidr(address, context)
        ]
    if name in ("*", "*."):
        return [Found(Judgement(FarEnd(shorten(text), host=name), "outside", f"{text!r} is every name"))]
    judge = context.judge
    bare = name.removeprefix("*.")
    far = FarEnd(shorten(text), host=name)
    listed = judge.party(judge.territory.party_of_host(bare), far, name)
    if listed:
        return [Found(listed)]
    aws = parse_aws_host(bare)
    if aws is None:
        return [Found(Judgement(far, "outside", f"{name} is nobody's in the boundary"))]
    if aws.bucket:
        from carveout.links.procedures.resource import bucket

        return bucket(aws.bucket, context)
    if aws.region or aws.account:
        return [Found(judge.at(FarEnd(far.text, region=aws.region, account=aws.account, host=name)))]
    return [Found(Judgement(far, "undetermined", f"{name} is AWS's name for somebody's resource, and says not whose"))]


def host_of(text: str) -> str:
    """The host of a URL or of ``host[:port][/path]``, lower case, without the final dot; "" where none."""
    try:
        split = urlsplit(text if "://" in text else f"//{text}")
        name = split.hostname or ""
    except ValueError:
        return ""
    return name.rstrip(".").lower()


def _address(name: str) -> str:
    try:
        return str(ipaddress.ip_address(name))
    except ValueError:
        return ""


def image(text: str, context: Context) -> list[Found]:
    """A container image reference. Source: the reference grammar of the OCI distribution specification; a first
    component without dot, colon or ``localhost`` is a path on Docker Hub."""
    first, slash, _ = text.partition("/")
    registry = first if slash and ("." in first or ":" in first or first == "localhost") else "docker.io"
    judge = context.judge
    far = FarEnd(shorten(text), host=registry)
    listed = judge.party(judge.territory.party_of_registry(text), far, f"registry {registry}")
    if listed:
        return [Found(listed)]
    if registry == "docker.io":
        return [Found(Judgement(far, "outside", "the image comes from Docker Hub"))]
    if registry.startswith("public.ecr.aws"):
        return [Found(Judgement(far, "outside", "the image comes from the public ECR gallery"))]
    return [
        Found(
            Judgement(
                FarEnd(
                    far.text,
                    region=f.judgement.far.region,
                    account=f.judgement.far.account,
                    host=registry,
                    party=f.judgement.far.party,
                ),
                f.judgement.verdict,
                f.judgement.reason,
            )
        )
        for f in host(registry, context)
    ]


def endpoint_service(text: str, context: Context) -> list[Found]:
    """The service of a VPC endpoint: one of AWS's own, or somebody's endpoint service behind PrivateLink."""
    judge = context.judge
    private = _PRIVATELINK.fullmatch(text)
    if private:
        far = FarEnd(text, region=private["region"])
        listed = judge.party(judge.territory.party_of_id(private["id"]), far, private["id"])
        if listed and listed.verdict != "inside":
            return [Found(listed)]
        made = judge.inventory.id(private["id"])
        if made:
            return [Found(judge.made(text, made))]
        located = judge.at(far)
        if listed or located.verdict != "inside":
            return [Found(listed if listed and located.verdict == "inside" else located)]
        return [
            Found(Judgement(far, "undetermined", f"no source makes {private['id']}: whose service it is, is not known"))
        ]
    own = _ENDPOINT_SERVICE.fullmatch(text)
    if own:
        return [Found(judge.at(FarEnd(text, region=own["region"], account="aws"), f"AWS's own {own['service']}"))]
    if _GLOBAL_ENDPOINT_SERVICE.fullmatch(text):
        return [
            Found(
                Judgement(
                    FarEnd(text, account="aws", party="aws"),
                    "undetermined",
                    "an AWS service without a region",
                )
            )
        ]
    return [Found(opaque(text, "is not the name of an endpoint service"))]
