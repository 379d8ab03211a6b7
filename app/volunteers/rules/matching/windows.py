"""When people can come: shifts against the weekly windows they offered, day by day."""

from __future__ import annotations

from datetime import datetime, time, timedelta

import numpy as np
from numpy.typing import NDArray

from app.volunteers.rules.matching.problem import Problem, Shift, Window

DAY = 24 * 60  # minutes


def in_window(problem: Problem) -> NDArray[np.bool_]:
    """Whether a shift lies within what somebody offered, day by day: 22:00-02:00 needs an evening and a morning."""
    rows = [(at, *window) for at, one in enumerate(problem.volunteers) for window in _offered(one.windows)]
    whose, weekday, since, until = (
        (np.array(column) for column in zip(*rows, strict=True)) if rows else [np.zeros(0)] * 4
    )
    inside = np.ones((len(problem.volunteers), len(problem.shifts)), dtype=bool)
    known: dict[tuple[int, int, int], NDArray[np.bool_]] = {}
    for column, shift in enumerate(problem.shifts):
        for part in _days_of(shift):
            if part not in known:
                known[part] = np.zeros(len(problem.volunteers), dtype=bool)
                fits = (weekday == part[0]) & (since <= part[1]) & (until >= part[2])
                known[part][whose[fits].astype(int)] = True
            inside[:, column] &= known[part]
    return inside


def _offered(windows: tuple[Window, ...]) -> list[tuple[int, int, int]]:
    """Windows in minutes of their day; those that touch are one."""
    found: list[tuple[int, int, int]] = []
    for weekday, since, until in sorted((w.weekday, _minutes(w.since), _minutes(w.until) or DAY) for w in windows):
        if found and found[-1][0] == weekday and since <= found[-1][2]:
            found[-1] = weekday, found[-1][1], max(found[-1][2], until)
        else:
            found.append((weekday, since, until))
    return found


def _minutes(at: time) -> int:
    return at.hour * 60 + at.minute


def _days_of(shift: Shift) -> list[tuple[int, int, int]]:
    """A shift cut at midnight: weekday, and from-to in minutes of that day."""
    parts, day = [], shift.start.replace(hour=0, minute=0, second=0, microsecond=0)
    while day < shift.end:
        since, until = max(shift.start, day), min(shift.end, day + timedelta(days=1))
        parts.append((day.weekday(), int(_since(since, day)), int(-(-_since(until, day) // 1))))
        day += timedelta(days=1)
    return parts


def _since(moment: datetime, day: datetime) -> float:
    return (moment - day).total_seconds() / 60
