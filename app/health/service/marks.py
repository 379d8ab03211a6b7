"""Marks beside the readings: a medicine begun or changed, a stay in hospital, that one went to the doctor."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.health.models import ConsentKind, Mark, MarkKind
from app.health.service import consent, keys
from app.health.service.guardian import note_guardian
from app.health.service.referrals import count_kept
from app.health.service.whose import Owner, own_of, owner_of, today_of
from app.shared.errors import NotFound, Refused
from app.shared.text import one_line

LONGEST = 60  # characters
MOST = 500  # of one person
WENT = "看过医生"
"""How the mark begins with which somebody says that they went where they were sent."""


@dataclass(frozen=True)
class MarkRow:
    """A mark in the clear. `day` is local."""

    id: UUID
    kind: MarkKind
    day: date
    words: str


def add_mark(
    session: Session, who: Actor, kind: MarkKind, day: date, words: str, now: datetime, person_id: UUID | None = None
) -> MarkRow:
    """The owner writes one, or who answers for a child (`person_id`). Raises `NotFound`, `Refused`."""
    owner, whose = own_of(session, who, now, person_id)
    made = mark(session, whose, kind, day, words, now)
    note_guardian(session, owner, whose, "mark")
    return made


def mark(session: Session, owner: Owner, kind: MarkKind, day: date, words: str, now: datetime) -> MarkRow:
    """The same for somebody who has been asked about already. Raises `Refused`."""
    said = one_line(words, LONGEST + 1)
    today = today_of(session, owner, now)
    if not said or len(said) > LONGEST:
        raise Refused("mark_words", "请写一句话，最多 {most} 字。", field="words", most=LONGEST)
    if day > today or day.year < today.year - 100:
        raise Refused("mark_day", "日子不对：不能晚于今天。", field="day")
    keys.locked(session, owner.person_id)  # nobody withdraws meanwhile, and one goes to the doctor once
    if not consent.in_force(session, owner.person_id, ConsentKind.KEEP, today):
        raise Refused("no_consent", "要先同意保存健康记录，才能记下来。", field="consent")
    if len(session.exec(select(Mark.id).where(Mark.person_id == owner.person_id)).all()) >= MOST:
        raise Refused("too_many_marks", "记得太多了，请先删掉一些旧的。")
    row = Mark(
        community_id=owner.community_id, person_id=owner.person_id, kind=kind, day=day, created_at=now,
        sealed=keys.seal(session, owner.person_id, said.encode()),
    )  # fmt: skip
    if kind is MarkKind.EVENT and said.startswith(WENT):
        earlier = [one.day for one in marks_of(session, owner.person_id) if one.words.startswith(WENT)]
        count_kept(session, owner, day, earlier, now)
    session.add(row)
    session.flush()
    return MarkRow(row.id, kind, day, said)


def remove_mark(session: Session, who: Actor, mark_id: UUID, now: datetime, person_id: UUID | None = None) -> None:
    """The owner takes one away, or who answers for a child (`person_id`). Raises `NotFound`."""
    owner, whose = own_of(session, who, now, person_id)
    row = session.get(Mark, mark_id)
    if row is None or row.person_id != whose.person_id:
        raise NotFound("no_such_mark", "没有这一条。")
    session.delete(row)
    note_guardian(session, owner, whose, "unmark")
    session.flush()


def own_marks(session: Session, who: Actor) -> list[MarkRow]:
    """The owner's marks, the earliest first. Raises `NotFound`."""
    return marks_of(session, owner_of(session, who).person_id)


def marks_of(session: Session, person_id: UUID, since: date | None = None) -> list[MarkRow]:
    """Marks of a person, the earliest first; the caller has asked who may see them. Raises `NotFound` (erased)."""
    wanted = select(Mark).where(Mark.person_id == person_id).order_by(col(Mark.day), col(Mark.id))
    rows = session.exec(wanted.where(col(Mark.day) >= since) if since else wanted).all()
    if not rows:
        return []
    opened: Callable[[bytes], bytes] = keys.opener(session, person_id)
    return [MarkRow(row.id, row.kind, row.day, opened(row.sealed).decode()) for row in rows]
