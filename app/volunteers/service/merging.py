"""Two records of one person made one in the roster: then they are one volunteer too."""

from __future__ import annotations

from collections.abc import Collection
from typing import Any
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, delete, select

from app.households.models import Person
from app.households.service.changed import listen
from app.households.service.reach import surviving
from app.volunteers.models import (
    HOLDING,
    Assignment,
    AssignmentState,
    Availability,
    AwayDays,
    Hours,
    Language,
    PostLiking,
    Presence,
    ServiceRecord,
    ShiftCall,
    ShiftWaiting,
    Swap,
    Volunteer,
    VolunteerDevice,
    VolunteerSkill,
    Wish,
)

_MOVED = (AwayDays, VolunteerDevice, ShiftCall, Presence, Hours, ServiceRecord)
_ONCE: dict[type[VolunteerSkill] | type[Language] | type[Availability] | type[PostLiking], tuple[str, ...]] = {
    VolunteerSkill: ("code",), Language: ("code",), Availability: ("weekday", "since"), PostLiking: ("post_id",),
}  # fmt: skip


@listen
def follow_merged(session: Session, community_id: UUID, household_ids: Collection[UUID]) -> None:
    """The roster has made two people one: whoever volunteered as the one that is gone, volunteers as the other."""
    wanted = (
        select(Volunteer)
        .join(Person, col(Person.id) == col(Volunteer.person_id))
        .where(
            Volunteer.community_id == community_id, col(Person.merged_into).is_not(None),
            col(Volunteer.erased_at).is_(None), col(Volunteer.merged_into).is_(None),
        )
        .order_by(col(Volunteer.id))
    )  # fmt: skip
    for gone in session.exec(wanted).all():
        assert gone.person_id is not None
        kept_person = surviving(session, [gone.person_id])[gone.person_id]
        same = select(Volunteer).where(
            Volunteer.person_id == kept_person, col(Volunteer.erased_at).is_(None), col(Volunteer.merged_into).is_(None)
        )
        kept = session.exec(same).first()
        if kept is None:
            gone.person_id = kept_person
        else:
            _unite(session, kept, gone)
        session.flush()


def _unite(session: Session, kept: Volunteer, gone: Volunteer) -> None:
    for table in _MOVED:
        session.execute(update(table).where(col(table.volunteer_id) == gone.id).values(volunteer_id=kept.id))
    for once, columns in _ONCE.items():
        _move_once(session, once, columns, kept.id, gone.id)
    _move_seats(session, kept.id, gone.id)
    session.execute(delete(Wish).where((col(Wish.volunteer_id) == gone.id) | (col(Wish.other_id) == gone.id)))
    for name in ("giver_id", "taker_id"):
        column = getattr(Swap, name)
        session.execute(update(Swap).where(column == gone.id).values({name: kept.id}))
    for name in ("account_id", "experienced_at", "experienced_by", "national_no", "limits", "home_building_id"):
        if getattr(kept, name) is None:
            setattr(kept, name, getattr(gone, name))
    if gone.left_at is None:
        kept.left_at = None
    gone.merged_into, gone.limits, gone.national_no, gone.account_id = kept.id, None, None, None


def _move_once(session: Session, table: Any, columns: tuple[str, ...], kept: UUID, gone: UUID) -> None:
    """What both have said is kept as the one that stays has it."""
    both = session.exec(select(table).where(col(table.volunteer_id).in_([kept, gone]))).all()
    own = {tuple(getattr(one, name) for name in columns) for one in both if one.volunteer_id == kept}
    for one in both:
        if one.volunteer_id != gone:
            continue
        if tuple(getattr(one, name) for name in columns) in own:
            session.delete(one)
        else:
            one.volunteer_id = kept
    session.flush()


def _move_seats(session: Session, kept: UUID, gone: UUID) -> None:
    """In a shift where both sat, one seat is free again; in a line where both stood, one place."""
    held = {*HOLDING, AssignmentState.NO_SHOW}
    both = session.exec(select(Assignment).where(col(Assignment.volunteer_id).in_([kept, gone]))).all()
    own = {one.shift_id for one in both if one.volunteer_id == kept and one.state in held}
    for one in both:
        if one.volunteer_id == gone:
            if one.shift_id in own and one.state in held:
                one.state, one.cancelled_why = AssignmentState.CANCELLED, "merged"
                session.flush()
            one.volunteer_id = kept
    waiting = session.exec(select(ShiftWaiting).where(col(ShiftWaiting.volunteer_id).in_([kept, gone]))).all()
    lines = {one.shift_id for one in waiting if one.volunteer_id == kept and one.ended_at is None}
    for place in waiting:
        if place.volunteer_id == gone:
            if place.shift_id in lines and place.ended_at is None:
                session.delete(place)
            else:
                place.volunteer_id = kept
    session.flush()
