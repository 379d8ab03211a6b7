"""What each chart of a measure has to show, from checks that pass by: of a year only its days stay in memory. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID
from zoneinfo import ZoneInfo

from app.health.rules.axes import FIGURES, Figure
from app.health.rules.series import DAYS, Row, Span, Spot, Summary, check_of, spots_of, summary

SITTING = timedelta(hours=2)  # within which the readings of one check lie
Sum = list[float]  # of one value: how many, their sum, the least, the most


@dataclass(frozen=True)
class Plot:
    """A figure with its points, and what they say together."""

    figure: Figure
    spots: Sequence[Spot]
    total: Summary


def plots_of(measure: str, checks: Iterable[Spot], days: int) -> list[Plot]:
    """The figures of the measure that have something to show in so many days. `checks`: oldest first."""
    figures = FIGURES[measure]
    if days <= DAYS[Span.MONTH] + 1:
        lists: list[list[Spot]] = [[] for _ in figures]
        for check in checks:
            lists[_which(figures, check)].append(check)
        return [Plot(one, spots_of(few, days), summary(few)) for one, few in zip(figures, lists, strict=True) if few]
    many = [Passed() for _ in figures]
    for check in checks:
        many[_which(figures, check)].add(check)
    return [
        Plot(one, passed.spots(), passed.summary()) for one, passed in zip(figures, many, strict=True) if passed.checks
    ]


def _which(figures: Sequence[Figure], check: Spot) -> int:
    """The first figure that shows it. Every check has one: the last takes what none has named."""
    context = check.context
    return next(
        (at for at, one in enumerate(figures) if one.contexts is None or context in one.contexts), len(figures) - 1
    )


def checks_passing(rows: Iterable[Row], zone: str) -> Iterator[Spot]:
    """The checks of rows that come oldest first, as soon as no more can belong to one."""
    here, open_ = ZoneInfo(zone), dict[UUID, list[Row]]()
    oldest = None
    for row in rows:
        if oldest is not None and row.taken_at > oldest + SITTING:
            for check_id in [one for one, group in open_.items() if row.taken_at > group[0].taken_at + SITTING]:
                yield check_of(open_.pop(check_id), here)
            oldest = next(iter(open_.values()))[0].taken_at if open_ else None
        group = open_.get(row.check_id)
        if group is None:
            open_[row.check_id] = [row]
            oldest = oldest or row.taken_at
        else:
            group.append(row)
    for left in open_.values():
        yield check_of(left, here)


class Passed:
    """Checks that went by: how many, and their sums by day."""

    def __init__(self) -> None:
        self.checks = 0
        self.all: dict[str, Sum] = {}
        self.days: dict[date, _Day] = {}

    def add(self, check: Spot) -> None:
        """One more."""
        self.checks += 1
        on = check.at.date()
        day = self.days.get(on)
        if day is None:
            day = self.days[on] = _Day(check)
        day.number += check.number
        if check.origin != day.origin:
            day.origin = ""
        if check.context != day.context:
            day.context = ""
        for sums in (day.sums,) if check.comparators else (day.sums, self.all):
            for key, value in check.values.items():
                one = sums.get(key)
                if one is None:
                    sums[key] = [1, value, value, value]
                    continue
                one[0] += 1
                one[1] += value
                if value < one[2]:
                    one[2] = value
                elif value > one[3]:
                    one[3] = value

    def spots(self) -> list[Spot]:
        """The days, as `series.days_of` makes them."""
        return [day.spot() for day in self.days.values()]

    def summary(self) -> Summary:
        """As `series.summary` makes it."""
        return Summary(self.checks, *_read_off(self.all))


class _Day:
    def __init__(self, first: Spot) -> None:
        self.at = first.at.replace(hour=12, minute=0, second=0, microsecond=0)
        self.origin, self.context, self.number = first.origin, first.context, 0
        self.sums: dict[str, Sum] = {}

    def spot(self) -> Spot:
        mean, least, most = _read_off(self.sums)
        return Spot(self.at, mean, self.number, self.origin, self.context, least=least, most=most)


def _read_off(sums: dict[str, Sum]) -> tuple[dict[str, float], dict[str, float], dict[str, float]]:
    """Means, least and most by key."""
    return (
        {key: total / number for key, (number, total, _, _) in sums.items()},
        {key: one[2] for key, one in sums.items()},
        {key: one[3] for key, one in sums.items()},
    )
