"""Rows of 要通知的人 at the desk: who has to be called, by which number, and who has done it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.events.rules.news import News
from app.events.service.telling import ToTell, to_tell
from app.events.state.rows import hour

MOST = 300  # families on the screen


@dataclass
class TellRow:
    """One family. `cancelled`, `moved`, `promoted`: since when, empty if that is not it; `told`: the hour, empty while
    it is not done. `tel`: the number as a link has it."""

    id: str = ""
    names: str = ""
    phone: str = ""
    tel: str = ""
    size: int = 0
    waiting: bool = False
    cancelled: str = ""
    moved: str = ""
    promoted: str = ""
    told: str = ""
    by: str = ""


def calls(session: Session, who: Actor, event_id: UUID, zone: str, now: datetime, *, every: bool) -> list[TellRow]:
    """Those to be called first; with `every` also those who know."""
    found = [one for one in to_tell(session, who, event_id) if every or one.told_at is None]
    return [_row(one, zone, now) for one in found[:MOST]]


def _row(one: ToTell, zone: str, now: datetime) -> TellRow:
    since = {what: hour(one.what.get(what), zone, now) for what in News}
    return TellRow(
        id=str(one.sign_up_id), names="、".join(one.names), phone=one.phone, tel="tel:" + one.phone.replace(" ", ""),
        size=one.size, waiting=one.waiting, cancelled=since[News.CANCELLED], moved=since[News.MOVED],
        promoted=since[News.PROMOTED], told=hour(one.told_at, zone, now), by=one.told_by,
    )  # fmt: skip
