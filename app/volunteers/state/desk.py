"""`/admin/volunteers`: the board of a week; a month made out of the rota, matched, put on the board, published."""

from __future__ import annotations

from datetime import date, datetime, timedelta
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.shared.asked import uuid_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.visits.service.places import communities_of
from app.volunteers.service.board import board
from app.volunteers.service.course import publish_shifts
from app.volunteers.state.board_rows import Week, to_publish
from app.volunteers.state.changing import Changing
from app.volunteers.state.matching import Matching
from app.volunteers.state.moving import Moving
from app.volunteers.state.seating import Seating
from app.volunteers.state.swaps import Swaps


class VolunteersDeskState(Seating, Matching, Changing, Moving, Swaps, rx.State):
    """The volunteers of the communities of whoever looks."""

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """This week of the first community."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.VOLUNTEER_COORDINATE)
        self.may_set = who.may_somewhere(Permission.VOLUNTEER_SETTINGS)
        self._close()
        self.week, self.monday = Week(), ""
        if self.allowed:
            self.communities = await read(_choices, who)
            if self.community not in {one.value for one in self.communities}:
                self.community = self.communities[0].value if self.communities else ""
            if self.community:
                await self._show(who)
                await self._look_at_run(who)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        who, before = await who_is(self), self.community
        self.community = community if isinstance(community, str) else ""
        try:
            await self._show(who)
            await self._look_at_run(who)
        except BaseException:
            self.community = before
            raise

    @rx.event
    @shows_refusals
    async def turn(self, weeks: int) -> None:
        """So many weeks further, or back; 0: this one."""
        who = await who_is(self)
        self.monday = _turned(self.monday, weeks)
        await self._show(who)

    @rx.event
    @shows_refusals
    async def publish_week(self) -> Any:
        """Every shift of the week that is to come."""
        who = await who_is(self)
        count = await run(_publish, who, self.community, self.monday, now())
        await self._show(who)
        return say("发布了 {n} 个班。", n=count)


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.VOLUNTEER_COORDINATE)]


def _turned(monday: str, weeks: Any) -> str:
    if weeks not in (-1, 1):
        return ""
    try:
        return (date.fromisoformat(monday) + timedelta(weeks=weeks)).isoformat()
    except (TypeError, ValueError, OverflowError):
        return ""


def _publish(session: Session, who: Actor, community: Any, monday: str, moment: datetime) -> int:
    found = to_publish(board(session, who, uuid_of(community), date.fromisoformat(monday), moment))
    publish_shifts(session, who, [one.shift.id for one in found], moment)
    return len(found)
