"""Readings as a chart and its table need them: checks, days, averages. Pure.

A check is one sitting down: its readings are averaged as the protocol says, the readings themselves stay as they were.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from enum import StrEnum
from typing import Any, Protocol
from uuid import UUID
from zoneinfo import ZoneInfo

from app.health.rules.bmi import bmi_of

MOST = 400  # points of one chart; beyond, days are drawn


class Row(Protocol):
    """A reading, opened (`service.readings.ReadingRow`)."""

    @property
    def check_id(self) -> UUID: ...
    @property
    def taken_at(self) -> datetime: ...
    @property
    def origin(self) -> Any: ...
    @property
    def taken(self) -> Any: ...


class Span(StrEnum):
    """How much of the time one chart shows."""

    WEEK = "week"
    MONTH = "month"
    YEAR = "year"


DAYS = {Span.WEEK: 7, Span.MONTH: 30, Span.YEAR: 365}


@dataclass(frozen=True)
class Window:
    """Local days, both included."""

    first: date
    last: date

    @property
    def days(self) -> int:
        return (self.last - self.first).days + 1

    def bounds(self, zone: str) -> tuple[datetime, datetime]:
        """Its first moment, and the first moment after it."""
        here = ZoneInfo(zone)
        return (
            datetime.combine(self.first, time(), here),
            datetime.combine(self.last + timedelta(days=1), time(), here),
        )


def window(today: date, span: Span, back: int = 0) -> Window:
    """The span that ends today, or so many spans earlier."""
    last = today - timedelta(days=DAYS[span] * back)
    return Window(last - timedelta(days=DAYS[span] - 1), last)


@dataclass(slots=True)  # made by the thousand, so not frozen
class Spot:
    """A point of a chart: one check with the means of its readings, or a day with the means of its checks.

    `at`: local. `least`, `most`: of a day, empty for a check. `number`: of readings. `rows`: the readings of a check.
    """

    at: datetime
    values: Mapping[str, float]
    number: int
    origin: str = ""
    context: str = ""
    comparators: Mapping[str, str] = field(default_factory=dict)
    not_heard: bool = False
    least: Mapping[str, float] = field(default_factory=dict)
    most: Mapping[str, float] = field(default_factory=dict)
    rows: tuple[Row, ...] = ()

    @property
    def is_day(self) -> bool:
        return bool(self.least)


def checks_of(rows: Iterable[Row], zone: str) -> list[Spot]:
    """The checks of one measure, oldest first. A check stands at the time of its first reading."""
    here, grouped = ZoneInfo(zone), dict[UUID, list[Row]]()
    for row in rows:
        grouped.setdefault(row.check_id, []).append(row)
    found = [check_of(group, here) for group in grouped.values()]
    return sorted(found, key=lambda spot: spot.at)


def check_of(group: list[Row], zone: ZoneInfo) -> Spot:
    """The readings of one sitting down as one point, at the time of the first."""
    first = group[0]
    taken = first.taken
    if len(group) == 1:
        values: Mapping[str, float] = taken.values
    else:
        group = sorted(group, key=lambda row: row.taken_at)
        first, values = group[0], means([row.taken.values for row in group])
        taken = first.taken
    if "weight" in values and "height" in values:
        values = {**values, "bmi": bmi_of(values["weight"], values["height"])}
    return Spot(
        first.taken_at.astimezone(zone), values, len(group), str(first.origin), taken.context,
        taken.comparators if len(group) == 1 else {},
        taken.not_heard and "diastolic" not in values, rows=tuple(group),
    )  # fmt: skip


def means(values: Sequence[Mapping[str, float]]) -> dict[str, float]:
    """The mean of each key, over those that have it."""
    if len(values) == 2 and values[0].keys() == values[1].keys():  # nearly every check
        return {key: (value + values[1][key]) / 2 for key, value in values[0].items()}
    sums: dict[str, list[float]] = {}
    for one in values:
        for key, value in one.items():
            sums.setdefault(key, []).append(value)
    return {key: sum(found) / len(found) for key, found in sums.items()}


def days_of(checks: Sequence[Spot]) -> list[Spot]:
    """One spot per local day that has checks, at noon: means, least and most of its checks."""
    grouped: dict[date, list[Spot]] = {}
    for one in checks:
        grouped.setdefault(one.at.date(), []).append(one)
    return [_day(group) for group in grouped.values()]


def _day(group: list[Spot]) -> Spot:
    first, values = group[0], [one.values for one in group]
    mean = means(values)
    least, most = ({key: pick(one[key] for one in values if key in one) for key in mean} for pick in (min, max))
    origins, contexts = {one.origin for one in group}, {one.context for one in group}
    return Spot(
        first.at.replace(hour=12, minute=0, second=0, microsecond=0), mean, sum(one.number for one in group),
        first.origin if len(origins) == 1 else "", first.context if len(contexts) == 1 else "", least=least, most=most,
    )  # fmt: skip


def spots_of(checks: Sequence[Spot], days: int) -> Sequence[Spot]:
    """What a chart of so many days draws: checks; days in a year, and wherever there are more than `MOST` checks."""
    return days_of(checks) if days > DAYS[Span.MONTH] + 1 or len(checks) > MOST else checks


@dataclass(frozen=True)
class Summary:
    """Of everything a chart shows: means, least and most by key; `checks` how many."""

    checks: int
    mean: Mapping[str, float]
    least: Mapping[str, float]
    most: Mapping[str, float]


def summary(checks: Sequence[Spot]) -> Summary:
    """Averages for the page and the print. Readings that only say "below" or "above" do not count."""
    values = [one.values for one in checks if not one.comparators]
    mean = means(values)
    least, most = ({key: pick(one[key] for one in values if key in one) for key in mean} for pick in (min, max))
    return Summary(len(checks), mean, least, most)
