"""When a household is due, when it is overdue, and why. Pure: rows and dates in, dates and sentences out.

No rule here looks at today to compute a date, so the stored dates stay true while days pass. What a community sets
(days, grace, which contacts count, what a cause does) comes in as rows with their sources.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, timedelta

from app.visits.models import Mode, Outcome, PriorityCause, PriorityRule, TimeOfDay, VisitInterval

ANSWERED = {Outcome.MET, Outcome.REFUSED, Outcome.MOVED}  # somebody was there, or nobody will be: not "missed"
SETTLED_BY = {Outcome.MET}


@dataclass(frozen=True)
class Applies:
    """A rule that holds for a household. `since`: the day it began to (a diagnosis, an 80th birthday)."""

    interval: VisitInterval
    since: date | None = None


@dataclass(frozen=True)
class Cause:
    """Something that moves a household up, since a day. `known_on`: when the office learned of it."""

    cause: PriorityCause
    since: date
    known_on: date


@dataclass(frozen=True)
class Tried:
    """One visit, as far as due dates care. `at` is local time."""

    at: datetime
    mode: Mode
    outcome: Outcome


@dataclass(frozen=True)
class Standing:
    """What the visits of a household add up to."""

    met_on: Mapping[str, date] = field(default_factory=dict)  # last day somebody was met, per kind of contact
    last: Tried | None = None
    missed: int = 0  # not at home, in a row
    next_try: TimeOfDay | None = None


@dataclass(frozen=True)
class Due:
    """When a household is due and which rule says so."""

    due_on: date
    overdue_on: date
    interval: VisitInterval
    counted_from: date
    last_met_on: date | None
    cause: Cause | None = None


def due_date(applies: Applies, last_met_on: date | None, known_on: date) -> date:
    """Counted from the last met visit, else from the day the household became known.

    Never before the rule began to hold: nobody can be late for a rule that did not exist yet.
    """
    due = (last_met_on or known_on) + timedelta(days=applies.interval.days)
    return max(due, applies.since) if applies.since else due


def overdue_date(due_on: date, grace_days: int) -> date:
    """The first day that counts as overdue."""
    return due_on + timedelta(days=grace_days + 1)


def is_overdue(overdue_on: date, today: date) -> bool:
    """Whether a stored overdue date has come."""
    return today >= overdue_on


def is_due(due_on: date, today: date) -> bool:
    """Whether a stored due date has come."""
    return today >= due_on


def next_due(
    rules: Sequence[Applies],
    standing: Standing,
    known_on: date,
    causes: Iterable[Cause] = (),
    priorities: Mapping[PriorityCause, PriorityRule] | None = None,
) -> Due:
    """The strictest of everything that applies, and which rule it was.

    Strictest is what becomes overdue first; due and overdue are each the earliest of all. A cause pulls both in and
    never pushes them out. `rules` is not empty: the rule for ordinary households holds for everyone.
    """
    found = [(*_dates(one, standing, known_on), one) for one in rules]
    overdue_on, due_on, decides = min(found, key=lambda item: (*item[:2], item[2].interval.rank, item[2].interval.key))
    due_on = min(due for _, due, _ in found)
    met = _met_under(decides.interval, standing)
    strictest = strictest_cause(causes, standing, priorities or {})
    if strictest:
        _, pulled = strictest
        due_on, overdue_on = min(due_on, pulled), min(overdue_on, overdue_date(pulled, 0))
    return Due(due_on, overdue_on, decides.interval, met or known_on, met, strictest[0] if strictest else None)


def _dates(one: Applies, standing: Standing, known_on: date) -> tuple[date, date]:
    due = due_date(one, _met_under(one.interval, standing), known_on)
    return overdue_date(due, one.interval.grace_days), due


def _met_under(interval: VisitInterval, standing: Standing) -> date | None:
    """The last met contact of a kind that counts under this rule."""
    return max((day for mode, day in standing.met_on.items() if mode in interval.modes), default=None)


def strictest_cause(
    causes: Iterable[Cause], standing: Standing, priorities: Mapping[PriorityCause, PriorityRule]
) -> tuple[Cause, date] | None:
    """The active cause with the earliest date, and that date."""
    active = [
        (cause_date(cause, standing, priorities[cause.cause]), cause)
        for cause in causes
        if cause.cause in priorities and is_active(cause, standing, priorities[cause.cause])
    ]
    if not active:
        return None
    pulled, cause = min(active, key=lambda item: (item[0], list(PriorityCause).index(item[1].cause)))
    return cause, pulled


def cause_date(cause: Cause, standing: Standing, rule: PriorityRule) -> date:
    """Due within the rule's days of the event, of the day the office learned of it, or of the last met visit.

    The last one so that a need which takes months asks for a visit now and then, and not for one every day.
    """
    met = max(standing.met_on.values(), default=cause.since)
    return max(cause.since, cause.known_on, met) + timedelta(days=rule.within_days)


EVENTS = {PriorityCause.HOSPITAL, PriorityCause.MOVED_IN}  # seeing the people once answers these


def is_active(cause: Cause, standing: Standing, rule: PriorityRule) -> bool:
    """Whether a cause still asks for a visit: recent enough when it became known, and not yet answered by one."""
    if rule.recent_days is not None and cause.since < cause.known_on - timedelta(days=rule.recent_days):
        return False
    met = max(standing.met_on.values(), default=None)
    return not (cause.cause in EVENTS and met is not None and met >= cause.since)


def standing(visits: Iterable[Tried]) -> Standing:
    """Fold the visits of one household, in any order."""
    met_on: dict[str, date] = {}
    missed: list[Tried] = []
    last: Tried | None = None
    for tried in sorted(visits, key=lambda one: one.at):
        last = tried
        if tried.outcome in SETTLED_BY:
            met_on[tried.mode] = max(tried.at.date(), met_on.get(tried.mode, tried.at.date()))
        if tried.outcome in ANSWERED:
            missed = []
        else:
            missed.append(tried)
    return Standing(met_on, last, len(missed), next_try([one.at for one in missed]))


def part_of(at: datetime) -> TimeOfDay:
    """Which part of the week a local time lies in."""
    if at.weekday() >= 5:
        return TimeOfDay.WEEKEND
    if at.hour < 12:
        return TimeOfDay.MORNING
    return TimeOfDay.AFTERNOON if at.hour < 17 else TimeOfDay.EVENING


# People who work are in after supper; people who are out in the morning are rarely out all day.
_THEN = [TimeOfDay.EVENING, TimeOfDay.AFTERNOON, TimeOfDay.MORNING, TimeOfDay.WEEKEND]


def next_try(missed: Sequence[datetime]) -> TimeOfDay | None:
    """Another part of the week than the ones that failed; the longest untried one when all did. None: none failed."""
    if not missed:
        return None
    tried = [part_of(at) for at in missed]
    return next((part for part in _THEN if part not in tried), None) or min(
        _THEN, key=lambda part: len(tried) - 1 - tried[::-1].index(part)
    )


def birthday(born_on: date, age: int) -> date:
    """The day somebody reaches an age; 29 February becomes 1 March in other years."""
    try:
        return born_on.replace(year=born_on.year + age)
    except ValueError:
        return date(born_on.year + age, 3, 1)
