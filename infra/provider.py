"""The explicit AWS providers: one for each region that a stack works in, and no other."""

from __future__ import annotations

import pulumi_aws as aws

from infra.settings import Settings


def aws_provider(settings: Settings, region: str, name: str, *, data_class: str | None = None) -> aws.Provider:
    """A provider that works in one region and refuses every account but the stack's own.

    Without ``region`` the provider would copy AWS_REGION from the environment, and without
    ``allowed_account_ids`` it would work in whatever account the credentials belong to. Default tags show only
    in ``tagsAll``; ``data_class`` is for stacks whose resources all carry the same data class.
    """
    tags = {
        "environment": settings.environment,
        "owner": settings.owner,
        "backend": settings.layer,
        "residency": "us",
    }
    if data_class:
        tags["data-class"] = data_class
    return aws.Provider(
        name,
        region=region,
        allowed_account_ids=[settings.account],
        default_tags=aws.ProviderDefaultTagsArgs(tags=tags),
    )
