"""An event takes its course: changed, published, ended, called off."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.events.service import edit
from app.events.service.find import event_for
from app.events.state.at_event import AtEvent
from app.events.state.desk import wrong
from app.events.state.plan import plan_of
from app.households.models import Community
from app.shared.asked import words_of
from app.shared.clock import now
from app.shared.db import run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals


class Course(AtEvent, mixin=True):
    """The deeds of who may edit it."""

    @rx.event
    @shows_refusals
    async def change(self, form: dict[str, Any]) -> Any:
        """Let the event say what was typed."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            await run(_change, who, self._asked(), form)
        except Refused as error:
            self.wrong_zh, self.wrong_en = wrong(error)
            return say("有几处要改，写在那一栏下面。", "error")
        await self._done(who, None)
        if self.figures.untold:
            return say("已保存。有 {n} 家报了名的人要通知。", n=self.figures.untold)
        return say("已保存。")

    @rx.event
    @shows_refusals
    async def publish(self) -> Any:
        """Everybody sees it and may sign up."""
        who = await who_is(self)
        await run(edit.publish, who, self._asked(), now())
        return await self._done(who, say("已发布，居民现在看得到、报得上名。"))

    @rx.event
    @shows_refusals
    async def finish(self) -> Any:
        """It is over."""
        who = await who_is(self)
        await run(edit.finish, who, self._asked(), now())
        return await self._done(who, say("活动结束了。"))

    @rx.event
    @shows_refusals
    async def cancel(self, form: dict[str, Any]) -> Any:
        """It does not take place, and why. Whoever has to be called is listed next."""
        who = await who_is(self)
        await run(edit.cancel, who, self._asked(), words_of(form, "why"), now())
        await self._done(who, None)
        if not self.figures.untold:
            return say("已取消，原因写在活动页上。")
        await self._show(who, tab="tell")
        return say("已取消，原因写在活动页上。有 {n} 家报了名的人要通知。", n=self.figures.untold)


def _change(session: Session, who: Actor, event_id: UUID, form: Any) -> None:
    found = event_for(session, who, event_id, Permission.EVENT_EDIT)
    plan = plan_of(form, session.get_one(Community, found.community_id).zone)
    edit.change_event(session, who, event_id, plan, now())
