"""A weekly rota as the shifts of a span of days. Pure."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

LONGEST = 62  # days made at once: a month and what is left of the one before


@dataclass(frozen=True)
class Line:
    """`weekday`: 0 is Monday; `until` included, None: without end; `ends` not after `starts`: on the next day."""

    weekday: int
    starts: time
    ends: time
    first_on: date
    until: date | None


def days_of(line: Line, first_on: date, last_on: date) -> Iterator[date]:
    """The days of a line in a span, both ends included."""
    first = max(first_on, line.first_on)
    last = last_on if line.until is None else min(last_on, line.until)
    day = first + timedelta(days=(line.weekday - first.weekday()) % 7)
    while day <= last:
        yield day
        day += timedelta(days=7)


def hours_of(line: Line, day: date, zone: str) -> tuple[datetime, datetime]:
    """Start and end, aware."""
    there = ZoneInfo(zone)
    ends_on = day if line.ends > line.starts else day + timedelta(days=1)
    return datetime.combine(day, line.starts, there), datetime.combine(ends_on, line.ends, there)


def month_of(day: date) -> tuple[date, date]:
    """The first and the last day of the month a day lies in."""
    first = day.replace(day=1)
    return first, (first + timedelta(days=31)).replace(day=1) - timedelta(days=1)
