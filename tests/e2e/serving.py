"""A shift of yesterday with hours in every state, as real use leaves it: for whoever looks at the desk of hours."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, time, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.shared.clock import local_day
from app.volunteers.forms import NeedForm, ShiftForm
from app.volunteers.models import Assignment, AssignmentState, Presence, ScanVia, Shift, ShiftNeed
from app.volunteers.service.corrections import ask_correction
from app.volunteers.service.course import publish_shifts
from app.volunteers.service.hours import propose_hours
from app.volunteers.service.notice import object_to, put_on_notice
from app.volunteers.service.shifts import add_shift
from app.volunteers.service.who import Me

ZONE = ZoneInfo("Asia/Shanghai")


def served(session: Session, who: Actor, people: Sequence[Me], moment: datetime) -> None:
    """Of six: one did not scan, one not when they went, two have hours to hang out, one has hours that somebody objects
    to, one wants theirs put right."""
    shift, need = _yesterday(session, who, people[0].community_id, moment)
    seats = [_seat(session, need, me, shift.starts_at) for me in people]
    for seat in seats[1:]:
        _came(session, seat, shift, None if seat is seats[1] else shift.ends_at)
    lines = {one.volunteer_id: one.about for one in propose_hours(session, who, shift.id, moment)}
    objected, corrected = (lines[me.volunteer_id] for me in people[4:6])
    put_on_notice(session, who, shift.community_id, [objected, corrected], moment)
    object_to(session, objected, "那天下午我在广场，没看到他来。请问一下前台。", "老王 139 0000 1234", moment)
    ask_correction(session, people[5], corrected, 120, "我提前一小时走的，忘了说。", moment)


def _yesterday(session: Session, who: Actor, community_id: UUID, moment: datetime) -> tuple[Shift, ShiftNeed]:
    starts = datetime.combine(local_day(moment) - timedelta(days=1), time(14), ZONE)
    form = ShiftForm(title="大扫除", place="小区广场", starts_at=starts, ends_at=starts + timedelta(hours=3),
                     needs=[NeedForm(role="打扫", count=6)])  # fmt: skip
    before = starts - timedelta(days=2)
    shift = add_shift(session, who, community_id, form, before)
    publish_shifts(session, who, [shift.id], before)
    return shift, session.exec(select(ShiftNeed).where(ShiftNeed.shift_id == shift.id)).one()


def _seat(session: Session, need: ShiftNeed, me: Me, moment: datetime) -> Assignment:
    seat = Assignment(
        community_id=me.community_id, shift_id=need.shift_id, need_id=need.id, volunteer_id=me.volunteer_id,
        state=AssignmentState.ACCEPTED, told_at=moment, created_at=moment,
    )  # fmt: skip
    session.add(seat)
    session.flush()
    return seat


def _came(session: Session, seat: Assignment, shift: Shift, left_at: datetime | None) -> None:
    session.add(
        Presence(
            community_id=seat.community_id, assignment_id=seat.id, volunteer_id=seat.volunteer_id,
            on_day=shift.on_day, came_at=shift.starts_at, came_via=ScanVia.DOOR, left_at=left_at,
            left_via=ScanVia.DOOR if left_at else None,
        )
    )  # fmt: skip
    session.flush()
