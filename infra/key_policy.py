"""Statements that every customer key carries, whatever it encrypts."""

from __future__ import annotations

from typing import Final

from infra.documents import Statement
from infra.naming import Naming

ADMIN_ROLE: Final = "key-admin"
BREAK_GLASS_ROLE: Final = "key-break-glass"

# Everything about the key and nothing with it: no Encrypt, Decrypt, GenerateDataKey or CreateGrant.
# PutKeyPolicy could still add them: that shows in CloudTrail, and as drift in the next plan.
_ADMIN_ACTIONS: Final = (
    "kms:CancelKeyDeletion",
    "kms:DescribeKey",
    "kms:EnableKey",
    "kms:EnableKeyRotation",
    "kms:GetKeyPolicy",
    "kms:GetKeyRotationStatus",
    "kms:ListGrants",
    "kms:ListKeyPolicies",
    "kms:ListResourceTags",
    "kms:PutKeyPolicy",
    "kms:RevokeGrant",
    "kms:TagResource",
    "kms:UntagResource",
    "kms:UpdateKeyDescription",
)


def custody_statements(naming: Naming) -> list[Statement]:
    """Delegation to our account, administration without decrypt, and no destruction save by break-glass.

    In a key policy the resource "*" is the key itself. The roles are made by the network layer
    (``components/key_custodians.py``): KMS refuses a policy that names a role which does not exist. The denial
    also binds ``pulumi destroy``: destroying a key needs the break-glass role.
    """
    return [
        Statement(
            sid="AccountDelegation",
            principals={"AWS": [naming.root_arn()]},
            actions=["kms:*"],
            resources=["*"],
        ),
        Statement(
            sid="AdministrationWithoutDecrypt",
            principals={"AWS": [naming.role_arn(ADMIN_ROLE)]},
            actions=_ADMIN_ACTIONS,
            resources=["*"],
        ),
        Statement(
            sid="NoDestructionSaveBreakGlass",
            effect="Deny",
            principals="*",
            actions=["kms:DisableKey", "kms:ScheduleKeyDeletion"],
            resources=["*"],
            conditions={"ArnNotEquals": {"aws:PrincipalArn": [naming.role_arn(BREAK_GLASS_ROLE)]}},
        ),
    ]
