"""Write the demo's volunteers through the same verbs that people use: five weeks that are over, one that is full, and
the rest of the rota for somebody to plan. About a second."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date, datetime, timedelta
from random import Random
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Grant, Role
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.households.models import Building, Community, Door, Household, Person
from app.shared.clock import local_day
from app.shared.clock import now as clock_now
from app.volunteers.demo.cast import OURS, PARTS, Part, lines, posts
from app.volunteers.demo.hours import seed_hours
from app.volunteers.forms import DetailsForm, JoinForm
from app.volunteers.models import Assignment, AssignmentState, Position, Post, Volunteer
from app.volunteers.rules.matching.plan import preview
from app.volunteers.rules.rota import month_of
from app.volunteers.service.course import check_shifts, publish_shifts
from app.volunteers.service.find import shifts_between
from app.volunteers.service.joining import join_for
from app.volunteers.service.own import change_details, set_experienced, set_liking
from app.volunteers.service.planning import month_for
from app.volunteers.service.posts import add_post, add_rota_line
from app.volunteers.service.problems import problem_of
from app.volunteers.service.rota import make_shifts
from app.volunteers.service.skills import see_proof, set_skill

BACK, AHEAD = timedelta(days=35), timedelta(days=45)
FULL = timedelta(days=8)  # so far ahead most seats are taken
PHONE = "1990000{:04d}"  # no operator has these


def add_volunteers(session: Session, result: Any, progress: Callable[[str, float], None]) -> None:
    """What this feature adds to `linju demo`. Flushes."""
    progress("志愿者", 0.0)
    moment = clock_now()
    seed_volunteers(session, result.community_id, Random(result.seed), moment)
    progress("志愿者", 0.5)
    seed_hours(session, result.community_id, Random(result.seed), moment)
    progress("志愿者", 1.0)


def seed_volunteers(session: Session, community_id: UUID, rng: Random, now: datetime) -> None:
    """Volunteers, posts, shifts of two to three months, and who sits there."""
    begun = now - BACK
    who, zone = _staff(session, community_id, now), session.get_one(Community, community_id).zone
    _positions(session, community_id, rng)
    made = _posts(session, who, community_id, local_day(begun, zone), begun)
    _people(session, who, community_id, made, begun, now)
    today = local_day(now, zone)
    for first_on, last_on in _months(today - BACK, today + AHEAD):
        make_shifts(session, who, community_id, first_on, last_on, begun)
    all_shifts = shifts_between(session, community_id, begun, now + AHEAD)
    shown = [one.id for one in all_shifts if one.starts_at < now + FULL]
    check_shifts(session, who, [one.id for one in all_shifts if one.starts_at < now + 2 * FULL], begun)
    publish_shifts(session, who, shown, begun)
    for first_on, last_on in _months(today - BACK, today + FULL):
        _fill(session, community_id, first_on, last_on, begun, now, rng)
    _account(session, community_id)
    session.flush()


def _staff(session: Session, community_id: UUID, now: datetime) -> Actor:
    grants = select(Grant).where(Grant.community_id == community_id, Grant.role == Role.CADRE)
    first = session.exec(grants.order_by(col(Grant.created_at), col(Grant.id))).all()[0]
    return actor_of(session, first.account_id, now)


def _months(first: date, last: date) -> list[tuple[date, date]]:
    """A span cut at the ends of months."""
    found = []
    while first <= last:
        end = min(last, month_of(first)[1])
        found.append((first, end))
        first = end + timedelta(days=1)
    return found


def _positions(session: Session, community_id: UUID, rng: Random) -> None:
    """Estates around the lounge, their houses close together. No real place."""
    centres: dict[str, tuple[float, float]] = {}
    wanted = select(Building).where(Building.community_id == community_id)
    for one in session.exec(wanted.order_by(col(Building.climb_key), col(Building.id))):
        x_km, y_km = centres.setdefault(one.estate, (rng.uniform(-0.9, 0.9), rng.uniform(-0.9, 0.9)))
        east, north = (round(at + rng.uniform(-0.15, 0.15), 3) for at in (x_km, y_km))
        session.add(Position(community_id=community_id, building_id=one.id, x_km=east, y_km=north))
    session.flush()


def _posts(session: Session, who: Actor, community_id: UUID, first_on: date, at: datetime) -> list[Post]:
    made = []
    for form, rota in posts():
        post = add_post(session, who, community_id, form, at)
        for days, starts, ends in rota:
            for line in lines(days, starts, ends, first_on):
                add_rota_line(session, who, post.id, line, at)
        made.append(post)
    return made


def _people(session: Session, who: Actor, community_id: UUID, made: list[Post], at: datetime, now: datetime) -> None:
    grown = select(Person, Household).join(Household, col(Household.id) == col(Person.household_id)).where(
        Person.community_id == community_id, col(Person.phone_index).is_not(None), col(Person.merged_into).is_(None),
        col(Person.moved_out_on).is_(None), col(Person.born_on) < now.date() - timedelta(days=20 * 366),
        col(Person.born_on) > now.date() - timedelta(days=74 * 366),
    )  # fmt: skip
    residents = iter(
        session.exec(grown.order_by(col(Person.created_at), col(Person.id)).limit(4 * len(PARTS))).all()[::4]
    )
    for number, part in enumerate(PARTS):
        person, household = (None, None) if part.guest else next(residents, (None, None))
        if not part.guest and person is None:
            continue  # a very small community
        form = JoinForm(
            name=part.guest, phone=PHONE.format(number), agreed=True, wish_hours=part.wish,
            languages=list(part.languages), windows=part.windows(),
        )  # fmt: skip
        me = join_for(session, who, community_id, form, at, person_id=person.id if person else None).me
        _say(session, who, me.volunteer_id, part, _building(session, household), at, now)
        for post in made:
            if post.kind in part.likes:
                set_liking(session, me, me.volunteer_id, post.id, 2)


def _say(
    session: Session, who: Actor, volunteer_id: UUID, part: Part, home: UUID | None, at: datetime, now: datetime
) -> None:
    details = DetailsForm(
        wish_hours=part.wish, max_km=part.max_km, limits=list(part.limits), home_building_id=home,
        born_on=date(1988, 5, 1) if part.guest else None,
    )  # fmt: skip
    change_details(session, who, volunteer_id, details, at)
    if not part.novice:
        set_experienced(session, who, volunteer_id, True, at)
    for number, (code, left) in enumerate(part.papers):
        until = None if left is None else now.date() + timedelta(days=left)
        paper = f"D{volunteer_id.hex[-6:].upper()}{number}" if left is not None else ""
        set_skill(session, who, volunteer_id, code, at, number=paper, valid_until=until)
        if left is not None and not part.unseen:
            see_proof(session, who, volunteer_id, code, True, at)


def _building(session: Session, household: Household | None) -> UUID | None:
    return session.get_one(Door, household.door_id).building_id if household else None


def _fill(
    session: Session, community_id: UUID, first_on: date, last_on: date, begun: datetime, now: datetime, rng: Random
) -> None:
    """Who came, who will come, who has not answered, and a few seats that nobody has yet."""
    month = month_for(session, community_id, first_on, last_on, begun)
    shifts = {str(one.id): one for one in month.shifts}
    for seat in preview(problem_of(session, month)).assignments:
        shift = shifts[seat.shift]
        chance, over = rng.random(), shift.ends_at <= now
        if chance < (0.06 if over else 0.18):
            continue
        state = AssignmentState.ACCEPTED if over or chance > 0.4 else AssignmentState.PROPOSED
        if over and chance < 0.08:
            state = AssignmentState.NO_SHOW
        told = shift.starts_at - timedelta(days=6)
        session.add(
            Assignment(
                community_id=community_id, shift_id=shift.id, need_id=UUID(seat.role),
                volunteer_id=UUID(seat.volunteer), state=state, told_at=min(told, now), created_at=min(told, now),
                accepted_at=min(told, now) if state is AssignmentState.ACCEPTED else None,
                no_show_at=shift.ends_at if state is AssignmentState.NO_SHOW else None,
            )
        )  # fmt: skip
    session.flush()


def _account(session: Session, community_id: UUID) -> None:
    """Who signs in as a volunteer is one of them."""
    grants = select(Grant).where(Grant.community_id == community_id, Grant.role == Role.VOLUNTEER)
    grant = session.exec(grants.order_by(col(Grant.created_at))).first()
    wanted = select(Volunteer).where(Volunteer.community_id == community_id, col(Volunteer.person_id).is_(None))
    ours = next((one for one in session.exec(wanted) if one.name == OURS), None)
    if grant is not None and ours is not None:
        ours.account_id = grant.account_id
