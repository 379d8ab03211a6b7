"""What the handlers of `/admin/events/<id>` share: the event in the address, read anew after every deed."""

from __future__ import annotations

from dataclasses import replace
from typing import Any
from uuid import UUID

import reflex as rx

from app.accounts.rules import Actor
from app.events.state.calls import TellRow
from app.events.state.managed import Asked, Figures, Managed, shown
from app.events.state.people import ClashRow, PersonRow, SaidRow
from app.events.state.plan import PlanRow
from app.shared.asked import uuid_of
from app.shared.db import read


class AtEvent(rx.State, mixin=True):
    """One event. `may_read`: its people; `may_edit`: the event itself. The services ask again, each time."""

    event: Managed = Managed()
    figures: Figures = Figures()
    people: rx.Field[list[PersonRow]] = rx.field(default_factory=list)
    clashes: rx.Field[list[ClashRow]] = rx.field(default_factory=list)
    said: rx.Field[list[SaidRow]] = rx.field(default_factory=list)
    calls: rx.Field[list[TellRow]] = rx.field(default_factory=list)  # 要通知的人
    every_call: bool = False  # also those who know
    wanted: str = "expected"
    typed: str = ""
    doing: str = ""  # what is open above the lists: edit, cancel, add
    plan: PlanRow = PlanRow()
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    may_read: bool = False
    may_edit: bool = False
    there: bool = False
    allowed: bool = True
    ready: bool = False

    async def _done(self, who: Actor, event: Any, *, keep: bool = False) -> Any:
        if not keep:
            self.doing = ""
        await self._show(who)
        return event

    async def _show(self, who: Actor, *, form: bool = True, **asked: Any) -> None:
        """Everything anew, as far as `who` may see it. `asked`: see `Asked`; `form`: the form's fields, too."""
        now_asked = replace(Asked(self.wanted, self.typed, self.every_call), **asked)
        found = await read(shown, who, self._asked(), now_asked)
        for name, value in vars(found).items():  # only what is new goes over the wire, nothing else moves
            if getattr(self, name) != value and (form or name != "plan"):
                setattr(self, name, value)
        self.wanted, self.typed, self.every_call = now_asked.tab, now_asked.typed, now_asked.every_call
        self.there = True

    def _asked(self) -> UUID:
        return uuid_of(self.router.url.path.rstrip("/").rpartition("/")[2])
