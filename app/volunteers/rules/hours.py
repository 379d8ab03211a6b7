"""What counts of the time somebody was there: from pairs of came and went to minutes of service. Pure.

- Time of service only, so nothing outside the shift's own span: whoever stays longer asks for other hours, and somebody
  else approves (`service.corrections`). The way there and back is never part of it.
- At most `pairs_most` pairs on a local day and in a shift; the earliest count.
- No minute counts twice: not for two pairs that overlap, nor for a minute that already counts for another shift.
- Pairs with two scans (信用时数) and those that somebody wrote down (荣誉时数) are added up apart; a minute that both
  have is a scanned one.
- Each sum is cut down to full steps of `round_minutes` (15: quarters of an hour). Never up: nobody is credited with
  time they were not there. The step is a community's setting, no authority gives one.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from enum import StrEnum

from app.volunteers.models import HoursKind

Span = tuple[datetime, datetime]
"""From, until; aware; empty when the second is not later."""


@dataclass(frozen=True)
class Pair:
    """Came and went. `left_at` None: nobody knows. `scanned`: both ends are from a scan. `day`: local."""

    day: date
    came_at: datetime
    left_at: datetime | None
    scanned: bool


class Note(StrEnum):
    """Why less counts than somebody might think."""

    OPEN = "open"  # a pair without its end
    MANY = "many"  # more pairs than count
    OUTSIDE = "outside"  # before the shift began, or after it was over
    TWICE = "twice"  # counts already for another shift


@dataclass(frozen=True)
class Counted:
    """A sum of one kind. `minutes` may be 0: there was somebody, but not for a step."""

    kind: HoursKind
    minutes: int
    in_at: datetime
    out_at: datetime


@dataclass(frozen=True)
class Proposal:
    """What is proposed, the scanned first, and what was left out."""

    counted: tuple[Counted, ...]
    notes: frozenset[Note]


def propose(
    pairs: Iterable[Pair], shift: Span, taken: Sequence[Span], pairs_most: int = 3, round_minutes: int = 15
) -> Proposal:
    """Hours of one person in one shift. `taken`: what counts already for other shifts of theirs."""
    notes: set[Note] = set()
    kept = _first_of_each_day(pairs, pairs_most, notes)
    found, used = [], list(taken)
    for kind in (HoursKind.VERIFIED, HoursKind.MANUAL):
        spans = []
        for one in kept:
            if one.left_at is None or one.scanned is not (kind is HoursKind.VERIFIED):
                continue
            inside = _cut(one.came_at, one.left_at, shift)
            if inside != (one.came_at, one.left_at):
                notes.add(Note.OUTSIDE)
            if inside[0] < inside[1]:
                spans.append(inside)
        parts = without(union(spans), used)
        if _length(parts) < _length(without(union(spans), used[len(taken) :])):
            notes.add(Note.TWICE)
        if parts:
            found.append(Counted(kind, rounded(_length(parts), round_minutes), parts[0][0], parts[-1][1]))
            used += parts
    return Proposal(tuple(found), frozenset(notes))


def rounded(length: timedelta, step: int) -> int:
    """Minutes in full steps."""
    return int(length.total_seconds() // 60) // step * step


def union(spans: Iterable[Span]) -> list[Span]:
    """The same time without overlaps, in order."""
    found: list[Span] = []
    for start, end in sorted(one for one in spans if one[0] < one[1]):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(found[-1][1], end))
        else:
            found.append((start, end))
    return found


def without(spans: Sequence[Span], taken: Iterable[Span]) -> list[Span]:
    """What is left of spans (in order, apart) once `taken` is cut out."""
    left = list(spans)
    for start, end in union(taken):
        left = [
            part
            for one in left
            for part in ((one[0], min(one[1], start)), (max(one[0], end), one[1]))
            if part[0] < part[1]
        ]
    return left


def _first_of_each_day(pairs: Iterable[Pair], most: int, notes: set[Note]) -> list[Pair]:
    """Pairs that may count. One without an end takes none of the places: it counts nothing."""
    days: defaultdict[date, list[Pair]] = defaultdict(list)
    for one in sorted(pairs, key=lambda one: one.came_at):
        if one.left_at is None:
            notes.add(Note.OPEN)
        elif len(days[one.day]) < most:
            days[one.day].append(one)
        else:
            notes.add(Note.MANY)
    return [one for day in sorted(days) for one in days[day]]


def _cut(start: datetime, end: datetime, span: Span) -> Span:
    return max(start, span[0]), min(end, span[1])


def _length(spans: Iterable[Span]) -> timedelta:
    return sum((end - start for start, end in spans), timedelta())
