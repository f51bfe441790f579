"""The two roles that key policies name."""

from __future__ import annotations

import pulumi
import pulumi_aws as aws

from carveout.boundary.models import Strict
from infra.documents import Statement, policy_document
from infra.key_policy import ADMIN_ROLE, BREAK_GLASS_ROLE
from infra.naming import Naming
from infra.tags import tags


class KeyCustodiansArgs(Strict):
    """Names and account."""

    naming: Naming


class KeyCustodians(pulumi.ComponentResource):
    """A role that administers keys without decrypting, and one that may destroy them in an emergency.

    They come with the first layer, since KMS refuses a key policy that names a role which does not exist. Neither
    has a policy of its own: the key policies say what they may do. Both can be assumed from our account alone,
    with a second factor, for an hour; the exclusive lists make any grant added by hand show as drift.
    """

    def __init__(self, name: str, args: KeyCustodiansArgs, opts: pulumi.ResourceOptions | None = None) -> None:
        super().__init__("carveout:network:KeyCustodians", name, None, opts)
        child = pulumi.ResourceOptions(parent=self)
        self.roles: dict[str, aws.iam.Role] = {}
        for part, what in (
            (ADMIN_ROLE, "Administers keys; cannot decrypt"),
            (BREAK_GLASS_ROLE, "May disable and destroy keys; every use is an incident"),
        ):
            role = aws.iam.Role(
                f"{name}-{part}",
                name=args.naming.physical(part),
                description=what,
                max_session_duration=3600,
                assume_role_policy=_people_of(args.naming),
                tags=tags("internal"),
                opts=child,
            )
            aws.iam.RolePoliciesExclusive(f"{name}-{part}-policies", role_name=role.name, policy_names=[], opts=child)
            aws.iam.RolePolicyAttachmentsExclusive(
                f"{name}-{part}-attachments", role_name=role.name, policy_arns=[], opts=child
            )
            self.roles[part] = role
        self.register_outputs({})


def _people_of(naming: Naming) -> str:
    return policy_document(
        [
            Statement(
                sid="OurAccountWithSecondFactor",
                principals={"AWS": [naming.root_arn()]},
                actions=["sts:AssumeRole"],
                resources=[],
                conditions={"Bool": {"aws:MultiFactorAuthPresent": ["true"]}},
            )
        ]
    )
