"""Another name, place, time or number for the open shift, as long as it has not begun."""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

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
from app.volunteers.service.find import needs_of, shift_for
from app.volunteers.service.shifts import change_shift
from app.volunteers.service.who import zone_of
from app.volunteers.state.adding import Adding, span_typed
from app.volunteers.state.adding_rows import as_it_is
from app.volunteers.state.posts_forms import counts_typed
from app.volunteers.state.typed import Typed, by_field


class Changing(Adding, mixin=True):
    """The form is the one of an extra shift, filled in with what the open shift says."""

    @rx.event
    @shows_refusals
    async def open_change(self) -> None:
        """The form, instead of the shift."""
        who = await who_is(self)
        self.extra = await read(as_it_is, who, uuid_of(self.shift.id), now(), self.extra.drawn)
        self.doing, self.wrong_zh, self.wrong_en = "change", {}, {}

    @rx.event
    @shows_refusals
    async def change(self, form: dict[str, Any]) -> Any:
        """Let the shift say what was typed; it opens again."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            await run(_change, who, uuid_of(self.shift.id), form, now())
        except Refused as error:
            self.wrong_zh, self.wrong_en = by_field(error, "title")
            return say("有几处要改，写在那一栏下面。", "error")
        await self._open(who, self.shift.id)
        return say("已保存。日历里的班也会跟着变。")


def _change(session: Session, who: Actor, shift_id: UUID, form: Any, moment: datetime) -> None:
    row, typed = shift_for(session, who, shift_id, moment), Typed(form)
    shown, counts = as_it_is(session, who, shift_id, moment), counts_typed(typed)
    begins, over = span_typed(typed, zone_of(session, row.community_id))
    if all(typed.words(name)[: len(was)] == was for name, was in _hours(shown)):
        begins, over = row.starts_at, row.ends_at  # to the second: the form knows only minutes
    needs = [NeedForm.of(one) for one in needs_of(session, [row.id])[row.id]]
    asked = [one.model_copy(update={"count": counts.get(one.role, one.count)}) for one in needs]
    plan = ShiftForm(
        title=typed.words("title"), place=typed.words("place"), starts_at=begins, ends_at=over, x_km=row.x_km,
        y_km=row.y_km, popular=typed.ticked("popular"), needs=[one for one in asked if one.count],
    )  # fmt: skip
    change_shift(session, who, shift_id, plan, moment)


def _hours(shown: Any) -> list[tuple[str, str]]:
    return [("day", shown.day), ("starts", shown.starts), ("ends", shown.ends)]
