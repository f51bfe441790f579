"""POLICY and PRINCIPAL: whom a policy document lets in, and what it lets ours reach.

This version does not reason about conditions: a condition never excuses a statement, and what only a condition
could save is ``undetermined``. The one exception is not an excuse but the name of the far end: a *service
principal* acts for somebody, and a source condition says for whom.
"""

from __future__ import annotations

from typing import Final

from carveout.aws.arn import parse_arn
from carveout.aws.owned import OWN_ACCOUNT_ACTIONS, service_principal
from carveout.iam.document import DocumentError, Statement, parse_document
from carveout.links.judge import Context, Found, opaque, shorten
from carveout.links.model import FarEnd, Judgement, worst
from carveout.links.procedures.resource import arn

# Keys by which a service says on whose behalf it calls; only operators that need the key to be there count.
# Source: IAM User Guide, "The confused deputy problem"; CloudWatch Logs, "Encrypt log data using AWS KMS".
_SOURCE_ACCOUNT: Final = frozenset({"aws:sourceaccount", "kms:calleraccount"})
_SOURCE_ARN: Final = frozenset({"aws:sourcearn", "kms:encryptioncontext:aws:logs:arn"})
_PRESENT_OPERATORS: Final = frozenset({"stringequals", "stringlike", "arnequals", "arnlike"})


def policy(text: str, context: Context) -> list[Found]:
    """Every far end of a policy document, by its place in the document."""
    try:
        statements = parse_document(text)
    except DocumentError as error:
        return [Found(opaque(text, f"the policy cannot be read: {error}"))]
    kind = str(context.params.get("policy", "resource"))
    if kind == "scp":
        return []
    found: list[Found] = []
    for statement in statements:
        if not statement.allows:
            continue  # a Deny opens nothing
        if kind == "endpoint":
            found += _endpoint(statement, context)
        elif kind == "identity":
            found += _reach(statement, context)
        else:
            found += _admitted(statement, context, trust=kind == "trust")
    return _distinct(found) or [_closed(context)]


def _closed(context: Context) -> Found:
    return Found(context.judge.here("(no Allow)", context.place, "the document admits nobody"))


def _distinct(found: list[Found]) -> list[Found]:
    """One entry per far end and direction, at its first place, with its worst verdict."""
    kept: dict[tuple[str, str | None], Found] = {}
    for item in found:
        key = (item.judgement.far.text, item.direction)
        before = kept.get(key)
        if before is None or worst([before.judgement.verdict, item.judgement.verdict]) != before.judgement.verdict:
            kept[key] = item
    return list(kept.values())


def principal(text: str, context: Context) -> list[Found]:
    """A single principal outside of a document."""
    if text == "*":
        return [Found(Judgement(FarEnd("*"), "outside", "admits everyone"))]
    service = service_principal(text)
    if service:
        region = service[1] or context.place.region
        return [Found(context.judge.at(FarEnd(text, region=region, account="aws", host=text)))]
    return [Found(_aws_principal(text, context))]


def _aws_principal(text: str, context: Context) -> Judgement:
    if len(text) == 12 and text.isdigit():
        return context.judge.at(FarEnd(text, account=text))
    if parse_arn(text):
        return arn(text, context)[0].judgement
    if text.startswith(("AIDA", "AROA", "AGPA")):
        return opaque(text, "the id of a principal that may since have been deleted: nothing says whose it was")
    return opaque(text, "is not a principal that AWS knows")


def _admitted(statement: Statement, context: Context, *, trust: bool) -> list[Found]:
    """The principals that a statement of a resource or trust policy lets in."""
    where = f"#{statement.path}.Principal"
    if statement.not_principal:
        judgement = Judgement(FarEnd("NotPrincipal"), "outside", "Allow with NotPrincipal admits everyone else")
        return [Found(judgement, f"#{statement.path}.NotPrincipal", "in")]
    if not statement.principals:
        return [Found(opaque("", "the statement allows and names no principal"), where, "in")]
    found: list[Found] = []
    for kind, text in statement.principals:
        if kind == "*":
            judgement = _everyone(statement)
        elif kind == "Service":
            judgement = _service(text, statement, context, trust=trust)
        elif kind == "Federated":
            judgement = _federated(text, statement, context)
        elif kind == "AWS":
            judgement = _conditioned(_aws_principal(text, context), statement)
        else:
            judgement = opaque(text, "a canonical user id: nothing says whose account it is")
        found.append(Found(judgement, where if kind == "*" else f"{where}.{kind}", "in"))
    return found


def _everyone(statement: Statement) -> Judgement:
    if statement.condition:
        return Judgement(
            FarEnd("*"),
            "undetermined",
            "admits everyone whom its condition lets through, and conditions are not decided yet",
        )
    return Judgement(FarEnd("*"), "outside", "admits everyone")


def _conditioned(judgement: Judgement, statement: Statement) -> Judgement:
    """A foreign principal stays foreign: a condition never excuses. ``parent`` and ``outside`` are kept as they
    are, so that a condition cannot make a finding look milder."""
    if judgement.verdict in ("parent", "outside") and statement.condition:
        return Judgement(judgement.far, judgement.verdict, f"{judgement.reason} (a condition does not excuse it)")
    return judgement


