"""放假和调休 of a community: entered from the yearly notice, each day with where it is from."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.shared.errors import NotFound, Refused
from app.shared.text import one_line
from app.volunteers.models import DayKind, SpecialDay

MOST_DAYS = 31


def days_off(session: Session, who: Actor, community_id: UUID, since: date) -> list[SpecialDay]:
    """From a day on, in order. Raises `NotFound`."""
    _allowed(who, community_id)
    wanted = select(SpecialDay).where(SpecialDay.community_id == community_id, SpecialDay.day >= since)
    return list(session.exec(wanted.order_by(col(SpecialDay.day))))


def set_days(
    session: Session, who: Actor, community_id: UUID, first_on: date, last_on: date, kind: DayKind, source: str,
    now: datetime,
) -> int:  # fmt: skip
    """Days in a row, both ends included, are off or worked. Notices that hang become longer by them, never shorter.
    Recorded. Returns how many. Raises `NotFound`, `Refused`."""
    _allowed(who, community_id)
    said = one_line(source, 200)
    if last_on < first_on or (last_on - first_on).days >= MOST_DAYS:
        raise Refused(
            "days_row_wrong", "结束日期要不早于开始日期，一次最多 {most} 天。", field="last_on", most=MOST_DAYS
        )
    if not said:
        raise Refused("source_missing", "请写出处；没有文件就写“本社区自定”。", field="source")
    days = [first_on + timedelta(days=at) for at in range((last_on - first_on).days + 1)]
    known = session.exec(
        select(SpecialDay).where(SpecialDay.community_id == community_id, col(SpecialDay.day).in_(days))
    ).all()
    for one in known:
        one.kind, one.source, one.set_by = kind, said, author(who)
    have = {one.day for one in known}
    session.add_all(
        SpecialDay(
            community_id=community_id, day=day, kind=kind, source=said, set_by=author(who), created_at=now
        )
        for day in days
        if day not in have
    )  # fmt: skip
    record(session, who, "volunteer:days_off", f"{first_on} {last_on} {kind.value}", community_id, said)
    session.flush()
    return len(days)


def remove_day(session: Session, who: Actor, day_id: UUID) -> None:
    """It is as its weekday says after all. Recorded. Raises `NotFound`."""
    row = session.get(SpecialDay, day_id)
    if row is None:
        raise NotFound("no_such_day", "没有这一天。")
    _allowed(who, row.community_id)
    record(session, who, "volunteer:days_off", f"{row.day} -", row.community_id)
    session.delete(row)
    session.flush()


def _allowed(who: Actor, community_id: UUID) -> None:
    if not who.may_within(Permission.VOLUNTEER_SETTINGS, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
