"""公示: proposed hours hang out for some working days, anybody may object, then they are credited."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.events.rules.masking import masked
from app.households.models import Community
from app.shared.clock import local_day
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.text import clean_text, one_line
from app.volunteers.models import DayKind, HoursChange, HoursKind, HoursObjection, HoursState, SpecialDay, Volunteer
from app.volunteers.rules.ledger import Service
from app.volunteers.rules.working_days import is_known, notice_end
from app.volunteers.service.find import settings_of
from app.volunteers.service.ledger import append, due, no_hours, services, standing_at
from app.volunteers.service.locks import hold_hours
from app.volunteers.service.who import check_coordinator, names_of, zone_of

MOST_WORDS = 500
AT_ONCE = 200  # services that `end_notices` credits in one transaction


@dataclass(frozen=True)
class Noticed:
    """A line of the public notice. `name` is masked: 王**."""

    about: UUID
    name: str
    what: str
    on_day: date
    minutes: int
    kind: HoursKind
    first_on: date
    last_on: date
    objected: bool


@dataclass(frozen=True)
class PutOut:
    """How many services hang out now, until when; `known`: the days off of these years were entered."""

    count: int
    last_on: date
    known: bool


def put_on_notice(session: Session, who: Actor, community_id: UUID, abouts: Collection[UUID], now: datetime) -> PutOut:
    """Hang out what is proposed, from today on. Hours of 0 minutes, and those somebody wants put right, stay behind.
    Recorded. Raises `NotFound`, `Conflict`."""
    check_coordinator(who, community_id)
    special, today = special_days(session, community_id), local_day(now, zone_of(session, community_id))
    last_on = notice_end(today, settings_of(session, community_id).notice_days, special)
    hold_hours(session, abouts)
    wanted = set(abouts) - _held(session, abouts)
    count = 0
    for one in standing_at(session, community_id, HoursState.PROPOSED):
        if one.last.about in wanted and one.last.minutes > 0:
            append(
                session, one.last, HoursState.NOTICE, now, reason="", written_by=author(who), notice_from=today,
                notice_until=last_on,
            )  # fmt: skip
            count += 1
    if count:
        record(session, who, "volunteer:notice", f"{count}", community_id)
    return PutOut(count, last_on, is_known(today, last_on, special))


def end_notices(session: Session, now: datetime) -> int:
    """Credit some of what has hung out long enough without an open objection. 0: nothing is left.

    Days off that were entered meanwhile make a notice longer, never shorter.
    """
    some = {one.last.about for one in _ready(session, now)[:AT_ONCE]}
    hold_hours(session, some)
    ready = [one for one in _ready(session, now) if one.last.about in some] if some else []
    for one in ready:
        append(session, one.last, HoursState.CREDITED, now, reason="", written_by=None, approved_by=None)
    return len(ready)


def count_due(session: Session, now: datetime) -> int:
    """How many `end_notices` would credit. Changes nothing."""
    return len(_ready(session, now))


def _ready(session: Session, now: datetime) -> list[Service]:
    found: list[Service] = []
    for community in session.exec(select(Community).order_by(col(Community.id))).all():
        today = local_day(now, community.zone)
        hanging = [
            one for one in services(session, due(session, today))
            if one.last.community_id == community.id and one.last.state is HoursState.NOTICE
        ]  # fmt: skip
        if not hanging:
            continue
        special, days = special_days(session, community.id), settings_of(session, community.id).notice_days
        held = _held(session, [one.last.about for one in hanging])
        for one in hanging:
            first_on, last_on = one.last.notice_from, one.last.notice_until
            assert first_on is not None
            assert last_on is not None
            if one.last.about not in held and max(last_on, notice_end(first_on, days, special)) < today:
                found.append(one)
    return found


def on_notice(session: Session, community_id: UUID) -> list[Noticed]:
    """What hangs out in a community, for everybody: names masked. The latest first."""
    found = standing_at(session, community_id, HoursState.NOTICE)
    people = list(
        session.exec(select(Volunteer).where(col(Volunteer.id).in_({one.last.volunteer_id for one in found})))
    )
    names, held = names_of(session, people), _objected(session, [one.last.about for one in found])
    rows = []
    for one in found:
        line = one.last
        assert line.notice_from is not None
        assert line.notice_until is not None
        rows.append(
            Noticed(
                line.about, masked(names.get(line.volunteer_id, "")), line.what, line.on_day, line.minutes, line.kind,
                line.notice_from, line.notice_until, line.about in held,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda one: (one.first_on, one.on_day), reverse=True)


def object_to(
    session: Session, about: UUID, words: str, contact: str, now: datetime
) -> HoursObjection:  # fmt: skip
    """Somebody says that hours are not right. Nobody has to say who they are, so the edge has to slow down who does it
    again and again (`take_turn`). Raises `NotFound`, `Refused`, `Conflict` (the notice is over)."""
    said = clean_text(words).strip()[:MOST_WORDS]
    if not said:
        raise Refused("words_missing", "请写明哪里不对。", field="words")
    hold_hours(session, [about])
    found = services(session, [about])
    if not found:
        raise no_hours()
    if found[0].last.state is not HoursState.NOTICE:
        raise Conflict("notice_over", "这条时长的公示已经结束，请直接找公共客厅的工作人员。", field="words")
    made = HoursObjection(
        community_id=found[0].last.community_id, about=about, words=said, contact=one_line(contact, 60) or None,
        created_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def objections(session: Session, who: Actor, community_id: UUID) -> list[tuple[HoursObjection, Service]]:
    """What has to be answered, oldest first. Raises `NotFound`."""
    check_coordinator(who, community_id)
    wanted = select(HoursObjection).where(
        HoursObjection.community_id == community_id, col(HoursObjection.answered_at).is_(None)
    )
    rows = session.exec(wanted.order_by(col(HoursObjection.created_at))).all()
    found = {one.last.about: one for one in services(session, {one.about for one in rows})}
    return [(one, found[one.about]) for one in rows if one.about in found]


def answer_objection(session: Session, who: Actor, objection_id: UUID, answer: str, now: datetime) -> HoursObjection:
    """Looked into, with what was found. Where hours are to be different, a correction says so. Recorded.

    Raises `NotFound`, `Refused`, `Conflict` (answered already).
    """
    row = session.exec(select(HoursObjection).where(HoursObjection.id == objection_id).with_for_update()).first()
    if row is None:
        raise no_objection()
    try:
        check_coordinator(who, row.community_id)
    except NotFound:
        raise no_objection() from None
    if row.answered_at is not None:
        raise Conflict("objection_answered", "这条异议已经有人答复了。")
    said = one_line(answer, 200)
    if not said:
        raise Refused("answer_missing", "请写明核实的结果。", field="answer")
    row.answered_at, row.answered_by, row.answer, row.contact = now, author(who), said, None
    record(session, who, "volunteer:objection", str(row.about), row.community_id)
    session.flush()
    return row


def special_days(session: Session, community_id: UUID) -> dict[date, DayKind]:
    """The days that are not as their weekday says."""
    wanted = select(SpecialDay).where(SpecialDay.community_id == community_id)
    return {one.day: one.kind for one in session.exec(wanted)}


def no_objection() -> NotFound:
    """Not there, or not theirs."""
    return NotFound("no_such_objection", "没有这条异议。")


def _held(session: Session, abouts: Collection[UUID]) -> set[UUID]:
    """What must not go on: an objection or a wish for other hours is open."""
    asked = select(HoursChange.about).where(col(HoursChange.about).in_(abouts), col(HoursChange.decided_at).is_(None))
    return _objected(session, abouts) | (set(session.exec(asked)) if abouts else set())


def _objected(session: Session, abouts: Collection[UUID]) -> set[UUID]:
    wanted = select(HoursObjection.about).where(
        col(HoursObjection.about).in_(abouts), col(HoursObjection.answered_at).is_(None)
    )
    return set(session.exec(wanted)) if abouts else set()
