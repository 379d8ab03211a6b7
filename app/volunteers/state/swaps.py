"""Seats that volunteers pass on among themselves, on the board: what is open, and what may still be undone."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import who_is
from app.events.when import hours_words, moment_words
from app.shared.asked import uuid_of, words_of
from app.shared.both import Both, both
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.volunteers.models import Shift, SwapKind, SwapState
from app.volunteers.service.offers import SwapRow, swaps_of
from app.volunteers.service.swapping import veto
from app.volunteers.service.who import check_coordinator, zone_of
from app.volunteers.state.at_board import AtBoard

MOST = 30  # lines


@dataclass
class PassedRow:
    """A seat that is passed on. `swaps`: for another one, `back`, once somebody has taken it; else it is given away.
    `state`: open, taken, vetoed; `until`: so long it may be undone, where it still may (`can_veto`)."""

    id: str = ""
    what: str = ""
    when: Both = field(default_factory=Both)
    giver: str = ""
    taker: str = ""
    swaps: bool = False
    back: str = ""
    back_when: Both = field(default_factory=Both)
    words: str = ""
    state: str = ""
    can_veto: bool = False
    until: Both = field(default_factory=Both)
    why: str = ""


class Swaps(AtBoard, mixin=True):
    """`undoing`: the one whose reason is asked for. `swaps` are read when somebody opens the list."""

    swaps: rx.Field[list[PassedRow]] = rx.field(default_factory=list)
    undoing: PassedRow = PassedRow()

    @rx.event
    @shows_refusals
    async def open_swaps(self) -> None:
        """The list, instead of the week."""
        await self._look_at_swaps(await who_is(self))
        self.doing, self.undoing = "swaps", PassedRow()

    @rx.event
    def ask_why(self, swap: str) -> None:
        """The form of one of them, or of none. Shows nothing new, so it asks nobody."""
        self.undoing = next((one for one in self.swaps if one.id == swap), PassedRow())

    @rx.event
    @shows_refusals
    async def veto(self, form: dict[str, Any]) -> Any:
        """What two have agreed on is undone; both read why."""
        who = await who_is(self)
        try:
            await run(veto, who, uuid_of(words_of(form, "swap")), words_of(form, "why")[:1000], now())
        finally:
            await self._look_at_swaps(who)
        self.undoing = PassedRow()
        await self._show(who)
        return say("撤回了，两个人都会看到原因。")

    async def _look_at_swaps(self, who: Actor) -> None:
        self.swaps = await read(passed, who, uuid_of(self.community), now())


def passed(session: Session, who: Actor, community_id: UUID, moment: datetime) -> list[PassedRow]:
    """Of shifts to come, what may be undone first. Taken back by the giver is nothing to see. Raises `NotFound`."""
    check_coordinator(who, community_id)
    zone = zone_of(session, community_id)
    rows = [
        one for one in swaps_of(session, who, community_id, moment)
        if one.swap.state is not SwapState.WITHDRAWN and one.shift.starts_at > moment
    ]  # fmt: skip
    return [_row(one, zone, moment) for one in sorted(rows, key=lambda one: not one.can_veto)[:MOST]]


def _row(one: SwapRow, zone: str, moment: datetime) -> PassedRow:
    until = both(moment_words(one.swap.veto_until, zone, local_day(moment, zone))) if one.swap.veto_until else Both()
    return PassedRow(
        id=str(one.swap.id), what=f"{one.shift.title} · {one.need.role}", when=_when(one.shift, zone, moment),
        giver=one.giver, taker=one.taker, swaps=one.swap.kind is SwapKind.SWAP, back=one.back.title if one.back else "",
        back_when=_when(one.back, zone, moment) if one.back else Both(), words=one.swap.words,
        state=one.swap.state.value, can_veto=one.can_veto, until=until, why=one.swap.vetoed_why,
    )  # fmt: skip


def _when(shift: Shift, zone: str, moment: datetime) -> Both:
    return both(hours_words(shift.starts_at, shift.ends_at, zone, local_day(moment, zone)))
