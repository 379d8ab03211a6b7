"""Leave and pause, leaving for good, and everything about somebody deleted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, delete, func, or_, select
from sqlmodel.sql.expression import SelectOfScalar

from app.accounts.rules.operator import operator
from app.accounts.service.records import record
from app.households.models import Community
from app.shared.errors import Refused
from app.volunteers.models import (
    Assignment,
    Availability,
    AwayDays,
    Language,
    PostLiking,
    ServiceRecord,
    Shift,
    ShiftCall,
    Swap,
    Volunteer,
    VolunteerDevice,
    VolunteerSettings,
    VolunteerSkill,
    Wish,
)
from app.volunteers.rules.settings import Settings
from app.volunteers.service.find import moments
from app.volunteers.service.joining import fresh_code
from app.volunteers.service.releasing import hold_seats, leave_lines, release, seats_to_come
from app.volunteers.service.who import Me, Who, volunteer_for, zone_of

AT_ONCE = 20  # volunteers that `forget_left` deletes in one transaction


def pause(
    session: Session, who: Who, volunteer_id: UUID, first_on: date, last_on: date | None, now: datetime
) -> list[Assignment]:
    """Not to be asked from a local day on, until another (included) or until further notice. Seats in that time are
    given up; returned. Raises `NotFound`, `Refused`."""
    row = volunteer_for(session, who, volunteer_id)
    if last_on is not None and last_on < first_on:
        raise Refused("days_wrong", "结束日期要不早于开始日期，最长一年。", field="last_on")
    since, until = moments(first_on, last_on or date.max - timedelta(days=2), zone_of(session, row.community_id))
    seats = _held_between(session, row, since, until, now)
    row.paused_from, row.paused_until = first_on, last_on
    session.flush()
    return release(session, who, seats, "paused", now)


def resume(session: Session, who: Who, volunteer_id: UUID) -> Volunteer:
    """Back again. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id)
    row.paused_from = row.paused_until = None
    session.flush()
    return row


def leave(session: Session, who: Who, volunteer_id: UUID, now: datetime) -> list[Assignment]:
    """Does not volunteer any more: every seat to come is given up; returned. After some days (`keep_left`) what is kept
    about them goes. Coming back is joining again. Twice changes nothing. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id)
    seats = _held_between(session, row, now, None, now)
    row.left_at = row.left_at or now
    session.flush()
    return release(session, who, seats, "left", now)


def erase(session: Session, who: Who, volunteer_id: UUID, now: datetime) -> None:
    """Delete who they are and everything they said. Shifts and hours stay and count, nobody is found by them.

    Recorded, without their name. Raises `NotFound`.
    """
    leave(session, who, volunteer_id, now)
    row = volunteer_for(session, who, volunteer_id, lock=True)
    leave_lines(session, row.id, now)
    for table in (VolunteerSkill, Language, Availability, AwayDays, PostLiking, VolunteerDevice):
        session.execute(delete(table).where(col(table.volunteer_id) == row.id))
    session.execute(delete(Wish).where(or_(col(Wish.volunteer_id) == row.id, col(Wish.other_id) == row.id)))
    session.execute(delete(ShiftCall).where(col(ShiftCall.volunteer_id) == row.id))
    _blank_words(session, row.id)
    records = update(ServiceRecord).where(col(ServiceRecord.volunteer_id) == row.id)
    session.execute(records.values(named=None, withdrawn_at=now, withdrawn_why="erased"))
    row.person_id = row.account_id = row.name = row.phone = row.phone_index = row.born_on = None
    row.limits = row.national_no = row.home_building_id = row.cap_hours = row.max_km = row.joined_for = None
    row.experienced_by = row.city_agreed_at = None
    row.code, row.erased_at = fresh_code(), now
    record(session, operator() if isinstance(who, Me) else who, "volunteer:erase", str(row.id), row.community_id)
    session.flush()


def _blank_words(session: Session, volunteer_id: UUID) -> None:
    """What they wrote beside their seats."""
    seats = update(Assignment).where(col(Assignment.volunteer_id) == volunteer_id)
    session.execute(seats.values(declined_why="", cancelled_why=""))
    session.execute(update(Swap).where(col(Swap.giver_id) == volunteer_id).values(words=""))


def _held_between(
    session: Session, row: Volunteer, since: datetime, until: datetime | None, now: datetime
) -> list[Assignment]:
    """Their seats in a span, held together with themselves before anything is written: shifts before people."""
    seats = []
    for one in seats_to_come(session, row.id, now):
        shift = session.get_one(Shift, one.shift_id)
        if shift.ends_at > since and (until is None or shift.starts_at < until):
            seats.append(one)
    return hold_seats(session, seats, row.id)[1]


@dataclass(frozen=True)
class Forgotten:
    """How many volunteers who had left were deleted."""

    volunteers: int = 0


def left_to_forget(session: Session, now: datetime) -> Forgotten:
    """How many are due. Changes nothing."""
    due = [_due(community_id, now - timedelta(days=keep)) for community_id, keep in _keeps(session)]
    return Forgotten(sum(session.exec(select(func.count()).select_from(one.subquery())).one() for one in due))


def forget_left(session: Session, now: datetime) -> Forgotten:
    """Delete some of those who left long enough ago; again and again until it answers nothing."""
    count = 0
    for community_id, keep in _keeps(session):
        for volunteer_id in session.exec(_due(community_id, now - timedelta(days=keep)).limit(AT_ONCE)).all():
            erase(session, operator(), volunteer_id, now)
            count += 1
    return Forgotten(count)


def _due(community_id: UUID, before: datetime) -> SelectOfScalar[UUID]:
    wanted = select(Volunteer.id).where(
        Volunteer.community_id == community_id, col(Volunteer.left_at) <= before, col(Volunteer.erased_at).is_(None),
        col(Volunteer.merged_into).is_(None),
    )  # fmt: skip
    return wanted.order_by(col(Volunteer.left_at), col(Volunteer.id))


def _keeps(session: Session) -> list[tuple[UUID, int]]:
    """Every community with the days it keeps."""
    found = select(Community.id, VolunteerSettings.keep_left).join(
        VolunteerSettings, col(VolunteerSettings.community_id) == col(Community.id), isouter=True
    )
    ours = Settings().keep_left
    return [(one, ours if keep is None else keep) for one, keep in session.exec(found.order_by(col(Community.id)))]
