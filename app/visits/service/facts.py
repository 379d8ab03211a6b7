"""What the due date of a household rests on, read for one household or for a whole community at once."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass, field
from datetime import date
from uuid import UUID
from zoneinfo import ZoneInfo

from sqlmodel import Session, col

from app.households.models import Community, Household, Person, PersonCareGroup
from app.visits.models import Need, PriorityCause, PriorityMark, Urgency, Visit
from app.visits.rules import Cause, Tried
from app.visits.service.queries import columns, narrowed


@dataclass
class Facts:
    """All that decides about one household. `groups`: code, since, born on."""

    known_on: date
    moved_in_on: date | None
    groups: list[tuple[str, date | None, date | None]] = field(default_factory=list)
    tried: list[Tried] = field(default_factory=list)
    causes: list[Cause] = field(default_factory=list)


def facts_of(session: Session, community_id: UUID, only: Collection[UUID] | None, today: date) -> dict[UUID, Facts]:
    """The facts of the households that still live here. Locks their rows: see `recompute`."""
    zone = ZoneInfo(session.get_one(Community, community_id).zone)
    living = columns(Household.id, Household.community_id, Household.created_at, Household.moved_in_on)
    homes = narrowed(living, Household, Household.id, community_id, only)
    homes = homes.where(col(Household.moved_out_on).is_(None)).order_by(col(Household.id))
    facts = {
        home: Facts(min(created_at.astimezone(zone).date(), today), moved_in_on)
        for home, its_community, created_at, moved_in_on in session.execute(homes.with_for_update(key_share=True))
        if its_community == community_id
    }
    _add_groups(session, facts, community_id, only)
    _add_visits(session, facts, community_id, only, zone)
    _add_marks(session, facts, community_id, only, zone)
    _add_needs(session, facts, community_id, only, zone)
    return facts


def _add_groups(session: Session, facts: dict[UUID, Facts], community_id: UUID, only: Collection[UUID] | None) -> None:
    groups = (
        columns(Person.household_id, PersonCareGroup.code, PersonCareGroup.since, Person.born_on)
        .join(PersonCareGroup, col(PersonCareGroup.person_id) == col(Person.id))
        .where(
            col(PersonCareGroup.ended_on).is_(None),
            col(Person.moved_out_on).is_(None),
            col(Person.merged_into).is_(None),
        )
    )
    query = narrowed(groups, Person, Person.household_id, community_id, only)
    for home, code, since, born_on in session.execute(query):
        if home in facts:
            facts[home].groups.append((code, since, born_on))


def _add_visits(
    session: Session, facts: dict[UUID, Facts], community_id: UUID, only: Collection[UUID] | None, zone: ZoneInfo
) -> None:
    visits = columns(Visit.household_id, Visit.started_at, Visit.mode, Visit.outcome)
    for home, at, mode, outcome in session.execute(narrowed(visits, Visit, Visit.household_id, community_id, only)):
        if home in facts:
            facts[home].tried.append(Tried(at.astimezone(zone), mode, outcome))


def _add_marks(
    session: Session, facts: dict[UUID, Facts], community_id: UUID, only: Collection[UUID] | None, zone: ZoneInfo
) -> None:
    marks = columns(PriorityMark.household_id, PriorityMark.cause, PriorityMark.since, PriorityMark.created_at)
    marks = marks.where(col(PriorityMark.ended_at).is_(None))
    query = narrowed(marks, PriorityMark, PriorityMark.household_id, community_id, only)
    for home, cause, since, noted_at in session.execute(query):
        if home in facts:
            facts[home].causes.append(Cause(cause, since, noted_at.astimezone(zone).date()))


def _add_needs(
    session: Session, facts: dict[UUID, Facts], community_id: UUID, only: Collection[UUID] | None, zone: ZoneInfo
) -> None:
    needs = columns(Need.household_id, Need.found_at, Need.urgency).where(col(Need.closed_at).is_(None))
    for home, found_at, urgency in session.execute(narrowed(needs, Need, Need.household_id, community_id, only)):
        if home in facts:
            day = found_at.astimezone(zone).date()
            cause = PriorityCause.URGENT_NEED if urgency is Urgency.NOW else PriorityCause.OPEN_NEED
            facts[home].causes.append(Cause(cause, day, day))