def _service(text: str, statement: Statement, context: Context, *, trust: bool) -> Judgement:
    known = service_principal(text)
    if known is None:
        return opaque(text, "is not a service principal of AWS")
    judge, (_, region) = context.judge, known
    far = FarEnd(text, region=region, account="aws", host=text, party="aws")
    if region:
        regional = judge.at(far)
        if regional.verdict != "inside":
            return regional
    if trust:
        # iam:PassRole hands a role to a service within the role's own account only.
        return Judgement(far, "inside", "a service takes this role only for a caller of the role's own account")
    sources = _sources(statement, context)
    if sources:
        verdict = worst([source.verdict for source in sources])
        named = next(source for source in sources if source.verdict == verdict)
        reason = f"acts for {named.far.text}: {named.reason}"
        return Judgement(
            FarEnd(far.text, region=region, account=named.far.account, host=text, party=named.far.party or "aws"),
            verdict,
            reason,
        )
    if statement.condition:
        return Judgement(
            far,
            "undetermined",
            "no source condition says for whom the service acts, and other conditions are not decided yet",
        )
    return Judgement(far, "outside", "acts for anybody: no aws:SourceAccount or aws:SourceArn binds it")


def _sources(statement: Statement, context: Context) -> list[Judgement]:
    """For whom a service may act, as the source conditions say: operators and keys are and-ed, so the key that
    binds best counts; the values of one key are or-ed, so all of them count."""
    best: list[Judgement] = []
    for operator, keys in statement.condition.items():
        if operator.lower() not in _PRESENT_OPERATORS:
            continue
        for key, values in keys.items():
            if key.lower() in _SOURCE_ACCOUNT:
                judged = [context.judge.at(FarEnd(value, account=value)) for value in values]
            elif key.lower() in _SOURCE_ARN:
                judged = [_source_arn(value, context) for value in values]
            else:
                continue
            if not best or _milder(judged, best):
                best = judged
    return best


def _milder(judged: list[Judgement], than: list[Judgement]) -> bool:
    new, old = worst([j.verdict for j in judged]), worst([j.verdict for j in than])
    return new != old and worst([new, old]) == old


def _source_arn(text: str, context: Context) -> Judgement:
    """The account decides for whom a service acts; a region may be a wildcard (the account is not)."""
    parsed = parse_arn(text)
    if parsed and parsed.account and parsed.account.isdigit():
        return context.judge.at(FarEnd(shorten(text), parsed.partition, account=parsed.account))
    return arn(text, context)[0].judgement


def _federated(text: str, statement: Statement, context: Context) -> Judgement:
    judged = arn(text, context)[0].judgement if text.startswith("arn:") else None
    if judged and judged.verdict in ("parent", "outside"):
        return judged
    far = judged.far if judged else FarEnd(text, host=text)
    if not statement.condition:
        return Judgement(far, "outside", "admits everyone whom the identity provider knows")
    return Judgement(
        far,
        "undetermined",
        "only a condition narrows whom of the identity provider it admits, and conditions are not decided yet",
    )


def _reach(statement: Statement, context: Context) -> list[Found]:
    """What an identity policy lets our own principals reach."""
    where = f"#{statement.path}.Resource"
    if statement.not_resource:
        return [
            Found(
                Judgement(FarEnd("NotResource"), "outside", "Allow with NotResource reaches all the rest"),
                f"#{statement.path}.NotResource",
                "out",
            )
        ]
    return [Found(_reached(text, statement, context), where, "out") for text in statement.resources]


def _reached(text: str, statement: Statement, context: Context) -> Judgement:
    if text != "*":
        return arn(text, context)[0].judgement
    if not statement.not_action and all(action.lower() in OWN_ACCOUNT_ACTIONS for action in statement.actions):
        return context.judge.here("*", context.place, "these actions know no other account than the caller's")
    if statement.condition:
        return Judgement(
            FarEnd("*"),
            "undetermined",
            "reaches everything that its condition lets through, and conditions are not decided yet",
        )
    return Judgement(FarEnd("*"), "outside", "reaches resources of every account that lets it in")


def _endpoint(statement: Statement, context: Context) -> list[Found]:
    """An endpoint policy is a gate in our own network: it is closed where all resources behind it are ours, or
    where only our principals pass and the actions know no other account. Named outsiders are links anyway."""
    reached = _reach(statement, context)
    named = [found for found in _admitted(statement, context, trust=False) if found.judgement.far.text != "*"]
    anyone = statement.not_principal or any(kind == "*" for kind, _ in statement.principals)
    if anyone and all(text == "*" for text in statement.resources):
        reached = [Found(_open_gate(statement), f"#{statement.path}", "out")]
    return reached + [found for found in named if found.judgement.verdict != "inside"]


def _open_gate(statement: Statement) -> Judgement:
    if statement.condition:
        return Judgement(
            FarEnd("*"),
            "undetermined",
            "anyone passes to any resource that the condition lets through, and conditions are not decided yet",
        )
    return Judgement(FarEnd("*"), "outside", "full access: anyone in our network reaches any account through it")
