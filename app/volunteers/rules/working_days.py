"""工作日: how long a public notice lasts. Pure.

Weekends and what a community has entered as 放假 or 调休. The State Council says every autumn which days of the next
year are off; nothing here knows that by itself. A year of which nothing was entered counts weekends only, and whoever
puts hours on notice is told so (`is_known`).
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date, timedelta

from app.volunteers.models import DayKind

SATURDAY = 5
Days = Mapping[date, DayKind]
"""The days that are not as their weekday says."""


def is_working_day(day: date, special: Days) -> bool:
    """Whether offices are open."""
    kind = special.get(day)
    return kind is DayKind.WORK if kind is not None else day.weekday() < SATURDAY


def notice_end(first_on: date, working_days: int, special: Days) -> date:
    """The last day of a notice that hangs from `first_on` on: that day does not count, then so many working days."""
    day, left = first_on, working_days
    while left > 0:
        day += timedelta(days=1)
        left -= is_working_day(day, special)
    return day


def is_known(first_on: date, last_on: date, special: Days) -> bool:
    """Whether something was entered for every year that a notice touches."""
    years = {day.year for day in special}
    return {first_on.year, last_on.year} <= years
