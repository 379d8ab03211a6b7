"""Everything about one volunteer, and all of them at a glance."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, col, select

from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.households.models import Building, Person
from app.shared.clock import local_day
from app.volunteers.models import (
    HOLDING,
    Assignment,
    Availability,
    AwayDays,
    Language,
    PostLiking,
    Volunteer,
    VolunteerSkill,
    Wish,
    WishKind,
)
from app.volunteers.rules.limits import age_on
from app.volunteers.service.facts import Span, facts_of, holders_of
from app.volunteers.service.find import month_span, settings_of
from app.volunteers.service.who import Me, Who, check_coordinator, names_of, volunteer_for, zone_of


@dataclass(frozen=True)
class Profile:
    """One volunteer as they themselves and coordinators see them. `limits` are codes of `rules.limits`; `phone` may be
    empty; `hours_now`: of seats in this month, had and to come."""

    volunteer: Volunteer
    name: str
    phone: str
    born_on: date | None
    limits: tuple[str, ...]
    skills: tuple[VolunteerSkill, ...]
    languages: tuple[str, ...]
    windows: tuple[Availability, ...]
    away: tuple[AwayDays, ...]
    wishes: tuple[tuple[Wish, str], ...]  # with the name of the other
    likings: dict[UUID, int]
    home: str
    novice: bool
    hours_now: float


@dataclass(frozen=True)
class VolunteerRow:
    """One line of the coordinator's list."""

    id: UUID
    name: str
    joined_by: str
    linked: bool
    age: int | None
    skills: tuple[str, ...]
    unseen: int  # papers nobody has looked at
    languages: tuple[str, ...]
    wish_hours: float
    hours_now: float
    novice: bool
    paused: bool
    left: bool


def profile_of(session: Session, who: Who, volunteer_id: UUID, now: datetime) -> Profile:
    """Raises `NotFound`. A coordinator's look is recorded, because limits may tell about health: commit it."""
    row = volunteer_for(session, who, volunteer_id)
    if isinstance(who, Actor):
        record(session, who, "volunteer:read", str(row.id), row.community_id)
    person = session.get(Person, row.person_id) if row.person_id else None
    settings = settings_of(session, row.community_id)
    zone = zone_of(session, row.community_id)
    month = month_span(local_day(now, zone), zone)
    facts = facts_of(session, [row], settings, Span(*month), now)[row.id]
    wishes = session.exec(select(Wish).where(Wish.volunteer_id == row.id).order_by(col(Wish.created_at))).all()
    others = session.exec(select(Volunteer).where(col(Volunteer.id).in_([one.other_id for one in wishes]))).all()
    names = names_of(session, [row, *others])
    building = session.get(Building, row.home_building_id) if row.home_building_id else None
    return Profile(
        row, names[row.id], (person.phone if person else row.phone) or "", facts.born_on,
        tuple((row.limits or "").split()), tuple(rows_of(session, VolunteerSkill, row.id, "code")),
        tuple(one.code for one in rows_of(session, Language, row.id, "code")),
        tuple(rows_of(session, Availability, row.id, "weekday", "since")),
        tuple(rows_of(session, AwayDays, row.id, "first_on")),
        tuple((one, names.get(one.other_id, "")) for one in wishes),
        {one.post_id: one.gladly for one in rows_of(session, PostLiking, row.id, "post_id")},
        f"{building.estate}{building.label}" if building else "", facts.novice,
        sum(one.hours for one in facts.held if month[0] <= one.starts_at < month[1]),
    )  # fmt: skip


def volunteers_of(
    session: Session, who: Actor, community_id: UUID, now: datetime, *, gone: bool = False
) -> list[VolunteerRow]:
    """Everybody of a community, by name; with `gone` also those who have left. Raises `NotFound`."""
    check_coordinator(who, community_id)
    wanted = select(Volunteer).where(
        Volunteer.community_id == community_id, col(Volunteer.erased_at).is_(None), col(Volunteer.merged_into).is_(None)
    )
    if not gone:
        wanted = wanted.where(col(Volunteer.left_at).is_(None))
    people = list(session.exec(wanted.order_by(col(Volunteer.id))))
    settings, zone = settings_of(session, community_id), zone_of(session, community_id)
    today = local_day(now, zone)
    month = month_span(today, zone)
    facts, names = facts_of(session, people, settings, Span(*month), now), names_of(session, people)
    languages = _languages(session, [one.id for one in people])
    rows = []
    for one in people:
        own = facts[one.id]
        paused = own.paused is not None and own.paused[0] <= today and (own.paused[1] or date.max) >= today
        rows.append(
            VolunteerRow(
                one.id, names[one.id], one.joined_by.value, one.person_id is not None,
                age_on(own.born_on, today) if own.born_on else None, tuple(own.papers),
                sum(not paper.counts for paper in own.papers.values()), tuple(languages[one.id]), one.wish_hours,
                sum(seat.hours for seat in own.held if month[0] <= seat.starts_at < month[1]), own.novice, paused,
                own.left,
            )
        )  # fmt: skip
    return sorted(rows, key=lambda row: (row.left, row.name))


def partners_of(session: Session, me: Me) -> list[tuple[UUID, str]]:
    """With whom they have been in a shift, by name: of these they may say gladly, or rather not. Raises `NotFound`."""
    row = volunteer_for(session, me, me.volunteer_id)
    mine = Assignment.volunteer_id == row.id, col(Assignment.state).in_(HOLDING), col(Assignment.told_at).is_not(None)
    shifts = session.exec(select(Assignment.shift_id).where(*mine)).all()
    held = [one for held in holders_of(session, shifts).values() for one in held if one.told_at is not None]
    ids = {one.volunteer_id for one in held} - {row.id}
    people = session.exec(select(Volunteer).where(col(Volunteer.id).in_(ids), col(Volunteer.erased_at).is_(None))).all()
    return sorted(names_of(session, list(people)).items(), key=lambda item: item[1])


def wishes_of(session: Session, me: Me) -> list[tuple[UUID, str, WishKind | None]]:
    """The same with what they have said so far; also whom they have named before. By name. Raises `NotFound`."""
    row = volunteer_for(session, me, me.volunteer_id)
    wishes = session.exec(select(Wish).where(Wish.volunteer_id == row.id)).all()
    said = {one.other_id: one.kind for one in wishes}
    live = col(Volunteer.id).in_(said), col(Volunteer.erased_at).is_(None)
    known = dict(partners_of(session, me)) | names_of(session, list(session.exec(select(Volunteer).where(*live))))
    return [(one, name, said.get(one)) for one, name in sorted(known.items(), key=lambda item: item[1])]


def rows_of(session: Session, table: type[SQLModel], volunteer_id: UUID, *order: str) -> list[Any]:
    """Everything of one kind that belongs to somebody."""
    columns: Any = table
    wanted = select(table).where(columns.volunteer_id == volunteer_id)
    return list(session.exec(wanted.order_by(*(getattr(columns, name) for name in order))))


def _languages(session: Session, ids: Collection[UUID]) -> defaultdict[UUID, list[str]]:
    found: defaultdict[UUID, list[str]] = defaultdict(list)
    for one in session.exec(select(Language).where(col(Language.volunteer_id).in_(ids)).order_by(col(Language.code))):
        found[one.volunteer_id].append(one.code)
    return found
