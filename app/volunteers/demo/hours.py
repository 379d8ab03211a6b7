"""Hours of the weeks that are over, through the same verbs: credited, on notice, proposed, and some to look at."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from random import Random
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Grant, Role
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.shared.clock import local_day
from app.volunteers.models import Assignment, AssignmentState, HoursState, Presence, ScanVia, Shift, Volunteer
from app.volunteers.service.corrections import ask_correction
from app.volunteers.service.export_hours import agree_to_city
from app.volunteers.service.hours import propose_hours
from app.volunteers.service.ledger import standing_at
from app.volunteers.service.notice import end_notices, object_to, put_on_notice
from app.volunteers.service.records import make_record
from app.volunteers.service.who import Me

CREDITED, HANGING = timedelta(days=11), timedelta(days=4)  # how long ago shifts were whose hours stand there
MINUTE = timedelta(minutes=1)


def seed_hours(session: Session, community_id: UUID, rng: Random, now: datetime) -> None:
    """Of everybody who sat in a shift that is over."""
    who = _staff(session, community_id, now)
    _agree(session, community_id, now)
    shifts = _over(session, community_id, now)
    for shift in shifts:
        _scan(session, shift, rng)
    session.flush()
    for shift in shifts:
        propose_hours(session, who, shift.id, shift.ends_at + timedelta(hours=2))
    for before, hung in ((CREDITED, CREDITED - timedelta(days=1)), (HANGING, timedelta(days=1))):
        found = standing_at(session, community_id, HoursState.PROPOSED)
        ready = [one.last.about for one in found if one.last.in_at is not None and one.last.in_at < now - before]
        put_on_notice(session, who, community_id, ready, now - hung)
    end_notices(session, now)
    _questions(session, who, community_id, now)


def _over(session: Session, community_id: UUID, now: datetime) -> list[Shift]:
    wanted = select(Shift).where(
        Shift.community_id == community_id, Shift.ends_at < now - timedelta(hours=3),
        col(Shift.published_at).is_not(None), col(Shift.cancelled_at).is_(None),
    )  # fmt: skip
    return list(session.exec(wanted.order_by(col(Shift.starts_at), col(Shift.id))))


def _scan(session: Session, shift: Shift, rng: Random) -> None:
    """Nearly all scan twice; now and then somebody forgets, or a colleague writes it down. Long ago all is settled."""
    seats = select(Assignment).where(Assignment.shift_id == shift.id, Assignment.state == AssignmentState.ACCEPTED)
    for seat in session.exec(seats.order_by(col(Assignment.id))):
        came = shift.starts_at + rng.randint(-12, 6) * MINUTE
        left = shift.ends_at + rng.randint(-8, 15) * MINUTE
        chance = rng.random()
        via = ScanVia.STAFF if chance > 0.93 else ScanVia.DOOR
        gone = None if chance < 0.02 else left
        session.add(
            Presence(
                community_id=seat.community_id, assignment_id=seat.id, volunteer_id=seat.volunteer_id,
                on_day=shift.on_day, came_at=came, came_via=via, left_at=gone, left_via=via if gone else None,
                created_at=came,
            )
        )  # fmt: skip


def _agree(session: Session, community_id: UUID, now: datetime) -> None:
    """Two of three agree that the city gets their hours."""
    people = select(Volunteer).where(Volunteer.community_id == community_id).order_by(col(Volunteer.created_at))
    for at, one in enumerate(session.exec(people.order_by(col(Volunteer.id))).all()):
        if at % 3:
            agree_to_city(session, Me(one.id, community_id), one.id, True, now - timedelta(days=30))


def _questions(session: Session, who: Actor, community_id: UUID, now: datetime) -> None:
    """An objection to answer, a correction to approve, and a record of whoever has most."""
    hanging = standing_at(session, community_id, HoursState.NOTICE)
    done = standing_at(session, community_id, HoursState.CREDITED)
    if len(hanging) < 2 or not done:
        return  # a very small community
    object_to(session, hanging[0].last.about, "那天上午我在前台，好像没看到这位志愿者。", "", now - timedelta(hours=5))
    last = done[-1].last
    ask_correction(
        session, Me(last.volunteer_id, community_id), last.about, max(15, last.minutes - 30), "我提前半小时走了",
        now - timedelta(hours=3),
    )  # fmt: skip
    other = hanging[1].last
    ask_correction(
        session, who, other.about, other.minutes + 30, "活动延后结束，签退前还在收拾", now - timedelta(hours=2)
    )
    first = done[0].last
    made_on = local_day(now)
    since = date(made_on.year, 1, 1) if first.on_day.year == made_on.year else first.on_day
    make_record(session, Me(first.volunteer_id, community_id), first.volunteer_id, since, made_on, now)


def _staff(session: Session, community_id: UUID, now: datetime) -> Actor:
    grants = select(Grant).where(Grant.community_id == community_id, Grant.role == Role.CADRE)
    return actor_of(
        session, session.exec(grants.order_by(col(Grant.created_at), col(Grant.id))).all()[0].account_id, now
    )
