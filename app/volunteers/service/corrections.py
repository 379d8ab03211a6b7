"""更正: other hours, asked for with a reason and approved by somebody else. The old line stays where it is."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.shared.clock import local_day
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.text import one_line
from app.volunteers.models import HoursChange, HoursState, Volunteer
from app.volunteers.rules.ledger import Service, after_correction
from app.volunteers.rules.working_days import notice_end
from app.volunteers.service.find import settings_of
from app.volunteers.service.ledger import append, service_for, services
from app.volunteers.service.locks import hold_hours
from app.volunteers.service.notice import special_days
from app.volunteers.service.who import Me, Who, acted_by, check_coordinator, zone_of

LONGEST = timedelta(days=1)  # one service


def ask_correction(session: Session, who: Who, about: UUID, minutes: int, reason: str, now: datetime) -> HoursChange:
    """Other hours are wished for; 0: they do not count. By the volunteer, or by a coordinator.

    Raises `NotFound`, `Refused`, `Conflict` (somebody has asked already).
    """
    hold_hours(session, [about])
    found = service_for(session, who, about)
    said = one_line(reason, 200)
    if not 0 <= minutes <= LONGEST.total_seconds() / 60:
        raise Refused("number_out_of_range", "请填 {least} 到 {most}。", field="hours", least=0, most=24)
    if minutes == found.last.minutes and found.last.state is not HoursState.WITHDRAWN:
        raise Refused("hours_same", "和现在的时长一样。", field="hours")
    if not said:
        raise Refused("reason_missing", "请写明理由。", field="reason")
    made = HoursChange(
        community_id=found.last.community_id, about=about, number=found.last.number, minutes=minutes, reason=said,
        own=isinstance(who, Me), asked_by=acted_by(who), created_at=now,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(made)
            session.flush()
    except IntegrityError:
        raise Conflict("correction_asked", "这条时长已经有一个更正在等审批。", field="hours") from None
    if isinstance(who, Actor):
        record(session, who, "volunteer:correction", f"{found.last.minutes} → {minutes}", made.community_id, said)
    return made


def corrections(session: Session, who: Actor, community_id: UUID) -> list[tuple[HoursChange, Service]]:
    """What waits for an approval, oldest first. Raises `NotFound`."""
    check_coordinator(who, community_id)
    wanted = select(HoursChange).where(HoursChange.community_id == community_id, col(HoursChange.decided_at).is_(None))
    rows = session.exec(wanted.order_by(col(HoursChange.created_at))).all()
    found = {one.last.about: one for one in services(session, {one.about for one in rows})}
    return [(one, found[one.about]) for one in rows if one.about in found]


def may_decide(session: Session, who: Actor, change: HoursChange, service: Service) -> bool:
    """Not who has asked, and nobody about their own hours."""
    mine = session.get(Volunteer, service.last.volunteer_id)
    own = mine is not None and mine.account_id is not None and mine.account_id == author(who)
    return not own and (change.own or change.asked_by != author(who))


def decide_correction(
    session: Session, who: Actor, change_id: UUID, agreed: bool, answer: str, now: datetime
) -> HoursChange:
    """Approve or turn down. An approved one adds a line: less counts at once, more hangs out first, what was not
    credited yet is proposed anew. Recorded.

    Raises `NotFound`, `Refused` (their own wish, or their own hours), `Conflict` (decided, or the hours moved on).
    """
    change = session.get(HoursChange, change_id)
    if change is None:
        raise no_change()
    try:
        check_coordinator(who, change.community_id)
    except NotFound:
        raise no_change() from None
    hold_hours(session, [change.about])
    session.refresh(change)
    if change.decided_at is not None:
        raise Conflict("correction_decided", "这个更正已经有人审批了。")
    found = service_for(session, who, change.about)
    if not may_decide(session, who, change, found):
        raise Refused("own_correction", "自己提的更正要由别人审批。")
    said = one_line(answer, 200)
    if not agreed and not said:
        raise Refused("answer_missing", "不同意要写明理由。", field="answer")
    change.decided_at, change.decided_by, change.agreed, change.answer = now, author(who), agreed, said
    if agreed:
        _write(session, who, change, found, now)
    record(session, who, "volunteer:correction_decided", f"{change.minutes}", change.community_id, said)
    session.flush()
    return change


def _write(session: Session, who: Actor, change: HoursChange, found: Service, now: datetime) -> None:
    state = after_correction(found, change.minutes)
    days: dict[str, date | None] = {"notice_from": None, "notice_until": None}
    if state is HoursState.NOTICE:
        today = local_day(now, zone_of(session, change.community_id))
        length = settings_of(session, change.community_id).notice_days
        days = {
            "notice_from": today,
            "notice_until": notice_end(today, length, special_days(session, change.community_id)),
        }
    append(
        session, found.last, state, now, minutes=change.minutes, reason=change.reason, written_by=change.asked_by,
        approved_by=author(who), **days,
    )  # fmt: skip


def no_change() -> NotFound:
    """Not there, or not theirs."""
    return NotFound("no_such_correction", "没有这个更正。")
