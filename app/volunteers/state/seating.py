"""One shift on the board: why, who else; putting in, taking out, fixing, and what was said on the telephone."""

from __future__ import annotations

from typing import Any

import reflex as rx

from app.accounts.session import who_is
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound
from app.shared.handlers import say, shows_refusals
from app.volunteers.models import CallAnswer
from app.volunteers.service.course import cancel_shift, publish_shifts
from app.volunteers.service.seating import note_call, put_in, set_locked, take_out
from app.volunteers.state.at_board import AtBoard
from app.volunteers.state.why_rows import calls_of, seat_row


class Seating(AtBoard, mixin=True):
    """The open shift. `seat`: the role whose reasons are shown; `calls`: whom to call about it."""

    @rx.event
    @shows_refusals
    async def open(self, shift: str) -> None:
        """A shift, instead of the week."""
        who = await who_is(self)
        await self._open(who, shift)

    @rx.event
    @shows_refusals
    async def open_risk(self, shift: str, need: str) -> None:
        """A shift with the seat that may stay empty."""
        who = await who_is(self)
        seat = await read(seat_row, who, uuid_of(need), now())
        await self._open(who, shift)
        self.seat = seat

    @rx.event
    def close(self) -> None:
        """Back to the week."""
        self._close()

    @rx.event
    @shows_refusals
    async def why(self, need: str) -> None:
        """Why her, why not him, why nobody, who else."""
        self.seat = await read(seat_row, await who_is(self), uuid_of(need), now())
        self.calls = []

    @rx.event
    @shows_refusals
    async def put(self, volunteer: str) -> Any:
        """Somebody into the open seat; the matching leaves them there."""
        who = await who_is(self)
        await run(put_in, who, uuid_of(self.seat.id), uuid_of(volunteer), now())
        await self._show(who)
        return say("排进去了。发布以后本人才会看到。")

    @rx.event
    @shows_refusals
    async def free(self, assignment: str) -> Any:
        """Somebody out of their seat."""
        who = await who_is(self)
        await run(take_out, who, uuid_of(assignment), "board", now())
        await self._show(who)
        return say("位子空出来了。")

    @rx.event
    @shows_refusals
    async def lock(self, assignment: str, locked: bool) -> None:
        """Fix somebody, so that the matching leaves them there; or let go."""
        who = await who_is(self)
        await run(set_locked, who, uuid_of(assignment), locked is True, now())
        await self._show(who)

    @rx.event
    @shows_refusals
    async def publish(self) -> Any:
        """The open shift: people see it, and those in it are told."""
        who = await who_is(self)
        await run(publish_shifts, who, [uuid_of(self.shift.id)], now())
        await self._show(who)
        return say("已发布，排到的人能看到、能答复了。")

    @rx.event
    @shows_refusals
    async def cancel(self, form: dict[str, Any]) -> Any:
        """The open shift does not take place."""
        who = await who_is(self)
        await run(cancel_shift, who, uuid_of(self.shift.id), words_of(form, "why")[:1000], now())
        self._close()
        await self._show(who)
        return say("这个班取消了，排到的人会看到原因。")

    @rx.event
    @shows_refusals
    async def whom_to_call(self) -> None:
        """Names and numbers for the open seat; recorded."""
        self.calls = await run(calls_of, await who_is(self), uuid_of(self.seat.id), now())

    @rx.event
    @shows_refusals
    async def called(self, volunteer: str, answer: str) -> Any:
        """What somebody said on the telephone."""
        who, need = await who_is(self), uuid_of(self.seat.id)
        if answer not in tuple(CallAnswer):
            raise NotFound("bad_id", "没有找到。")
        await run(note_call, who, need, uuid_of(volunteer), CallAnswer(answer), now())
        await self._show(who)
        self.calls = await run(calls_of, who, need, now())
        return say("记下了。")
