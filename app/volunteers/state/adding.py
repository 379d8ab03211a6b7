"""An extra shift on the board: like a post, for an event, or of its own; and one more role of a shift."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import who_is
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.volunteers.forms import NeedForm, ShiftForm
from app.volunteers.service.find import post_for
from app.volunteers.service.posts import seats_of
from app.volunteers.service.shifts import add_extra, add_role
from app.volunteers.service.who import check_coordinator, zone_of
from app.volunteers.state.adding_rows import Extra, ExtraChoices, extra_choices, filled
from app.volunteers.state.at_board import AtBoard
from app.volunteers.state.posts_forms import counts_typed, role_typed
from app.volunteers.state.posts_rows import RoleRow
from app.volunteers.state.typed import Typed, by_field


class Adding(AtBoard, mixin=True):
    """`blank`: a role nobody has said anything about yet."""

    extra: Extra = Extra()
    choices: ExtraChoices = ExtraChoices()
    blank: RoleRow = RoleRow()

    @rx.event
    @shows_refusals
    async def open_extra(self) -> None:
        """An empty form, on a day of the week that is shown."""
        found, day = await read(extra_choices, await who_is(self), self.community, self.monday, now())
        self.choices, self.extra = found, Extra(day=day, drawn=self.extra.drawn + 1)
        self.doing, self.wrong_zh, self.wrong_en = "extra", {}, {}

    @rx.event
    @shows_refusals
    async def like_post(self, post: str) -> None:
        """Title, place and roles as a post has them; empty: of its own."""
        before = self.extra
        self.extra = await read(filled, await who_is(self), post, before.event, before.day, before.drawn)

    @rx.event
    @shows_refusals
    async def for_event(self, event: str) -> None:
        """Day, hours and place as an event has them; empty: for none."""
        before = self.extra
        self.extra = await read(filled, await who_is(self), before.post, event, before.day, before.drawn)

    @rx.event
    @shows_refusals
    async def add_extra(self, form: dict[str, Any]) -> Any:
        """One more shift; it opens, still unpublished."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            made = await run(_add, who, self.community, form, now())
        except Refused as error:
            self.wrong_zh, self.wrong_en = by_field(error, "title")
            return say("有几处要改，写在那一栏下面。", "error")
        await self._open(who, made)
        return say("班加好了，还没发布。可以先找人。")

    @rx.event
    @shows_refusals
    async def ask_role(self, asking: bool) -> None:
        """The form of one more role for the open shift; or not after all."""
        found, _ = await read(extra_choices, await who_is(self), self.community, self.monday, now())
        self.choices, self.asking = found, asking is True
        self.wrong_zh, self.wrong_en = {}, {}

    @rx.event
    @shows_refusals
    async def add_role(self, form: dict[str, Any]) -> Any:
        """Seats of one more role in the open shift."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            await run(_add_role, who, self.shift.id, form, now())
        except Refused as error:
            self.wrong_zh, self.wrong_en = by_field(error, "role")
            return say("有几处要改，写在那一栏下面。", "error")
        self.asking = False
        await self._show(who)
        return say("加上了。")


def _add(session: Session, who: Actor, community: Any, form: Any, moment: datetime) -> str:
    here, typed = uuid_of(community), Typed(form)
    check_coordinator(who, here)
    post, event = typed.words("post"), typed.words("event")
    needs = _roles(session, who, uuid_of(post), counts_typed(typed)) if post else [role_typed(typed)]
    begins, over = span_typed(typed, zone_of(session, here))
    post_id = uuid_of(post) if post else None
    near = post_for(session, who, post_id) if post_id else None
    plan = ShiftForm(
        title=typed.words("title"), place=typed.words("place"), starts_at=begins, ends_at=over,
        x_km=near.x_km if near else None, y_km=near.y_km if near else None, popular=typed.ticked("popular"),
        needs=needs,
    )  # fmt: skip
    event_id = uuid_of(event) if event else None
    made = add_extra(session, who, here, plan, moment, post_id=post_id, event_id=event_id)
    return str(made.id)


def span_typed(typed: Typed, zone: str) -> tuple[datetime, datetime]:
    """Begin and end from `day`, `starts` and `ends`; an end before the begin is on the next day. Raises `Invalid` with
    all that could not be read."""
    day, starts, ends = typed.day("day"), typed.hour("starts"), typed.hour("ends")
    typed.check()
    assert day is not None and starts is not None and ends is not None
    here = ZoneInfo(zone)
    begins, over = datetime.combine(day, starts, here), datetime.combine(day, ends, here)
    if over < begins:
        over = datetime.combine(day + timedelta(days=1), ends, here)
    return begins, over


def _roles(session: Session, who: Actor, post_id: UUID, counts: dict[str, int]) -> list[NeedForm]:
    """As the post has them, with other numbers; 0: nobody of this role."""
    asked = [
        one.model_copy(update={"count": counts.get(one.role, one.count)}) for one in seats_of(session, who, post_id)
    ]
    return [one for one in asked if one.count]


def _add_role(session: Session, who: Actor, shift: Any, form: Any, moment: datetime) -> None:
    typed = Typed(form)
    wanted = role_typed(typed)
    typed.check()
    add_role(session, who, uuid_of(shift), wanted, moment)
