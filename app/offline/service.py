"""Apply what phones send, exactly once; answer what changed for them; remember their heartbeats."""

from __future__ import annotations

import json
import logging
import zlib
from datetime import datetime
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from pydantic_core import to_json
from sqlalchemy import Engine
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.offline.models import CommandReceipt, ConflictingCopy, Status, ViewSnapshot
from app.offline.registry import COMMANDS, VIEWS, Held, Meta, views_for
from app.offline.rules import canonical, changed_fields, difference, digest, receipt_number
from app.offline.schema import Envelope, Receipt, Result, ViewAnswer
from app.shared.clock import local_day
from app.shared.db import reading, transaction
from app.shared.errors import Conflict, DomainError, Invalid, NotFound
from app.shared.i18n import N_, translate

log = logging.getLogger(__name__)

KEPT_SNAPSHOTS = 12  # per account and view: several phones, and an answer that was lost


def apply_command(
    who: Actor,
    device_id: str,
    body: Any,
    now: datetime,
    language: str = "zh",
    *,
    bind: Engine | None = None,
    memo: dict[Any, Any] | None = None,
) -> Result:
    """Apply one command in its own transaction. Never raises for what the phone sent; a database failure does raise.

    Commands of one request share `memo`: settings are read once for all of them.
    """
    try:
        envelope = Envelope.model_validate(body)
    except ValidationError as error:
        sent_id = body.get("id") if isinstance(body, dict) else None
        return Result(id=str(sent_id), status=Status.REJECTED, errors=_of_pydantic(error, language))
    text = canonical(body)
    for _attempt in (1, 2):
        try:
            with transaction(bind, memo) as session:
                return _apply(session, who, device_id, envelope, text, now)
        except IntegrityError:
            continue  # the same id was committed by another request meanwhile: the second look finds its receipt
        except Exception as error:
            return _refusal(envelope, text, error, language)
    return _held(envelope, text, "server_busy", "服务器正忙，稍后会自动再送。", language)


def _apply(session: Session, who: Actor, device_id: str, envelope: Envelope, text: str, now: datetime) -> Result:
    sha = digest(text)
    earlier = session.get(CommandReceipt, envelope.id)
    if earlier is not None:
        return _seen_before(session, who, earlier, envelope, text, sha)
    known = COMMANDS.get((envelope.kind, envelope.version))
    if known is None:
        raise NotFound("unknown_kind", "这个版本的邻聚不认识这条记录，请更新后再送。", field="kind")
    meta = Meta(envelope.id, device_id, envelope.made_at, now)
    receipt = CommandReceipt(
        id=envelope.id, account_id=who.account_id, device_id=device_id, kind=envelope.kind, version=envelope.version,
        body_sha256=sha, number=receipt_number(envelope.id, local_day(now)), body=text, made_at=envelope.made_at,
        created_at=now,
    )  # fmt: skip
    session.add(receipt)
    session.flush()  # the key is taken before the verb runs: a twin waits here and then fails
    known.verb(session, who, meta, known.payload.model_validate(envelope.data))
    return Result.delivered(envelope.id, Status.APPLIED, receipt.number, sha)


def _seen_before(
    session: Session, who: Actor, earlier: CommandReceipt, envelope: Envelope, text: str, sha: str
) -> Result:
    if earlier.account_id != who.account_id:  # a guessed or copied id: say nothing about the other's work
        return Result(id=str(envelope.id), status=Status.CONFLICT, sha256=sha, errors=[])
    if earlier.body_sha256 == sha:
        return Result.delivered(envelope.id, Status.DUPLICATE, earlier.number, sha)
    wanted = select(ConflictingCopy).where(
        ConflictingCopy.command_id == envelope.id, ConflictingCopy.body_sha256 == sha
    )
    if session.exec(wanted).first() is None:
        session.add(ConflictingCopy(command_id=envelope.id, account_id=who.account_id, body_sha256=sha, body=text))
    first = json.loads(earlier.body)
    fields = changed_fields(first, json.loads(text))
    # The receipt names the bytes that were applied: a phone that sent them itself, before an edit, knows them again.
    receipt = Receipt(no=earlier.number, sha256=earlier.body_sha256)
    return Result(
        id=str(envelope.id),
        status=Status.CONFLICT,
        sha256=sha,
        receipt=receipt,
        fields=fields,
        theirs=first.get("data"),
    )


