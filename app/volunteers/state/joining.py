"""Joining in a minute: with a name and a phone number, with a resident's pass, or as whom this browser is known."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session, col, select

from app.accounts import passwords
from app.events.service.pace import slowed, take_turn
from app.events.service.people import Caller
from app.events.service.proof import refusal, show_pass_in
from app.households.models import Community
from app.passes.service import begin_pin, finish_pin
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Conflict, DomainError, NotFound, TooMany
from app.shared.handlers import answer, say, shows_refusals
from app.volunteers.forms import JoinForm
from app.volunteers.service.joining import Joined, join
from app.volunteers.state.at_me import AtMe

TYPED = 400  # characters of a field that are looked at
FIELDS = ("name", "phone", "agreed", "pass", "pin")
MOST = 30  # communities


class Joining(AtMe, mixin=True):
    """The form of somebody who is not a volunteer yet."""

    known: str = ""  # the masked name of whom this browser is remembered as, before they have joined
    key: str = ""  # what "remember this phone" sends; empty: it is remembered, or a pass is needed
    asks_pin: bool = False  # the pass that was typed has one
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)

    @rx.event
    @shows_refusals
    async def join(self, form: dict[str, Any]) -> Any:
        """Join with a name and a phone number, with a pass, or as the owner of a remembered browser."""
        self._nothing_wrong()
        try:
            made = await self._joined(form)
        except TooMany as slow:
            return self._wrong(slowed(slow.retry_after), "slow")
        except DomainError as error:
            return self._wrong(error, "slow") if error.field in FIELDS else answer(self, error)
        self.asks_pin = False
        if not made.code:  # this browser is remembered
            await self._show()
            return say("欢迎加入！")
        self.key = made.token
        return rx.redirect(f"/volunteer?code={made.code}")

    async def _joined(self, form: Any) -> Joined:
        """Without a code: this browser knows them. Raises what is wrong."""
        caller, typed = await self._caller(), _typed(form)
        community = await read(_community, words_of(form, "community"), caller.device)
        shown = words_of(form, "pass").strip()[:TYPED]
        if shown:
            caller = await self._with_pass(caller, community, shown, words_of(form, "pin")[:40])
        await run(take_turn, "sign_up", caller, now())
        if shown:
            return await run(_by_shown_pass, caller, community, typed, now())
        made = await run(join, caller, community, typed, now())
        return made if made.token else replace(made, code="")

    async def _with_pass(self, caller: Caller, community: UUID, shown: str, pin: str) -> Caller:
        """The caller, as whoever's pass they have shown. Raises what is wrong with it."""
        right = bool(pin) and self.asks_pin and await _right_pin(caller, community, shown, pin)
        proof = await run(show_pass_in, caller, community, shown, now(), pin_right=right)
        self.asks_pin = proof.verdict == "needs_pin"
        if proof.person_id is None:
            raise refusal(proof)
        return replace(caller, person_id=proof.person_id)

    async def _show(self) -> None:
        """What the screen shows now."""
        raise NotImplementedError


def joinable(session: Session) -> list[Choice]:
    """The communities to choose from."""
    rows = session.exec(select(Community).order_by(col(Community.name)).limit(MOST))
    return [Choice(str(one.id), one.name) for one in rows]


def _typed(form: Any) -> JoinForm:
    return JoinForm(
        name=words_of(form, "name")[:TYPED], phone=words_of(form, "phone")[:40], agreed=words_of(form, "agreed") != ""
    )


def _by_shown_pass(session: Session, caller: Caller, community: UUID, form: JoinForm, moment: datetime) -> Joined:
    """Six letters can be read over a shoulder: they let somebody join, and open nothing that was there before."""
    made = join(session, caller, community, form, moment)
    if made.before:
        raise Conflict(
            "joined_already",
            "您已经是志愿者了。用手机相机扫居民码卡，点“记住这部手机”，再回到这里，就能看到自己的班。",
            field="pass",
        )
    return made


async def _right_pin(caller: Caller, community: UUID, shown: str, pin: str) -> bool:
    """Raises `Refused`, `TooMany`. The costly check runs between two transactions."""
    tried = await run(begin_pin, community, shown, caller.address, now())
    right = await passwords.check("".join(pin.split()), tried.pin_hash)
    await run(finish_pin, tried, right, now())
    return right


def _community(session: Session, chosen: str, device: Any) -> Any:
    """That of the remembered browser, the chosen one, or the only one. Raises `NotFound`."""
    if device is not None:
        return device.community_id
    if chosen:
        return uuid_of(chosen)
    found = session.exec(select(Community.id).limit(2)).all()
    if len(found) != 1:
        raise NotFound("community_unknown", "找不到这个社区。", field="community")
    return found[0]
