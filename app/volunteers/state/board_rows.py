"""The board as it is drawn: days of a week, shifts, seats with names."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.events.when import dates_words, day_words, span_words, week_words
from app.shared.both import Both, both
from app.shared.clock import local_day
from app.volunteers.models import AssignmentState
from app.volunteers.rules.standing import Standing
from app.volunteers.service.board import Board, BoardNeed, BoardShift, board
from app.volunteers.service.who import zone_of

OPEN = (Standing.NEED, Standing.CHECKED, Standing.PUBLISHED)


@dataclass
class SeatName:
    """Somebody in a seat. `state`: draft (nobody told them), asked, yes; absent: did not come."""

    id: str = ""
    name: str = ""
    state: str = ""
    locked: bool = False
    novice: bool = False


@dataclass
class PlaceRow:
    """A seat somebody could have instead. `words`: what they have said against it, may be empty."""

    need: str = ""
    title: str = ""
    when: Both = field(default_factory=Both)
    words: Both = field(default_factory=Both)


@dataclass
class NeedSeats:
    """Seats of one role."""

    id: str = ""
    role: str = ""
    empty: int = 0
    grave: bool = False
    seats: list[SeatName] = field(default_factory=list)


@dataclass
class BoardRow:
    """A shift. `standing`: of `rules.standing`; `untold`: people to be told by publishing; `open`: seats may change;
    `begun`: it runs or is over."""

    id: str = ""
    title: str = ""
    when: Both = field(default_factory=Both)
    hours: Both = field(default_factory=Both)
    place: str = ""
    standing: str = ""
    open: bool = False
    begun: bool = False
    empty: int = 0
    untold: int = 0
    waiting: int = 0
    needs: list[NeedSeats] = field(default_factory=list)


@dataclass
class BoardDay:
    """One day of the week."""

    name: Both = field(default_factory=Both)
    today: bool = False
    shifts: list[BoardRow] = field(default_factory=list)


@dataclass
class Week:
    """A week: its name, its first and last day, its days, what is missing. `here`: the one that is on. `to_publish`:
    shifts that nobody sees yet or that have news."""

    name: Both = field(default_factory=Both)
    span: Both = field(default_factory=Both)
    here: bool = False
    days: list[BoardDay] = field(default_factory=list)
    seats: int = 0
    empty: int = 0
    to_publish: int = 0
    untold: int = 0


def week_of(session: Session, who: Actor, community_id: UUID, day: date, moment: datetime) -> Week:
    """Raises `NotFound`."""
    zone = zone_of(session, community_id)
    found, today = board(session, who, community_id, day, moment), local_day(moment, zone)
    days = [
        BoardDay(both(day_words(one, today)), one == today, [board_row(row, zone, moment) for row in found.on(one)])
        for one in found.days
    ]
    news = to_publish(found)
    name, span = both(week_words(found.days[0], today)), both(dates_words(found.days[0]))
    return Week(
        name, span, today in found.days, days, found.seats, found.empty, len(news), sum(one.untold for one in news)
    )


def to_publish(found: Board) -> list[BoardShift]:
    """Shifts that publishing would change: to come, and unseen or with people who were not told."""
    return [one for one in found.shifts if one.standing in OPEN and (one.shift.published_at is None or one.untold)]


def board_row(one: BoardShift, zone: str, moment: datetime) -> BoardRow:
    """One shift."""
    shift = one.shift
    hours = span_words(shift.starts_at, shift.ends_at, zone)
    day = day_words(shift.on_day, local_day(moment, zone))
    return BoardRow(
        id=str(shift.id), title=shift.title, when=Both(f"{day[0]} {hours[0]}", f"{day[1]}, {hours[1]}"),
        hours=both(hours), place=shift.place, standing=one.standing.value, open=one.standing in OPEN,
        begun=one.standing in (Standing.RUNNING, Standing.DONE),
        empty=sum(need.empty for need in one.needs), untold=one.untold, waiting=one.waiting,
        needs=[_need(need) for need in one.needs],
    )  # fmt: skip


def _need(one: BoardNeed) -> NeedSeats:
    seats = [
        SeatName(str(seat.assignment_id), seat.name, _state(seat.draft, seat.state), seat.locked, seat.novice)
        for seat in (*one.seats, *one.absent)
    ]
    return NeedSeats(str(one.need.id), one.need.role, one.empty, one.need.critical > 1, seats)


def _state(draft: bool, state: AssignmentState) -> str:
    if state is AssignmentState.NO_SHOW:
        return "absent"
    if draft:
        return "draft"
    return "asked" if state is AssignmentState.PROPOSED else "yes"
