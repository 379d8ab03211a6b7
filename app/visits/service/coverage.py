"""What a supervisor sees: how far the visits of a month reached, and what is overdue. No names, no workers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.households.models import CareGroup, Community, Door, Grid, Household, Person, PersonCareGroup
from app.households.service.reach import LIVES_THERE
from app.shared.errors import NotFound
from app.visits.coverage import (
    GroupCoverage,
    Member,
    Share,
    closed_in_time,
    group_coverage,
    month_of,
    overdue_days,
)
from app.visits.models import HouseholdDue, Need, Outcome, PriorityCause, Visit, VisitInterval
from app.visits.service.places import communities_of
from app.visits.service.queries import columns
from app.visits.service.settings import intervals_of, priorities_of


@dataclass(frozen=True, slots=True)
class OverdueDoor:
    """A door that is overdue: where, under which rule, for how many days. Nobody's name."""

    door: str
    grid: str
    rule: str  # key of the rule
    days: int


@dataclass(frozen=True, slots=True)
class Coverage:
    """A month of one community. `groups` in the order of the community's list; `overdue` the longest first."""

    community: Community
    first: date
    last: date
    groups: list[GroupCoverage]
    names: dict[str, str]  # code → name
    rules: dict[str, VisitInterval]  # key → rule
    households: Share  # not overdue, of all
    not_met: Share  # tries that met nobody at home, of all visits
    needs: Share  # closed in time
    need_days: int
    overdue: list[OverdueDoor]


def watched(session: Session, who: Actor) -> list[Community]:
    """The communities whose coverage they may see, by name."""
    return communities_of(session, who, Permission.COVERAGE_READ)


def community_watched(session: Session, who: Actor, community_id: UUID, permission: Permission) -> Community:
    """One community where `permission` holds as a whole. Raises `NotFound`."""
    community = session.get(Community, community_id)
    if community is None or not who.may(permission, community.id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    return community


def coverage_of(session: Session, who: Actor, community_id: UUID, now: datetime, back: int = 0) -> Coverage:
    """The month `back` months ago (0: this one, up to now). Raises `NotFound`."""
    community = community_watched(session, who, community_id, Permission.COVERAGE_READ)
    zone = ZoneInfo(community.zone)
    today = now.astimezone(zone).date()
    first, last = month_of(today, back)
    visits = _visits(session, community.id, first, last, zone)
    due = _due(session, community.id)
    overdue_on = {row.household_id: row.overdue_on for row, *_ in due}
    people_met, homes_met = _met(visits)
    days = priorities_of(session, community.id)[PriorityCause.OPEN_NEED].within_days
    return Coverage(
        community=community, first=first, last=last,
        groups=group_coverage(_members(session, community.id), people_met, homes_met, overdue_on, today),
        names=_names(session, community.id),
        rules={rule.key: rule for rule in intervals_of(session, community.id)},
        households=Share(sum(today < day for day in overdue_on.values()), len(overdue_on)),
        not_met=Share(sum(visit.outcome is Outcome.NOT_HOME for visit in visits), len(visits)),
        needs=closed_in_time(_needs(session, community.id, first, last, zone), days, today), need_days=days,
        overdue=_overdue(due, today),
    )  # fmt: skip


def _visits(session: Session, community_id: UUID, first: date, last: date, zone: ZoneInfo) -> list[Any]:
    start, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    wanted = columns(Visit.household_id, Visit.outcome, Visit.people).where(
        col(Visit.community_id) == community_id, col(Visit.started_at) >= start, col(Visit.started_at) < end
    )
    return list(session.execute(wanted).all())


def _met(visits: list[Any]) -> tuple[set[UUID], set[UUID]]:
    met = [visit for visit in visits if visit.outcome is Outcome.MET]
    return {UUID(person) for visit in met for person in visit.people}, {visit.household_id for visit in met}


def _members(session: Session, community_id: UUID) -> list[Member]:
    wanted = (
        columns(Person.id, Person.household_id, PersonCareGroup.code)
        .select_from(Person)
        .join(PersonCareGroup, col(PersonCareGroup.person_id) == col(Person.id))
        .join(Household, col(Household.id) == col(Person.household_id))
        .join(CareGroup, col(CareGroup.code) == col(PersonCareGroup.code))
        .where(
            col(Person.community_id) == community_id,
            col(CareGroup.community_id) == community_id,
            col(PersonCareGroup.ended_on).is_(None),
            *LIVES_THERE,
        )
        .order_by(col(CareGroup.id))
    )
    return [Member(*row) for row in session.execute(wanted)]


def _names(session: Session, community_id: UUID) -> dict[str, str]:
    wanted = columns(CareGroup.code, CareGroup.name).where(col(CareGroup.community_id) == community_id)
    return {code: name for code, name in session.execute(wanted)}


def _due(session: Session, community_id: UUID) -> list[Any]:
    wanted = (
        columns(HouseholdDue, Door.label, Grid.name)
        .join(Household, col(Household.id) == col(HouseholdDue.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .join(Grid, col(Grid.id) == col(Door.grid_id), isouter=True)
        .where(col(HouseholdDue.community_id) == community_id, col(Household.moved_out_on).is_(None))
        .order_by(col(HouseholdDue.overdue_on), col(Door.climb_key))
    )
    return list(session.execute(wanted).all())


def _overdue(due: list[Any], today: date) -> list[OverdueDoor]:
    return [
        OverdueDoor(door, grid or "", row.interval_key, overdue_days(row.overdue_on, today))
        for row, door, grid in due
        if row.overdue_on <= today
    ]


def _needs(
    session: Session, community_id: UUID, first: date, last: date, zone: ZoneInfo
) -> list[tuple[date, date | None]]:
    start, end = (datetime.combine(day, time(), zone) for day in (first, last + timedelta(days=1)))
    wanted = columns(Need.found_at, Need.closed_at).where(
        col(Need.community_id) == community_id, col(Need.withdrawn).is_(False),
        col(Need.found_at) >= start, col(Need.found_at) < end,
    )  # fmt: skip
    return [
        (found.astimezone(zone).date(), closed.astimezone(zone).date() if closed else None)
        for found, closed in session.execute(wanted)
    ]
