"""What the handlers of `/admin/volunteers` share: community, week, what is open; read anew after every deed."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.shared.asked import uuid_of
from app.shared.choices import Choice
from app.shared.clock import local_day, now
from app.shared.db import read
from app.shared.errors import NotFound
from app.volunteers.service.board import board_shift
from app.volunteers.service.who import check_coordinator, zone_of
from app.volunteers.state.board_rows import BoardRow, PlaceRow, SeatName, Week, board_row, week_of
from app.volunteers.state.why_rows import RiskRow, SeatRow, WhyRow, risks_of, seat_row


class AtBoard(rx.State, mixin=True):
    """`doing`: what is open instead of the week: shift, change, month, extra. `moving`: who is to sit somewhere
    else, `places`: where they could; `asking`: for one more role. The services ask again who it is, each time."""

    community: str = ""
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    monday: str = ""  # a day of the week that is shown, ISO; empty: today
    week: Week = Week()
    risks: rx.Field[list[RiskRow]] = rx.field(default_factory=list)
    doing: str = ""
    shift: BoardRow = BoardRow()
    seat: SeatRow = SeatRow()
    calls: rx.Field[list[WhyRow]] = rx.field(default_factory=list)
    moving: SeatName = SeatName()
    places: rx.Field[list[PlaceRow]] = rx.field(default_factory=list)
    asking: bool = False
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    may_set: bool = False
    allowed: bool = True
    ready: bool = False

    async def _show(self, who: Actor) -> None:
        """The week, and the shift that is open."""
        moment = now()
        self.week, self.monday, self.risks = await read(_week, who, self.community, self.monday, moment)
        if self.doing == "shift":
            self.shift = await read(_shift, who, self.shift.id, moment)
            if self.seat.id:
                self.seat = await read(seat_row, who, uuid_of(self.seat.id), moment)

    def _close(self) -> None:
        """Back to the week."""
        self.doing, self.shift, self.seat, self.calls = "", BoardRow(), SeatRow(), []
        self.moving, self.places, self.asking = SeatName(), [], False

    async def _open(self, who: Actor, shift: Any) -> None:
        """A shift, instead of what is open."""
        before = self.doing, self.shift
        self._close()
        self.doing, self.shift = "shift", BoardRow(id=shift if isinstance(shift, str) else "")
        try:
            await self._show(who)
        except NotFound:
            self.doing, self.shift = before
            raise


def _week(session: Session, who: Actor, community: Any, day: Any, moment: datetime) -> tuple[Week, str, list[RiskRow]]:
    here = uuid_of(community)
    check_coordinator(who, here)
    wanted = _day(day) or local_day(moment, zone_of(session, here))
    week = week_of(session, who, here, wanted, moment)
    monday = wanted - timedelta(days=wanted.weekday())
    return week, monday.isoformat(), risks_of(session, who, here, moment)


def _shift(session: Session, who: Actor, shift: Any, moment: datetime) -> BoardRow:
    found = board_shift(session, who, uuid_of(shift), moment)
    return board_row(found, zone_of(session, found.shift.community_id), moment)


def _day(text: Any) -> date | None:
    """A day that a browser names; None for anything else, or beyond what calendars know."""
    try:
        found = date.fromisoformat(text)
    except (TypeError, ValueError):
        return None
    return found if 2000 < found.year < 2200 else None
