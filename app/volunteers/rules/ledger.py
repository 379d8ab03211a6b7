"""The ledger of hours: what holds of a service, what counts, and the sums. Pure.

A service is all lines of one `about`, in the order of their numbers. The last line says how it stands. What counts is
the last line that was credited or corrected: hours that are on notice again, because somebody put them right upwards,
go on counting as they did until then.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date

from app.volunteers.models import Hours, HoursKind, HoursState

COUNTS = (HoursState.CREDITED, HoursState.CORRECTED)


@dataclass(frozen=True)
class Service:
    """One service. `lines`: by number."""

    lines: tuple[Hours, ...]

    @property
    def last(self) -> Hours:
        """How it stands now."""
        return self.lines[-1]

    @property
    def counting(self) -> Hours | None:
        """The line whose minutes count, if any."""
        for one in reversed(self.lines):
            if one.state in COUNTS:
                return one
            if one.state is HoursState.WITHDRAWN:
                return None
        return None

    @property
    def minutes(self) -> int:
        """What counts."""
        return self.counting.minutes if self.counting else 0


@dataclass(frozen=True)
class Sums:
    """Minutes that count, the two kinds apart, and of how many services."""

    verified: int = 0
    manual: int = 0
    services: int = 0


def services_of(lines: Iterable[Hours]) -> list[Service]:
    """Lines put together by service, in the order of their days."""
    found: defaultdict[object, list[Hours]] = defaultdict(list)
    for one in lines:
        found[one.about].append(one)
    made = [Service(tuple(sorted(group, key=lambda one: one.number))) for group in found.values()]
    return sorted(made, key=lambda one: (one.last.on_day, one.lines[0].created_at, str(one.last.about)))


def sums(services: Iterable[Service]) -> Sums:
    """Of services that count."""
    verified = manual = count = 0
    for one in services:
        line = one.counting
        if line is None or line.minutes == 0:
            continue
        count += 1
        if line.kind is HoursKind.VERIFIED:
            verified += line.minutes
        else:
            manual += line.minutes
    return Sums(verified, manual, count)


def by_month(services: Iterable[Service]) -> list[tuple[date, Sums]]:
    """The first day of each month with its sums, the latest first."""
    found: defaultdict[date, list[Service]] = defaultdict(list)
    for one in services:
        found[one.last.on_day.replace(day=1)].append(one)
    return [(month, sums(found[month])) for month in sorted(found, reverse=True)]


def after_correction(service: Service, minutes: int) -> HoursState:
    """How a service stands once other hours are approved: less counts at once, more hangs out again first, and what
    was not credited yet is proposed anew."""
    if minutes == 0:
        return HoursState.WITHDRAWN
    if service.counting is None:
        return HoursState.PROPOSED
    return HoursState.CORRECTED if minutes <= service.minutes else HoursState.NOTICE


def in_span(services: Sequence[Service], since: date, until: date) -> list[Service]:
    """Those that count, of local days, both included."""
    return [one for one in services if one.minutes > 0 and since <= one.last.on_day <= until]
