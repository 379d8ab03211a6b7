"""What the rules have to know about people, read for many at once."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from uuid import UUID

from sqlalchemy import and_, func
from sqlalchemy import select as sql_select
from sqlmodel import Session, col, or_, select

from app.households.models import Person
from app.volunteers.models import (
    HOLDING,
    Assignment,
    AssignmentState,
    AwayDays,
    Shift,
    Skill,
    Volunteer,
    VolunteerSkill,
    Wish,
    WishKind,
)
from app.volunteers.rules.may_sit import Company, Facts, Held, Paper
from app.volunteers.rules.settings import Settings

ROUND = timedelta(days=1)  # seats just outside of a span may still be in the way
CAME = (AssignmentState.SIGNED_UP, AssignmentState.ACCEPTED)

IS_DRAFT = and_(
    col(Assignment.state) == AssignmentState.PROPOSED,
    col(Assignment.told_at).is_(None),
    col(Assignment.locked).is_(False),
)
"""Only planned: nobody was told, and no coordinator has fixed it. What people say themselves goes before."""


@dataclass(frozen=True)
class Span:
    """Which seats count: those that begin in it."""

    since: datetime
    until: datetime


def facts_of(
    session: Session, people: Collection[Volunteer], settings: Settings, span: Span, now: datetime, *,
    drafts: bool = True,
) -> dict[UUID, Facts]:  # fmt: skip
    """Everybody's facts. `span`: the month or months that are looked at; `drafts`: also seats nobody was told of."""
    ids = [one.id for one in people]
    papers, away, apart = _papers(session, people), _away(session, ids), _apart(session, ids)
    held, declined = _seats(session, ids, span, drafts)
    born, done = _born(session, people), done_shifts(session, ids, now)
    return {
        one.id: Facts(
            one.id, papers[one.id], born[one.id], frozenset((one.limits or "").split()), tuple(away[one.id]),
            (one.paused_from, one.paused_until) if one.paused_from else None, one.left_at is not None,
            cap_of(one, settings), one.experienced_at is None and done[one.id] < settings.novice_shifts,
            frozenset(apart[one.id]), tuple(held[one.id]), frozenset(declined[one.id]),
        )
        for one in people
    }  # fmt: skip


def cap_of(one: Volunteer, settings: Settings) -> float:
    """How many hours in a month are the most for somebody: what they said, and never more than the community allows."""
    return float(settings.cap_hours) if one.cap_hours is None else min(one.cap_hours, float(settings.cap_hours))


def company_of(holders: Iterable[UUID], facts: dict[UUID, Facts]) -> Company:
    """Who sits in a shift, as the rules look at it."""
    people = frozenset(holders)
    novices = sum(facts[one].novice for one in people)
    return Company(novices, len(people) - novices, people)


def holders_of(session: Session, shift_ids: Collection[UUID]) -> dict[UUID, list[Assignment]]:
    """Who holds a seat, by shift."""
    found: defaultdict[UUID, list[Assignment]] = defaultdict(list)
    wanted = select(Assignment).where(col(Assignment.shift_id).in_(shift_ids), col(Assignment.state).in_(HOLDING))
    wanted = wanted.order_by(col(Assignment.created_at), col(Assignment.id))
    for one in session.exec(wanted.execution_options(populate_existing=True)):
        found[one.shift_id].append(one)
    return found


def done_shifts(session: Session, ids: Collection[UUID], now: datetime) -> Counter[UUID]:
    """How many shifts somebody has come to."""
    wanted = (
        select(Assignment.volunteer_id, func.count())
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .where(
            col(Assignment.volunteer_id).in_(ids), col(Assignment.state).in_(CAME),
            Shift.ends_at <= now, col(Shift.cancelled_at).is_(None), col(Shift.published_at).is_not(None),
        )
        .group_by(col(Assignment.volunteer_id))
    )  # fmt: skip
    return Counter(dict(session.exec(wanted).all()))


def _papers(session: Session, people: Collection[Volunteer]) -> defaultdict[UUID, dict[str, Paper]]:
    found: defaultdict[UUID, dict[str, Paper]] = defaultdict(dict)
    wanted = (
        sql_select(
            col(VolunteerSkill.volunteer_id), col(VolunteerSkill.code), col(VolunteerSkill.valid_until),
            col(VolunteerSkill.proof_seen_at), col(Skill.needs_proof),
        )
        .join(
            Skill,
            (col(Skill.code) == col(VolunteerSkill.code))
            & (col(Skill.community_id) == col(VolunteerSkill.community_id)),
        )
        .where(col(VolunteerSkill.volunteer_id).in_([one.id for one in people]))
    )  # fmt: skip
    for who, code, until, seen_at, needs_proof in session.execute(wanted):
        found[who][code] = Paper(seen_at is not None or not needs_proof, until)
    return found


def _away(session: Session, ids: list[UUID]) -> defaultdict[UUID, list[tuple[date, date]]]:
    found: defaultdict[UUID, list[tuple[date, date]]] = defaultdict(list)
    for one in session.exec(select(AwayDays).where(col(AwayDays.volunteer_id).in_(ids))):
        found[one.volunteer_id].append((one.first_on, one.last_on))
    return found


def _apart(session: Session, ids: list[UUID]) -> defaultdict[UUID, set[UUID]]:
    """Whoever of the two said so."""
    found: defaultdict[UUID, set[UUID]] = defaultdict(set)
    either = or_(col(Wish.volunteer_id).in_(ids), col(Wish.other_id).in_(ids))
    for one in session.exec(select(Wish).where(Wish.kind == WishKind.APART, either)):
        found[one.volunteer_id].add(one.other_id)
        found[one.other_id].add(one.volunteer_id)
    return found


def _seats(
    session: Session, ids: list[UUID], span: Span, drafts: bool
) -> tuple[defaultdict[UUID, list[Held]], defaultdict[UUID, set[UUID]]]:
    held: defaultdict[UUID, list[Held]] = defaultdict(list)
    declined: defaultdict[UUID, set[UUID]] = defaultdict(set)
    wanted = (
        sql_select(
            col(Assignment.volunteer_id), col(Assignment.state), col(Shift.id), col(Shift.starts_at), col(Shift.ends_at)
        )
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .where(
            col(Assignment.volunteer_id).in_(ids), col(Shift.cancelled_at).is_(None),
            col(Shift.starts_at) >= span.since - ROUND, col(Shift.starts_at) < span.until + ROUND,
        )
    )  # fmt: skip
    if not drafts:
        wanted = wanted.where(~IS_DRAFT)
    for who, state, shift_id, starts_at, ends_at in session.execute(wanted.order_by(col(Shift.starts_at))):
        if state.holds:
            held[who].append(Held(shift_id, starts_at, ends_at))
        elif state is AssignmentState.DECLINED:
            declined[who].add(shift_id)
    return held, declined


def _born(session: Session, people: Collection[Volunteer]) -> dict[UUID, date | None]:
    ids = [one.person_id for one in people if one.person_id is not None]
    roster: dict[UUID | None, date | None] = {}
    for person_id, born_on in session.execute(
        sql_select(col(Person.id), col(Person.born_on)).where(col(Person.id).in_(ids))
    ):
        roster[person_id] = born_on
    return {one.id: roster.get(one.person_id) or one.born_on for one in people}
