"""What the checked programs make themselves: opaque ids and bucket names, each with the place where it lies.

An id is entered only under the resource that *makes* it. Many resources are named after what they are attached
to (a bucket policy's id is the bucket's name): entering those would make any foreign bucket look like ours.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Final

from carveout.aws.arn import parse_arn
from carveout.plan import Plan, Resource
from carveout.values import Secret, Tree, Unknown

# Types whose physical identity is a globally unique bucket name.
BUCKET_TYPES: Final = frozenset({"aws:s3/bucket:Bucket", "aws:s3/bucketV2:BucketV2"})
# Output properties that name something which this very resource brought into being.
_MADE: Final = (
    "keyId",
    "defaultSecurityGroupId",
    "defaultRouteTableId",
    "defaultNetworkAclId",
    "mainRouteTableId",
    "prefixListId",
    "zoneId",
    "associationId",
    "allocationId",
    "primaryNetworkInterfaceId",
)


@dataclass(frozen=True, slots=True)
class Place:
    """Where a resource lies. ``region`` and ``account`` are "" where nobody stated them; ``region_unknown`` and
    ``account_unknown`` are true where they exist but were not seen."""

    region: str
    account: str
    region_unknown: bool = False
    account_unknown: bool = False


@dataclass(frozen=True, slots=True)
class Made:
    """Something that a checked program makes: by which resource, and where."""

    urn: str
    place: Place


class Inventory:
    """Ids and bucket names of every managed resource of the plans. Reads are never entered."""

    __slots__ = ("_buckets", "_ids", "_places")

    def __init__(self, plans: Iterable[Plan]) -> None:
        self._ids: dict[str, Made] = {}
        self._buckets: dict[str, Made] = {}
        self._places: dict[tuple[str, str], Place] = {}
        for plan in plans:
            for resource in plan.resources.values():
                if resource.kind == "managed" and resource.type.startswith("aws:"):
                    self._enter(plan, resource)

    def id(self, text: str) -> Made | None:
        """Who makes this opaque id."""
        return self._ids.get(text)

    def bucket(self, name: str) -> Made | None:
        """Who makes the bucket of this name."""
        return self._buckets.get(name)

    def place(self, plan: Plan, resource: Resource) -> Place:
        """The place of a resource: its own region, else its provider's; its provider's account.

        Source: pulumi-aws copies the provider's region into the inputs before Check; the resource's own value
        wins. ``allowedAccountIds`` is what stops a program from landing in whatever account is at hand.
        """
        own = resource.inputs.get("region")
        return self._with_own_region(own, self._provider_place(plan, resource.provider), resource)

    def _with_own_region(self, own: Tree, base: Place, resource: Resource) -> Place:
        if own is None:
            own = resource.outputs.get("region")
        if isinstance(own, str) and own:
            return base if own == base.region else Place(own, base.account, False, base.account_unknown)
        if isinstance(resource.inputs.get("region"), Unknown | Secret):
            return Place("", base.account, True, base.account_unknown)
        return base

    def _provider_place(self, plan: Plan, urn: str) -> Place:
        key = (plan.name, urn)
        found = self._places.get(key)
        if found is None:
            found = self._places[key] = _provider_place(plan.resources.get(urn))
        return found

    def _enter(self, plan: Plan, resource: Resource) -> None:
        made = Made(resource.urn, self.place(plan, resource))
        arn = resource.outputs.get("arn")
        parsed = parse_arn(arn) if isinstance(arn, str) else None
        if parsed and parsed.account and not made.place.account:
            made = Made(resource.urn, Place(made.place.region, parsed.account, made.place.region_unknown))
        if resource.type in BUCKET_TYPES:
            for name in (resource.id, resource.inputs.get("bucket")):
                if isinstance(name, str) and name:
                    self._buckets.setdefault(name, made)
            return
        if isinstance(resource.id, str) and resource.id and not _echoes(resource.id, resource.inputs):
            self._ids.setdefault(resource.id, made)
        for key in _MADE:
            value = resource.outputs.get(key)
            if isinstance(value, str) and value and key not in resource.inputs:
                self._ids.setdefault(value, made)


def _echoes(identity: str, inputs: dict[str, Tree]) -> bool:
    """Whether an id only repeats what the program wrote (so it may be somebody else's)."""
    return any(isinstance(value, str) and value and value in identity for value in inputs.values())


def _provider_place(provider: Resource | None) -> Place:
    if provider is None:
        return Place("", "")
    region = provider.inputs.get("region")
    accounts = provider.inputs.get("allowedAccountIds")
    first = accounts[0] if isinstance(accounts, list) and len(accounts) == 1 else None
    return Place(
        region=region if isinstance(region, str) else "",
        account=first if isinstance(first, str) else "",
        region_unknown=isinstance(region, Unknown | Secret),
        account_unknown=isinstance(accounts, Unknown | Secret) or isinstance(first, Unknown | Secret),
    )
