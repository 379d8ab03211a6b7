"""Asking for places: with name and phone, as the owner of a remembered browser, or with a pass."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts import passwords
from app.events.models import SignUpState
from app.events.payload import Family, OnePerson
from app.events.service.pace import slowed, take_turn
from app.events.service.people import Caller, clean_name, clean_phone
from app.events.service.proof import begin_pin_of, refusal, show_pass
from app.events.service.signing import sign_up
from app.events.state.at_public import AtPublic
from app.events.state.own import SignUpRow, sign_up_row
from app.passes.service import finish_pin
from app.shared.asked import words_of
from app.shared.clock import now
from app.shared.db import run
from app.shared.errors import DomainError, TooMany
from app.shared.handlers import answer, say, shows_refusals

MOST_TYPED = 20  # people on one form
TYPED = 400  # characters of a field that are looked at
FIELDS = ("name", "phone", "pass", "pin")


class Asking(AtPublic, mixin=True):
    """The form."""

    others: rx.Field[list[int]] = rx.field(default_factory=list)  # one per further person on the form
    asks_pin: bool = False  # the pass that was typed has one

    @rx.event
    def one_more(self) -> None:
        """Another person on the form."""
        if len(self.others) < min(self.event.group_most - 1, MOST_TYPED):
            self.others = [*self.others, len(self.others) + 1]

    @rx.event
    def one_less(self) -> None:
        """The last person leaves the form."""
        self.others = self.others[:-1]

    @rx.event
    @shows_refusals
    async def sign_up(self, form: dict[str, Any]) -> Any:
        """Ask for places for oneself and whoever comes along."""
        event_id = self._asked()
        self._nothing_wrong()
        try:
            caller = await self._with_pass(event_id, form)
            family = _typed(form, len(self.others), caller)
            await run(take_turn, "sign_up", caller, now())
            made = await run(_sign_up, caller, event_id, family, now())
        except TooMany as slow:  # wherever it was counted
            return self._wrong(slowed(slow.retry_after), "slow")
        except DomainError as error:
            return self._wrong(error, error.field or "") if error.field in FIELDS else answer(self, error)
        self.found, self.others, self.asks_pin = made, [], False
        await self._look_again()
        if made.state == SignUpState.WAITING.value:
            return say("名额满了，已经排上候补。", "warning")
        return say("报上名了。")

    async def _with_pass(self, event_id: UUID, form: Any) -> Caller:
        """The caller, as whoever's pass they have shown. Raises what is wrong with it."""
        caller, typed, pin = await self._caller(), words_of(form, "pass").strip()[:TYPED], words_of(form, "pin")[:40]
        if not typed:
            return caller
        right = bool(pin) and self.asks_pin and await _right_pin(caller, event_id, typed, pin)
        proof = await run(show_pass, caller, event_id, typed, now(), pin_right=right)
        self.asks_pin = proof.verdict == "needs_pin"
        if proof.person_id is None:
            raise refusal(proof)
        return replace(caller, person_id=proof.person_id)


async def _right_pin(caller: Caller, event_id: UUID, typed: str, pin: str) -> bool:
    """Raises `Refused`, `TooMany`. The costly check runs between two transactions."""
    tried = await run(begin_pin_of, caller, event_id, typed, now())
    right = await passwords.check("".join(pin.split()), tried.pin_hash)
    await run(finish_pin, tried, right, now())
    return right


def _typed(form: Any, others: int, caller: Caller) -> Family:
    """What the form says, in order; raises `Refused` for what is missing, before anything is counted."""
    name, phone = words_of(form, "name")[:TYPED], words_of(form, "phone")[:40]
    known = caller.person_id is not None or (caller.device is not None and not name.strip())
    names = ["" if known else clean_name(name), *(words_of(form, f"other_{at}")[:TYPED] for at in range(1, others + 1))]
    number = phone if known and not phone.strip() else clean_phone(phone)
    return Family(people=[OnePerson(name=one) for one in names], phone=number)


def _sign_up(session: Session, caller: Caller, event_id: UUID, family: Family, moment: datetime) -> SignUpRow:
    return sign_up_row(session, sign_up(session, caller, event_id, family, moment), moment)
