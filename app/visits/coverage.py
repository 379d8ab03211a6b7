"""Numbers of a month: who was to be met and who was. Pure. Always numerator and denominator, never per worker."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from uuid import UUID


@dataclass(frozen=True, slots=True)
class Member:
    """A person in a care group, and where they live."""

    person_id: UUID
    household_id: UUID
    code: str


@dataclass(frozen=True, slots=True)
class Share:
    """A numerator and its denominator."""

    part: int
    whole: int

    @property
    def percent(self) -> int | None:
        """Whole percent, rounded down: 99.9 % is not 100 %. None of nothing."""
        return self.part * 100 // self.whole if self.whole else None


@dataclass(frozen=True, slots=True)
class GroupCoverage:
    """One care group in one month.

    `met`: people of the group who were met themselves. `at_home_only`: somebody of the household was met, but not they.
    `in_time`: households that are not overdue today. `longest`: days of the longest overdue household.
    """

    code: str
    met: Share
    at_home_only: int
    in_time: Share
    longest: int


def group_coverage(
    members: Iterable[Member],
    people_met: set[UUID],
    homes_met: set[UUID],
    overdue_on: Mapping[UUID, date],
    today: date,
) -> list[GroupCoverage]:
    """Per group, in the order in which groups first appear. Somebody in two groups counts in both, once each."""
    groups: dict[str, dict[UUID, UUID]] = {}
    for member in members:
        groups.setdefault(member.code, {})[member.person_id] = member.household_id
    return [_one(code, people, people_met, homes_met, overdue_on, today) for code, people in groups.items()]


def _one(
    code: str, people: Mapping[UUID, UUID], people_met: set[UUID], homes_met: set[UUID],
    overdue_on: Mapping[UUID, date], today: date,
) -> GroupCoverage:  # fmt: skip
    homes = set(people.values())
    late = [overdue_days(overdue_on[home], today) for home in homes if home in overdue_on]
    met = sum(person in people_met for person in people)
    only = sum(person not in people_met and home in homes_met for person, home in people.items())
    return GroupCoverage(
        code, Share(met, len(people)), only, Share(sum(days == 0 for days in late), len(late)), max(late, default=0)
    )


def overdue_days(overdue_on: date, today: date) -> int:
    """For how many days a household has been overdue, this one included; 0 if it is not."""
    return max(0, (today - overdue_on).days + 1)


def closed_in_time(needs: Sequence[tuple[date, date | None]], days: int, today: date) -> Share:
    """Of the needs (found, closed) whose time has run out or that are closed: how many were closed within `days`."""
    settled = [(found, closed) for found, closed in needs if closed or today > found + timedelta(days=days)]
    return Share(sum(1 for found, closed in settled if closed and (closed - found).days <= days), len(settled))


def month_of(day: date, back: int = 0) -> tuple[date, date]:
    """First and last day of the calendar month `back` months ago."""
    month = day.year * 12 + day.month - 1 - back
    first = date(month // 12, month % 12 + 1, 1)
    after = date((month + 1) // 12, (month + 1) % 12 + 1, 1)
    return first, after - timedelta(days=1)
