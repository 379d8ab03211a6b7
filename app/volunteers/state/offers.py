"""Shifts that somebody could take, day by day, with what keeps them from each seat in words."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from itertools import groupby

from sqlmodel import Session

from app.events.when import day_words, moment_words, span_words
from app.shared.both import Both, both
from app.shared.clock import local_day
from app.volunteers.service.brief import briefs
from app.volunteers.service.listed import OpenShift, open_shifts
from app.volunteers.service.refusing import refusals
from app.volunteers.service.who import Me, zone_of

AHEAD = timedelta(days=31)


@dataclass
class OfferedSeat:
    """Seats of one role. `free` 0: they may wait; `why`: why not, empty: they may."""

    id: str = ""
    role: str = ""
    free: int = 0
    why: Both = field(default_factory=Both)


@dataclass
class OfferedShift:
    """A shift. `state`: open, mine, waiting (behind `ahead`), later (popular: theirs from `opens` on), no."""

    id: str = ""
    title: str = ""
    hours: Both = field(default_factory=Both)
    place: str = ""
    about: str = ""
    state: str = ""
    ahead: int = 0
    opens: Both = field(default_factory=Both)
    why: Both = field(default_factory=Both)  # for `no`: the reason that holds for all its seats
    seats: list[OfferedSeat] = field(default_factory=list)


@dataclass
class OfferedDay:
    """The shifts of one local day."""

    name: Both = field(default_factory=Both)
    shifts: list[OfferedShift] = field(default_factory=list)


@dataclass
class Offers:
    """What is shown, and how many there are without the filters. `titles`: what one may filter by."""

    days: list[OfferedDay] = field(default_factory=list)
    titles: list[str] = field(default_factory=list)
    all: int = 0


def offers(session: Session, me: Me, title: str, every: bool, moment: datetime) -> Offers:
    """`title`: only these, empty: all; `every`: also those they may not take. Raises `NotFound`."""
    zone = zone_of(session, me.community_id)
    found = open_shifts(session, me, moment, moment + AHEAD)
    words, known = refusals(session, me, found, moment), briefs(session, [one.shift for one in found])
    rows = [(one.shift.on_day, _row(one, known[one.shift.id].about, words, zone, moment)) for one in found]
    wanted = [(day, row) for day, row in rows if title in ("", row.title) and (every or row.state != "no")]
    today = local_day(moment, zone)
    days = [
        OfferedDay(both(day_words(day, today)), [row for _, row in group])
        for day, group in groupby(wanted, lambda pair: pair[0])
    ]
    return Offers(days, sorted({row.title for _, row in rows}), len(rows))


def _row(one: OpenShift, about: str, words: dict, zone: str, moment: datetime) -> OfferedShift:
    seats = [
        OfferedSeat(str(seat.need.id), seat.need.role, seat.free, both(words.get(seat.need.id, ("", ""))))
        for seat in one.seats
    ]
    hours = span_words(one.shift.starts_at, one.shift.ends_at, zone)
    opens = moment_words(one.opens_at, zone, local_day(moment, zone)) if one.opens_at else ("", "")
    return OfferedShift(
        id=str(one.shift.id), title=one.shift.title, hours=both(hours),
        place=one.shift.place, about=about, state=_state(one), ahead=one.ahead, opens=both(opens),
        why=seats[0].why if seats else Both(), seats=seats,
    )  # fmt: skip


def _state(one: OpenShift) -> str:
    if one.mine is not None:
        return "mine"
    if one.waiting is not None:
        return "waiting"
    if not one.seats or all(seat.why for seat in one.seats):
        return "no"
    return "later" if one.opens_at is not None else "open"
