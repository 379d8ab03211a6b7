"""志愿服务记录 of somebody at the desk: made for who has no phone at hand, taken back where it was a mistake."""

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
from app.shared.db import run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.volunteers.service.records import make_record, withdraw_record
from app.volunteers.state.people_rows import HandedOut, PersonCard, person_card
from app.volunteers.state.typed import Typed, by_field


class Records(rx.State, mixin=True):
    """`one`: who is open; `taking`: the record whose reason is asked for."""

    one: PersonCard = PersonCard()
    taking: HandedOut = HandedOut()
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)

    @rx.event
    @shows_refusals
    async def make_record(self, form: dict[str, Any]) -> Any:
        """Hand one out for some days."""
        who, person = await who_is(self), uuid_of(self.one.id)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            await run(_make, who, person, form, now())
        except Refused as error:
            self.wrong_zh, self.wrong_en = by_field(error, "since")
            return None
        self.one = await run(person_card, who, person, now())
        return say("开好了，可以打印给本人。")

    @rx.event
    def ask_withdraw(self, record: str) -> None:
        """Why one is to be taken back; empty: not after all. Shows nothing new, so it asks nobody."""
        self.taking = next((one for one in self.one.records if one.id == record), HandedOut())
        self.wrong_zh, self.wrong_en = {}, {}

    @rx.event
    @shows_refusals
    async def withdraw(self, form: dict[str, Any]) -> Any:
        """Take one back; whoever checks its code reads why."""
        who, typed = await who_is(self), Typed(form)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            await run(withdraw_record, who, uuid_of(typed.words("record")), typed.words("why"), now())
        except Refused as error:
            self.wrong_zh, self.wrong_en = by_field(error, "why")
            return None
        self.one, self.taking = await run(person_card, who, uuid_of(self.one.id), now()), HandedOut()
        return say("收回了，验证的人会看到原因。")


def _make(session: Session, who: Actor, person: UUID, form: Any, moment: datetime) -> None:
    typed = Typed(form)
    since, until = typed.day("since"), typed.day("until")
    typed.check()
    assert since is not None and until is not None
    make_record(session, who, person, since, until, moment)
