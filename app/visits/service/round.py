"""The round (今日走访): what a phone needs of every door of its cadre to order, filter and colour them by itself."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.households.models import Building, Door, Household, Person, PersonCareGroup
from app.households.service import reach
from app.visits.models import HouseholdDue, Outcome, PriorityCause, TimeOfDay
from app.visits.service.queries import columns


@dataclass(slots=True)
class RoundRow:
    """One household of the round. `id` is the household's.

    Nothing here changes by itself when a day passes, so that a phone is not sent everything every morning; it
    works out "due", "overdue", "done today" and "for 41 days" from the dates:

    - order: overdue (`today >= overdue`), then due (`today >= due`), then the rest; within each `rank`, then `climb`;
    - reason: the view `words` has the sentence of `rule` and of `cause`; days are counted from `since` (or `cause_on`);
    - done today: `outcome == "met"` and `tried` lies in today; not met today: the same with `not_home`.
    """

    id: str
    door: str  # 3栋2单元501
    climb: str  # sorts as people climb
    estate: str
    building: str
    unit: str
    floor: int | None
    room: str
    grid: str  # id, empty for none
    head: str  # name of the household's head
    people: int
    tags: list[str]  # codes of care groups, most pressing first come from the view `words`
    due: date
    overdue: date  # first day that counts as overdue
    rank: int
    rule: str  # id in the view `words`: "rule:elder_alone:80"
    since: date  # the day the rule counts from
    met: date | None  # None: never met, as far as anybody wrote down
    cause: PriorityCause | None
    cause_on: date | None
    tried: datetime | None
    outcome: Outcome | None
    missed: int
    next_try: TimeOfDay | None


def round_rows(session: Session, who: Actor) -> list[RoundRow]:
    """The doors of `who`, as people climb. Empty for somebody who has no round."""
    here = reach(who, Permission.ROUND_READ)
    heads, counts = _people(session, here)
    tags = _tags(session, here)
    wanted = (
        columns(
            Household.id, Door.label, Door.climb_key, Building.estate, Building.label, Door.unit, Door.floor, Door.room,
            Door.grid_id, HouseholdDue,
        )
        .join(Door, col(Household.door_id) == col(Door.id))
        .join(Building, col(Door.building_id) == col(Building.id))
        .join(HouseholdDue, col(HouseholdDue.household_id) == col(Household.id))
        .where(here, col(Household.moved_out_on).is_(None))
        .order_by(col(Door.climb_key), col(Household.id))
    )  # fmt: skip
    return [
        _row(home, place, due, heads.get(home, ""), counts.get(home, 0), tags.get(home, []))
        for home, *place, due in session.execute(wanted)
    ]


def _row(home: UUID, place: list[Any], due: HouseholdDue, head: str, people: int, tags: list[str]) -> RoundRow:
    door, climb, estate, building, unit, floor, room, grid = place
    return RoundRow(
        id=str(home), door=door, climb=climb, estate=estate, building=building, unit=unit, floor=floor, room=room,
        grid=str(grid or ""), head=head, people=people, tags=tags, due=due.due_on, overdue=due.overdue_on,
        rank=due.rank, rule=f"rule:{due.interval_key}", since=due.counted_from, met=due.last_met_on, cause=due.cause,
        cause_on=due.cause_since, tried=due.last_tried_at, outcome=due.last_outcome, missed=due.missed,
        next_try=due.next_try,
    )  # fmt: skip


def _people(session: Session, here: Any) -> tuple[dict[UUID, str], dict[UUID, int]]:
    """Per household the name to ask for (the head, else the oldest) and how many live there."""
    heads: dict[UUID, str] = {}
    counts: dict[UUID, int] = defaultdict(int)
    order = (col(Person.relation) != "户主", col(Person.born_on).is_(None), col(Person.born_on), col(Person.id))
    wanted = _living(columns(Person.household_id, Person.name), here).order_by(*order)
    for home, name in session.execute(wanted):
        heads.setdefault(home, name)
        counts[home] += 1
    return heads, counts


def _tags(session: Session, here: Any) -> dict[UUID, list[str]]:
    found: dict[UUID, set[str]] = defaultdict(set)
    wanted = _living(columns(Person.household_id, PersonCareGroup.code), here)
    wanted = wanted.join(PersonCareGroup, col(PersonCareGroup.person_id) == col(Person.id))
    for home, code in session.execute(wanted.where(col(PersonCareGroup.ended_on).is_(None))):
        found[home].add(code)
    return {home: sorted(codes) for home, codes in found.items()}


def _living(query: Any, here: Any) -> Any:
    """The people who live behind these doors now."""
    return (
        query.select_from(Person)
        .join(Household, col(Person.household_id) == col(Household.id))
        .join(Door, col(Household.door_id) == col(Door.id))
        .where(here, col(Person.moved_out_on).is_(None), col(Person.merged_into).is_(None))
    )
