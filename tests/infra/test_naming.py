"""Names and ARNs that are known before anything exists."""

from __future__ import annotations

import pytest

from infra.naming import Naming

NAMING = Naming(environment="dev", layer="storage", account="310000000011", region="us-east-1")


@pytest.mark.parametrize(
    ("made", "wanted"),
    [
        (NAMING.logical("vpc"), "dev-vpc"),
        (NAMING.physical("flow-logs"), "larkspur-dev-flow-logs"),
        (NAMING.bucket("videos"), "larkspur-dev-videos-310000000011-us-east-1"),
        (NAMING.bucket("videos", "us-west-2"), "larkspur-dev-videos-310000000011-us-west-2"),
        (NAMING.bucket_arn("videos"), "arn:aws:s3:::larkspur-dev-videos-310000000011-us-east-1"),
        (NAMING.role_arn("key-admin"), "arn:aws:iam::310000000011:role/larkspur-dev-key-admin"),
        (NAMING.root_arn(), "arn:aws:iam::310000000011:root"),
        (NAMING.log_group_arn("dns"), "arn:aws:logs:us-east-1:310000000011:log-group:larkspur-dev-dns"),
        (NAMING.key_alias("logs"), "alias/larkspur-dev-logs"),
        (NAMING.key_alias_arn("logs"), "arn:aws:kms:us-east-1:310000000011:alias/larkspur-dev-logs"),
        (
            NAMING.vault_arn("copies", "us-west-2"),
            "arn:aws:backup:us-west-2:310000000011:backup-vault:larkspur-dev-copies",
        ),
        (NAMING.topic_arn("alarms"), "arn:aws:sns:us-east-1:310000000011:larkspur-dev-alarms"),
    ],
)
def test_names(made: str, wanted: str) -> None:
    assert made == wanted


@pytest.mark.parametrize("part", ["Videos", "raw_uploads", "-x", "x-", "a--b", ""])
def test_a_part_that_would_make_a_bad_name(part: str) -> None:
    with pytest.raises(ValueError, match="is not lower-case letters, digits and single hyphens"):
        NAMING.physical(part)


def test_a_bucket_name_that_s3_would_refuse() -> None:
    with pytest.raises(ValueError, match="has 65 characters; S3 allows 63"):
        NAMING.bucket("a" * 29)
