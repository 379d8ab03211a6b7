"""`/admin/volunteers/posts`: standing posts, whom each needs, and its weekly rota. The services decide who may."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.shared.asked import uuid_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import N_
from app.visits.service.places import communities_of
from app.volunteers.service.posts import end_post
from app.volunteers.state import posts_forms as forms
from app.volunteers.state.posts_rows import LineRow, PostItem, PostsBoard, RoleRow, posts_board
from app.volunteers.state.typed import by_field

FORMS = ("new", "change", "new_line")


class PostsState(rx.State):
    """`doing`: what is open instead of the list: new, post, change, role, new_line, line; then which."""

    community: str = ""
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    board: PostsBoard = PostsBoard()
    doing: str = ""
    one: PostItem = PostItem()
    role: RoleRow = RoleRow()
    line: LineRow = LineRow()
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The posts of the first community they look after."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.VOLUNTEER_COORDINATE)
        self._close()
        self.communities = await read(_choices, who)
        if self.communities:
            await self._show(who, self.communities[0].value)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        await self._show(await who_is(self), community)
        self._close()

    @rx.event
    def open(self, post: str) -> None:
        """A post of the list. Shows nothing new, so it asks nobody."""
        self._close()
        self.one = next((row for row in self.board.posts if row.id == post), PostItem())
        self.doing = "post" if self.one.id else ""

    @rx.event
    def open_form(self, form: str) -> None:
        """A form: a new post, another name or place for this one, days of the week. Shows nothing new."""
        if form in FORMS:
            self.doing, self.wrong_zh, self.wrong_en = form, {}, {}

    @rx.event
    def open_role(self, role: str) -> None:
        """A role of the open post, or with an empty name a new one. Shows nothing new."""
        self.role = next((row for row in self.one.roles if row.role == role), RoleRow())
        self.doing, self.wrong_zh, self.wrong_en = "role", {}, {}

    @rx.event
    def open_line(self, line: str) -> None:
        """A line of the open post's rota. Shows nothing new."""
        self.line = next((row for row in self.one.lines if row.id == line), LineRow())
        self.doing, self.wrong_zh, self.wrong_en = ("line" if self.line.id else "post"), {}, {}

    @rx.event
    def close(self) -> None:
        """One step back."""
        if self.doing in ("change", "role", "new_line", "line"):
            self.doing, self.wrong_zh, self.wrong_en = "post", {}, {}
        else:
            self._close()

    @rx.event
    @shows_refusals
    async def add(self, form: dict[str, Any]) -> Any:
        """A new post with the first role."""
        return await self._do(forms.add, uuid_of(self.community), form, said=N_("岗位写好了。再写每周哪几天要人。"))

    @rx.event
    @shows_refusals
    async def change(self, form: dict[str, Any]) -> Any:
        """Another name, place or kind. Shifts that are made stay as they are."""
        return await self._do(forms.change, uuid_of(self.one.id), form, said=N_("已保存。已经排好的班不变。"))

    @rx.event
    @shows_refusals
    async def save_role(self, form: dict[str, Any]) -> Any:
        """Whom the post needs: one role."""
        said = N_("已保存。已经排好的班不变。")
        return await self._do(forms.set_role, uuid_of(self.one.id), self.role.role, form, said=said, elsewhere="role")

    @rx.event
    @shows_refusals
    async def drop_role(self) -> Any:
        """Nobody of the open role any more."""
        said = N_("已保存。已经排好的班不变。")
        return await self._do(forms.drop_role, uuid_of(self.one.id), self.role.role, said=said, elsewhere="role")

    @rx.event
    @shows_refusals
    async def add_lines(self, form: dict[str, Any]) -> Any:
        """Days of the week on which it comes."""
        return await self._do(
            forms.add_lines,
            uuid_of(self.one.id),
            form,
            said=N_("周表加好了。到“排一个月”里就能排出班。"),
            elsewhere="days",
        )

    @rx.event
    @shows_refusals
    async def end_line(self, form: dict[str, Any]) -> Any:
        """The last day of a line of the rota."""
        said = N_("已保存。已经排好的班不变。")
        return await self._do(forms.end_line, uuid_of(self.line.id), form, said=said, elsewhere="last_on")

    @rx.event
    @shows_refusals
    async def end(self) -> Any:
        """The open post ends: no further shifts are made of it."""
        who = await who_is(self)
        await run(end_post, who, uuid_of(self.one.id), now())
        self._close()
        await self._show(who)
        return say("岗位停了。已经排好的班还在，不要的请到班表上取消。")

    async def _do(self, verb: Callable[..., Any], *values: Any, said: str, elsewhere: str = "title") -> Any:
        """Do it and show the post. What is wrong with a field stands below it."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            made = await run(verb, who, *values, now())
        except Refused as error:
            self.wrong_zh, self.wrong_en = by_field(error, elsewhere)
            return say("有几处要改，写在那一栏下面。", "error")
        if isinstance(made, UUID):
            self.one = PostItem(id=str(made))
        await self._show(who)
        self.doing = "post" if self.one.id else ""
        return say(said)

    async def _show(self, who: Actor, community: Any = None) -> None:
        """Everything anew, the open post too."""
        here = self.community if community is None else community
        self.board = await read(posts_board, who, uuid_of(here), now())
        self.community = here
        self.one = next((row for row in self.board.posts if row.id == self.one.id), PostItem())

    def _close(self) -> None:
        self.doing, self.one, self.role, self.line = "", PostItem(), RoleRow(), LineRow()
        self.wrong_zh, self.wrong_en = {}, {}


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.VOLUNTEER_COORDINATE)]
