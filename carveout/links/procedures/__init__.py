"""The decision procedures: pure functions from one value to the far ends that it names.

Each takes the text and a :class:`~carveout.links.judge.Context` and gives a list of
:class:`~carveout.links.judge.Found`; an empty list means that this value names nothing at all.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Final, TypeAlias

from carveout.links.judge import Context, Found
from carveout.links.procedures.network import cidr, endpoint_service, host, image
from carveout.links.procedures.policy import policy, principal
from carveout.links.procedures.resource import arn, arn_or_name, bucket, document, id_join
from carveout.links.procedures.scope import account, organization, presence, region, setting, zone

Procedure: TypeAlias = Callable[[str, Context], list[Found]]

PROCEDURES: Final[dict[str, Procedure]] = {
    "ARN": arn,
    "ARN_OR_NAME": arn_or_name,
    "BUCKET": bucket,
    "ACCOUNT": account,
    "REGION": region,
    "ZONE": zone,
    "ORG": organization,
    "CIDR": cidr,
    "HOST": host,
    "IMAGE": image,
    "ID_JOIN": id_join,
    "ENDPOINT_SERVICE": endpoint_service,
    "PRINCIPAL": principal,
    "POLICY": policy,
    "ENUM": setting,
    "PRESENCE": presence,
    "DOC": document,
}
