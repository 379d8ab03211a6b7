"""Stored due dates, computed again when something they rest on has changed.

Called after a visit, a change of care groups, a priority mark, a changed interval, and a roster import.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Collection, Iterable, Mapping
from datetime import date
from typing import Any
from uuid import UUID

from sqlalchemy import bindparam, delete, insert, select, update
from sqlmodel import Session, col

from app.households.models import Community
from app.households.service.changed import listen
from app.shared.clock import local_day, now
from app.shared.ids import new_id
from app.shared.tables import table_of
from app.visits.models import HouseholdDue, PriorityCause, PriorityRule, VisitInterval
from app.visits.models.due import ORDINARY
from app.visits.rules import Applies, Cause, Due, Standing, birthday, next_due, standing
from app.visits.service.facts import Facts, facts_of
from app.visits.service.queries import narrowed
from app.visits.service.settings import intervals_of, priorities_of

Rules = Mapping[str, list[VisitInterval]]

DUE = table_of(HouseholdDue)
MANY = 5_000  # households by name in one statement; databases have room for some ten thousand values


def recompute(session: Session, community_id: UUID, household_ids: Collection[UUID] | None, today: date) -> int:
    """Write `HouseholdDue` of these households (None: all of the community). Returns how many rows changed.

    Locks the households first, so that two visits to one door, sent at once, see each other.
    """
    if household_ids is not None and len(household_ids) > MANY:
        household_ids = None
    facts = facts_of(session, community_id, household_ids, today)
    priorities = priorities_of(session, community_id)
    rules = by_code(intervals_of(session, community_id))
    wanted = {home: due_row(one, rules, priorities) for home, one in facts.items()}
    return _write(session, community_id, household_ids, wanted)


@listen
def follow_roster(session: Session, community_id: UUID, household_ids: Collection[UUID]) -> None:
    """The roster changed: who lives there, how old, in which care groups."""
    zone = session.get_one(Community, community_id).zone
    recompute(session, community_id, household_ids, local_day(now(), zone))


def due_row(facts: Facts, rules: Rules, priorities: Mapping[PriorityCause, PriorityRule]) -> dict[str, Any]:
    """The columns of `HouseholdDue` for one household."""
    so_far = standing(facts.tried)
    due = next_due(applying(facts, rules), so_far, facts.known_on, _causes(facts, so_far), priorities)
    return _columns(due, so_far)


def by_code(intervals: Iterable[VisitInterval]) -> Rules:
    """The rules of each care group."""
    found: dict[str, list[VisitInterval]] = defaultdict(list)
    for one in intervals:
        found[one.code].append(one)
    return found


def applying(facts: Facts, rules: Rules) -> list[Applies]:
    """The rules that hold for a household, and since when."""
    applying = [Applies(one) for one in rules[ORDINARY]]
    for code, since, born_on in facts.groups:
        for one in rules.get(code, ()):
            if not one.min_age:
                applying.append(Applies(one, since))
            elif born_on:
                old_enough = birthday(born_on, one.min_age)
                applying.append(Applies(one, max(since, old_enough) if since else old_enough))
    return applying


def _causes(facts: Facts, now: Standing) -> list[Cause]:
    causes = list(facts.causes)
    if facts.moved_in_on:
        causes.append(Cause(PriorityCause.MOVED_IN, facts.moved_in_on, facts.known_on))
    if now.missed >= 2 and now.last:
        day = now.last.at.date()
        causes.append(Cause(PriorityCause.NOT_MET_TWICE, day, day))
    return causes


def _columns(due: Due, now: Standing) -> dict[str, Any]:
    return {
        "interval_key": due.interval.key,
        "cause": due.cause.cause if due.cause else None,
        "cause_since": due.cause.since if due.cause else None,
        "due_on": due.due_on,
        "overdue_on": due.overdue_on,
        "rank": due.interval.rank,
        "counted_from": due.counted_from,
        "last_met_on": due.last_met_on,
        "last_tried_at": now.last.at if now.last else None,
        "last_outcome": now.last.outcome if now.last else None,
        "missed": now.missed,
        "next_try": now.next_try,
    }


def _write(
    session: Session, community_id: UUID, only: Collection[UUID] | None, wanted: Mapping[UUID, dict[str, Any]]
) -> int:
    session.flush()
    stored = narrowed(select(DUE), HouseholdDue, HouseholdDue.household_id, community_id, only)
    had = {row.household_id: row for row in session.execute(stored) if row.community_id == community_id}
    new = [
        {"id": new_id(), "community_id": community_id, "household_id": home} | columns
        for home, columns in wanted.items()
        if home not in had
    ]
    changed = [
        {"row_id": had[home].id} | columns
        for home, columns in wanted.items()
        if home in had and any(getattr(had[home], name) != value for name, value in columns.items())
    ]
    gone = [row.id for home, row in had.items() if home not in wanted]
    if new:
        session.execute(insert(DUE), new)
    if changed:
        names: dict[str, Any] = {name: bindparam(name) for name in changed[0] if name != "row_id"}
        session.execute(update(DUE).where(DUE.c.id == bindparam("row_id")).values(names), changed)
    if gone:
        session.execute(delete(HouseholdDue).where(col(HouseholdDue.id).in_(gone)))
    return len(new) + len(changed) + len(gone)
