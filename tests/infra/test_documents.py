"""The builder of IAM documents: canonical text, structure kept, mistakes refused."""

from __future__ import annotations

import pulumi
import pytest

from infra.documents import Statement, policy_document, policy_document_output, trust_policy


def statement(**changes: object) -> Statement:
    values: dict[str, object] = {"sid": "Read", "actions": ["s3:GetObject"], "resources": ["arn:aws:s3:::b/*"]}
    return Statement(**(values | changes))  # type: ignore[arg-type]


def test_canonical_text() -> None:
    text = policy_document(
        [
            statement(
                principals={"AWS": ["310000000022", "310000000011"]},
                actions=["s3:PutObject", "s3:GetObject", "s3:GetObject"],
                conditions={"StringEquals": {"aws:SourceAccount": ["310000000011"]}},
            )
        ]
    )
    assert text == (
        '{"Statement":[{"Action":["s3:GetObject","s3:PutObject"],'
        '"Condition":{"StringEquals":{"aws:SourceAccount":["310000000011"]}},"Effect":"Allow",'
        '"Principal":{"AWS":["310000000011","310000000022"]},"Resource":["arn:aws:s3:::b/*"],"Sid":"Read"}],'
        '"Version":"2012-10-17"}'
    )


def test_an_identity_policy_has_no_principal_and_a_trust_policy_no_resource() -> None:
    assert "Principal" not in policy_document([statement()])
    assert trust_policy("vpc-flow-logs.amazonaws.com", "310000000011") == (
        '{"Statement":[{"Action":["sts:AssumeRole"],'
        '"Condition":{"StringEquals":{"aws:SourceAccount":["310000000011"]}},"Effect":"Allow",'
        '"Principal":{"Service":["vpc-flow-logs.amazonaws.com"]},"Sid":"Service"}],"Version":"2012-10-17"}'
    )


def test_a_statement_id_twice() -> None:
    with pytest.raises(ValueError, match=r"^statement id Read stands twice in one document$"):
        policy_document([statement(), statement()])


def test_one_text_where_a_list_is_wanted() -> None:
    with pytest.raises(TypeError, match="'s3:GetObject' is one text; a list is wanted"):
        policy_document([statement(actions="s3:GetObject")])


def test_a_statement_id_with_spaces() -> None:
    with pytest.raises(ValueError, match="statement id 'Read it' is not letters and digits only"):
        statement(sid="Read it")


def test_an_output_is_refused_by_the_plain_builder_and_taken_by_the_other() -> None:
    async def resolved(output: pulumi.Output[str]) -> str | None:
        return await output.future()

    import asyncio

    async def run() -> str | None:
        later = pulumi.Output.from_input("arn:aws:s3:::later/*")
        with pytest.raises(TypeError, match=r"^Statement\[0\]\.Resource\[0\] is an Output"):
            policy_document([statement(resources=[later])])
        return await resolved(policy_document_output([statement(resources=[later])]))

    assert asyncio.run(run()) == policy_document([statement(resources=["arn:aws:s3:::later/*"])])
