"""Apply what phones send, exactly once.

A phone that comes back from the stairs brings many commands of one kind. Taken together they share their reads and
writes, which is six times as fast; if one of them does not pass, nothing of the group is kept and each goes alone, so
that a bad one neither undoes nor blocks the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import datetime
from itertools import groupby
from typing import Any
from uuid import UUID

from pydantic import ValidationError
from sqlalchemy import Engine, insert
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.offline.models import CommandReceipt, Status
from app.offline.registry import COMMANDS, Command, Meta
from app.offline.rules import canonical, digest, receipt_number
from app.offline.schema import Arrived, Envelope, Result
from app.offline.service.refusals import held, of_pydantic, refusal
from app.offline.service.repeats import kept_text, seen_before
from app.shared.clock import local_day
from app.shared.db import transaction
from app.shared.errors import DomainError, NotFound
from app.shared.i18n import N_
from app.shared.tables import table_of

GROUP = 50  # commands in one transaction: beyond it little is won, and others wait longer for their turn


@dataclass(frozen=True)
class Sender:
    """Whose phone sends, when, and the language of the answers."""

    who: Actor
    device_id: str
    now: datetime
    language: str
    bind: Engine | None

    def meta(self, envelope: Envelope) -> Meta:
        """The envelope as verbs see it."""
        return Meta(envelope.id, self.device_id, envelope.made_at, self.now)


def apply_commands(
    who: Actor,
    device_id: str,
    bodies: Iterable[Any],
    now: datetime,
    language: str = "zh",
    *,
    bind: Engine | None = None,
) -> list[Result]:
    """Apply commands in their order. Never raises for what the phone sent; a database failure does raise."""
    sender = Sender(who, device_id, now, language, bind)
    results: list[Result] = []
    for group in _groups(_read(body, language) for body in bodies):
        results += _together(sender, group) or [_alone(sender, one) for one in group]
    return results


def apply_command(
    who: Actor, device_id: str, body: Any, now: datetime, language: str = "zh", *, bind: Engine | None = None
) -> Result:
    """Apply one command in its own transaction."""
    return apply_commands(who, device_id, [body], now, language, bind=bind)[0]


def _read(body: Any, language: str) -> Arrived | Result:
    try:
        envelope = Envelope.model_validate(body)
    except ValidationError as error:
        sent_id = body.get("id") if isinstance(body, dict) else None
        return Result(id=str(sent_id), status=Status.REJECTED, errors=of_pydantic(error, language))
    text = canonical(body)
    return Arrived(envelope, text, digest(text))


def _groups(arrived: Iterable[Arrived | Result]) -> Iterator[list[Arrived | Result]]:
    """Neighbours of one kind that has a verb for many, and everything else alone."""
    for _, run in groupby(arrived, lambda one: _shared_verb(one) or object()):
        found = list(run)
        yield from (found[at : at + GROUP] for at in range(0, len(found), GROUP))


def _shared_verb(one: Arrived | Result) -> Any:
    known = _command(one) if isinstance(one, Arrived) else None
    return known.together if known else None


def _command(arrived: Arrived) -> Command | None:
    return COMMANDS.get((arrived.envelope.kind, arrived.envelope.version))


def _together(sender: Sender, group: Sequence[Arrived | Result]) -> list[Result] | None:
    """Apply a group in one transaction. None: one of them did not pass, and nothing was written."""
    arrived = [one for one in group if isinstance(one, Arrived)]
    known = _command(arrived[0]) if arrived else None
    if known is None or known.together is None or len({one.id for one in arrived}) < 2:
        return None
    try:
        with transaction(sender.bind) as session:
            earlier = _earlier(session, arrived)
            fresh = [one for one in arrived if one.id not in earlier]
            payloads = [known.payload.model_validate(one.envelope.data) for one in fresh]
            _take_keys(session, sender, fresh)
            metas = [sender.meta(one.envelope) for one in fresh]
            known.together(session, sender.who, list(zip(metas, payloads, strict=True)))
            return [_seen_or_applied(session, sender, earlier, one) for one in arrived]
    except Exception:  # whatever it was, it happens again to the one that it belongs to, which then answers for it
        return None


def _seen_or_applied(session: Session, sender: Sender, earlier: dict[UUID, CommandReceipt], arrived: Arrived) -> Result:
    if arrived.id in earlier:
        return seen_before(session, sender.who, earlier[arrived.id], arrived)
    return _applied(sender, arrived)


def _alone(sender: Sender, arrived: Arrived | Result) -> Result:
    if isinstance(arrived, Result):
        return arrived
    for _attempt in (1, 2):
        try:
            with transaction(sender.bind) as session:
                return _apply(session, sender, arrived)
        except IntegrityError:
            continue  # the same id was committed by another request meanwhile: the second look finds its receipt
        except Exception as error:
            _write_after(sender, error)
            return refusal(arrived, error, sender.language)
    return held(arrived, None, "server_busy", N_("服务器正忙，稍后会自动再送。"), sender.language)


def _write_after(sender: Sender, error: Exception) -> None:
    """What a refusal leaves behind."""
    if isinstance(error, DomainError) and error.after is not None:
        with transaction(sender.bind) as session:
            error.after(session)


def _apply(session: Session, sender: Sender, arrived: Arrived) -> Result:
    earlier = _earlier(session, [arrived])
    if earlier:
        return seen_before(session, sender.who, earlier[arrived.id], arrived)
    known = _command(arrived)
    if known is None:
        raise NotFound("unknown_kind", "这个版本的邻聚不认识这条记录，请更新后再送。", field="kind")
    _take_keys(session, sender, [arrived])
    known.verb(session, sender.who, sender.meta(arrived.envelope), known.payload.model_validate(arrived.envelope.data))
    return _applied(sender, arrived)


def _earlier(session: Session, arrived: Iterable[Arrived]) -> dict[UUID, CommandReceipt]:
    """The receipts there are already, by command id."""
    wanted = select(CommandReceipt).where(col(CommandReceipt.id).in_([one.id for one in arrived]))
    return {receipt.id: receipt for receipt in session.exec(wanted)}


def _take_keys(session: Session, sender: Sender, arrived: Sequence[Arrived]) -> None:
    """Write the receipts before the verb runs: a twin waits here and then fails.

    Sorted, so that two requests with the same ids never wait for each other in a circle.
    """
    receipts = [
        {
            "id": one.id, "account_id": sender.who.account_id, "device_id": sender.device_id,
            "kind": one.envelope.kind, "version": one.envelope.version, "body_sha256": one.sha256,
            "number": _number(sender, one), "body": kept_text(one), "made_at": one.envelope.made_at,
            "created_at": sender.now,
        }
        for one in sorted(arrived, key=lambda one: one.id)
    ]  # fmt: skip
    if receipts:
        session.execute(insert(table_of(CommandReceipt)), receipts)


def _number(sender: Sender, arrived: Arrived) -> str:
    return receipt_number(arrived.id, local_day(sender.now))


def _applied(sender: Sender, arrived: Arrived) -> Result:
    return Result.delivered(arrived.id, Status.APPLIED, _number(sender, arrived), arrived.sha256)
