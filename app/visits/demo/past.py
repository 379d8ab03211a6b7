"""When the visits of one household were, and how they ended. Pure: a generator and rules in, moments out."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime, time, timedelta
from random import Random
from zoneinfo import ZoneInfo

from app.visits.models import Mode, Outcome

HALF_A_YEAR = timedelta(days=183)
_HOURS = ((time(9), 170), (time(9), 170), (time(14, 30), 180), (time(19), 75))  # start, minutes
_MODES = (Mode.VISIT,) * 14 + (Mode.CALL,) * 4 + (Mode.ENCOUNTER,) * 2 + (Mode.PROXY,)


@dataclass(frozen=True)
class Past:
    """One visit that was."""

    at: datetime  # aware
    mode: Mode
    outcome: Outcome


def past_of(rng: Random, days: int, now: datetime, zone: ZoneInfo) -> list[Past]:
    """The visits of a household that should be met every `days`, oldest first, none in the future."""
    last = _age_of_last(rng, days)
    if last is None:
        return []
    found: list[Past] = []
    age = last
    while age < HALF_A_YEAR.days or not found:
        found += _met(rng, age, now, zone)
        age += max(2, round(days * rng.uniform(0.75, 1.05)))
    found += _closed_doors(rng, last, days, now, zone)
    return sorted((past for past in found if past.at <= now - timedelta(minutes=15)), key=lambda past: past.at)


def _age_of_last(rng: Random, days: int) -> int | None:
    """Days since the last met visit: most in time, some due now, some overdue; a few households never met."""
    throw = rng.random()
    if days > 100 and throw < 0.03:
        return None
    if throw < 0.07:
        return max(days + 2, round(days * rng.uniform(1.05, 1.5)))
    if throw < 0.16:
        return max(1, round(days * rng.uniform(0.95, 1.0)))
    return max(1, round(days * rng.uniform(0.02, 0.93)))


def _met(rng: Random, age: int, now: datetime, zone: ZoneInfo) -> Iterator[Past]:
    """A met visit, sometimes after a closed door a day or three before, rarely a refusal instead."""
    if rng.random() < 0.12:
        yield Past(moment(rng, age + rng.randint(1, 3), now, zone), Mode.VISIT, Outcome.NOT_HOME)
    if rng.random() < 0.02:
        yield Past(moment(rng, age + 1, now, zone), Mode.VISIT, Outcome.REFUSED)
    yield Past(moment(rng, age, now, zone), rng.choice(_MODES), Outcome.MET)


def _closed_doors(rng: Random, last: int, days: int, now: datetime, zone: ZoneInfo) -> Iterator[Past]:
    """Whoever is due may have been tried already, once or twice."""
    if last < days * 0.95 or last < 4 or rng.random() > 0.45:
        return
    for age in sorted(rng.sample(range(1, 4), rng.choice((1, 1, 1, 2))), reverse=True):
        yield Past(moment(rng, age, now, zone), Mode.VISIT, Outcome.NOT_HOME)
    if rng.random() < 0.08:
        yield Past(moment(rng, 0, now, zone), Mode.VISIT, rng.choice((Outcome.REFUSED, Outcome.MOVED)))


def moment(rng: Random, days_ago: int, now: datetime, zone: ZoneInfo) -> datetime:
    """A working hour of that day, seldom on a weekend."""
    day = now.astimezone(zone).date() - timedelta(days=days_ago)
    if day.weekday() >= 5 and rng.random() < 0.85:
        day -= timedelta(days=day.weekday() - 4)
    start, span = rng.choice(_HOURS)
    return datetime.combine(day, start, zone) + timedelta(minutes=rng.randrange(span))


def today_of(rng: Random, now: datetime, zone: ZoneInfo) -> datetime | None:
    """A moment of today that has passed, in office hours; None before half past nine."""
    local = now.astimezone(zone)
    opened = local.replace(hour=9, minute=0, second=0, microsecond=0)
    minutes = int((local - opened).total_seconds() // 60) - 20
    return opened + timedelta(minutes=rng.randrange(minutes)) if minutes > 10 else None
