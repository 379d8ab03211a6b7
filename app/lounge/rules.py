"""Is it open? Pure: spans of a week, days off, and a local moment."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from itertools import pairwise

from app.shared.errors import Refused

LOOK_AHEAD = 15  # days: a fortnight off still says when it opens again


@dataclass(frozen=True)
class Span:
    """Open from and to on a weekday (0 is Monday)."""

    weekday: int
    opens: time
    closes: time


@dataclass(frozen=True)
class Off:
    """Closed on these days, both included."""

    first: date
    last: date


@dataclass(frozen=True)
class Door:
    """How it stands with the door. Open: `until`. Closed: `next`, None when nobody can tell."""

    open: bool
    until: time | None = None
    next: datetime | None = None


def door_at(spans: Sequence[Span], off: Off | None, at: datetime) -> Door:
    """The door at a local moment."""
    for span in _of_day(spans, off, at.date()):
        if span.opens <= at.time().replace(tzinfo=None) < span.closes:
            return Door(True, until=_end(spans, span))
    for days in range(LOOK_AHEAD):
        day = at.date() + timedelta(days=days)
        for span in _of_day(spans, off, day):
            opens = datetime.combine(day, span.opens, at.tzinfo)
            if opens > at:
                return Door(False, next=opens)
    return Door(False)


def _of_day(spans: Sequence[Span], off: Off | None, day: date) -> list[Span]:
    if off is not None and off.first <= day <= off.last:
        return []
    return sorted((one for one in spans if one.weekday == day.weekday()), key=lambda one: one.opens)


def _end(spans: Sequence[Span], span: Span) -> time:
    """A span that goes on where this one ends belongs to it."""
    for other in sorted(spans, key=lambda one: one.opens):
        if other.weekday == span.weekday and other.opens == span.closes:
            return _end(spans, other)
    return span.closes


def read_spans(weekday: int, text: str) -> list[Span]:
    """`8:30-12:00 14:00-18:00` as spans; empty is closed. Raises `Refused`."""
    spans: list[Span] = []
    clean = text.translate(str.maketrans("：—–－~～，、；", ":-----   "))
    for piece in clean.replace(",", " ").replace(";", " ").split():
        start, _, end = piece.partition("-")
        spans.append(Span(weekday, _hour(start), _hour(end)))
    spans.sort(key=lambda one: one.opens)
    overlap = any(one.closes > two.opens for one, two in pairwise(spans))
    if overlap or any(one.opens >= one.closes for one in spans):
        raise wrong_hours()
    return spans


def said_spans(spans: Sequence[Span]) -> str:
    """`8:30-12:00 14:00-18:00`."""
    ordered = sorted(spans, key=lambda one: one.opens)
    return " ".join(f"{_said(one.opens)}-{_said(one.closes)}" for one in ordered)


def wrong_hours() -> Refused:
    """For hours nobody can read."""
    return Refused("wrong_hours", "请写成 8:30-12:00 14:00-18:00 这样，休息就空着。", field="hours")


def _hour(text: str) -> time:
    hours, _, minutes = text.partition(":")
    if not (hours.isascii() and hours.isdigit() and (not minutes or (minutes.isascii() and minutes.isdigit()))):
        raise wrong_hours()
    if int(hours) > 23 or int(minutes or 0) > 59:
        raise wrong_hours()
    return time(int(hours), int(minutes or 0))


def _said(hour: time) -> str:
    return f"{hour.hour}:{hour.minute:02d}"
