"""The days of a series. Pure."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

MOST = 60  # events at once: more than a year of weeks is a slip of the hand


def days(first_on: date, until: date, weekday: int) -> list[date]:
    """Every `weekday` (0 is Monday) from the first day to the last, both included; at most `MOST` + 1 of them."""
    first = first_on + timedelta(days=(weekday - first_on.weekday()) % 7)
    found: list[date] = []
    while first <= until and len(found) <= MOST:
        found.append(first)
        first += timedelta(days=7)
    return found


def hours(day: date, starts: time, ends: time, zone: str) -> tuple[datetime, datetime]:
    """From and to, aware, on that day where the community lives."""
    there = ZoneInfo(zone)
    return datetime.combine(day, starts, there), datetime.combine(day, ends, there)