def _refusal(envelope: Envelope, text: str, error: Exception, language: str) -> Result:
    answer = Result(id=str(envelope.id), status=Status.REJECTED, sha256=digest(text))
    match error:
        case ValidationError():
            answer.errors = _of_pydantic(error, language)
        case Invalid():
            answer.errors = [one.as_error(language) for one in error.errors]
        case Conflict():
            answer.status = Status.CONFLICT
            answer.errors = [error.as_error(language)]
            answer.fields = list(error.values.get("fields", []))
            answer.theirs = error.values.get("theirs")
        case Held():
            answer.status = Status.HELD
            words = translate("等待关联内容先送达。", language)
            answer.errors = [{"field": error.field, "code": "parent_missing", "message": words}]
        case DomainError():
            answer.errors = [error.as_error(language)]
        case _ if _is_database_failure(error):
            raise error
        case _:
            log.exception("command %s failed", envelope.id, exc_info=error)
            return _held(envelope, text, "server_error", "服务器出了问题，记录留在手机上，稍后会自动再送。", language)
    return answer


def _is_database_failure(error: Exception) -> bool:
    from sqlalchemy.exc import DBAPIError

    return isinstance(error, DBAPIError)


def _held(envelope: Envelope, text: str, code: str, message: str, language: str) -> Result:
    error = {"field": None, "code": code, "message": translate(message, language)}
    return Result(id=str(envelope.id), status=Status.HELD, sha256=digest(text), errors=[error])


PYDANTIC_WORDS = {
    "missing": N_("这一项必须填写。"),
    "string_too_long": N_("太长了，请缩短。"),
    "too_long": N_("太多了，请减少。"),
    "enum": N_("不在可选范围内。"),
    "literal_error": N_("不在可选范围内。"),
    "uuid_parsing": N_("编号不对，请回到列表重新打开再试。"),
    "extra_forbidden": N_("这个版本的邻聚不认识这一项，请更新后再送。"),
}


def _of_pydantic(error: ValidationError, language: str) -> list[dict[str, Any]]:
    """Pydantic's findings as `{field, code, message}` with a sentence for a person."""
    return [
        {
            "field": ".".join(str(part) for part in found["loc"]) or None,
            "code": found["type"],
            "message": translate(PYDANTIC_WORDS.get(found["type"], N_("这一项的内容不对，请检查。")), language),
        }
        for found in error.errors(include_url=False, include_input=False)
    ]


def answer_view(who: Actor, name: str, since: str | None, now: datetime, bind: Engine | None = None) -> ViewAnswer:
    """What changed in a view since the cursor. An unknown or missing cursor gets everything (`reset`)."""
    known = VIEWS.get(name)
    if known is None or name not in views_for(who):
        raise NotFound("no_such_view", "没有这样的列表。")
    with reading(bind) as session:
        rows = {row.id: to_json(row) for row in known.query(session, who)}
        had = _snapshot(session, who, name, since)
    has = {row_id: digest_of(raw) for row_id, raw in rows.items()}
    if had is None:
        return ViewAnswer(list(rows.values()), [], _remember(who, name, has, now, bind), reset=True)
    told = difference(had, has)
    if not told.changed and not told.gone:
        return ViewAnswer([], [], str(since), reset=False)
    changed = [rows[row_id] for row_id in told.changed]
    return ViewAnswer(changed, told.gone, _remember(who, name, has, now, bind), reset=False)


def digest_of(raw: bytes) -> str:
    """A short digest of one row: 64 bits are plenty to notice a change."""
    import hashlib

    return hashlib.blake2b(raw, digest_size=8).hexdigest()


def _snapshot(session: Session, who: Actor, name: str, since: str | None) -> dict[str, str] | None:
    try:
        key = UUID(since) if since else None
    except ValueError:
        return None
    row = session.get(ViewSnapshot, key) if key else None
    if row is None or row.account_id != who.account_id or row.view != name:
        return None
    return json.loads(zlib.decompress(row.digests))


def _remember(who: Actor, name: str, has: dict[str, str], now: datetime, bind: Engine | None) -> str:
    with transaction(bind) as session:
        row = ViewSnapshot(
            account_id=who.account_id, view=name, digests=zlib.compress(json.dumps(has).encode(), 1), created_at=now
        )
        session.add(row)
        mine = select(ViewSnapshot).where(ViewSnapshot.account_id == who.account_id, ViewSnapshot.view == name)
        newest_first = mine.order_by(ViewSnapshot.created_at.desc())  # type: ignore[attr-defined]
        for old in session.exec(newest_first.offset(KEPT_SNAPSHOTS)).all():
            session.delete(old)
        return str(row.id)
