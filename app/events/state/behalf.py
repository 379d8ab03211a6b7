"""替人报名: somebody of the roster with whoever lives there, or a guest by name."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import who_is
from app.events.payload import Family, OnePerson
from app.events.service.behalf import Candidate, candidates, with_kin
from app.events.service.signing import sign_up_for
from app.events.state.at_event import AtEvent
from app.events.state.desk import wrong
from app.shared.asked import uuid_of, words_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Conflict, Refused
from app.shared.handlers import answer, say, shows_refusals

MOST_TYPED = 20
KIN = "kin_"  # and the person's id: the tick of somebody who lives there


@dataclass
class CandidateRow:
    """Somebody of the roster, whole: for staff. `field`: the name of their tick; `expected`: on the list already."""

    id: str = ""
    field: str = ""
    name: str = ""
    door: str = ""
    relation: str = ""
    born: str = ""
    expected: bool = False


class Behalf(AtEvent, mixin=True):
    """Looking for somebody, picking them, signing them up."""

    candidates: rx.Field[list[CandidateRow]] = rx.field(default_factory=list)
    looked: str = ""  # what was looked for; empty: nothing yet
    picked: CandidateRow = CandidateRow()
    kin: rx.Field[list[CandidateRow]] = rx.field(default_factory=list)

    @rx.event
    @shows_refusals
    async def look_for(self, typed: str) -> None:
        """By name, pinyin, door or last four digits."""
        who = await who_is(self)
        text = typed.strip()[:64] if isinstance(typed, str) else ""
        found = await read(candidates, who, self._asked(), text)
        self.candidates, self.looked = [_row(one) for one in found], text

    @rx.event
    @shows_refusals
    async def pick(self, person: str) -> None:
        """One of those who were found, and who lives with them."""
        who = await who_is(self)
        one, home = await read(with_kin, who, self._asked(), uuid_of(person))
        self.picked, self.kin = _row(one), [_row(other) for other in home]
        self.wrong_zh, self.wrong_en = {}, {}

    @rx.event
    def unpick(self) -> None:
        """Somebody else."""
        self._nobody_picked()

    @rx.event
    @shows_refusals
    async def sign_up(self, form: dict[str, Any]) -> Any:
        """On somebody's behalf, which is recorded."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            made = await run(_sign_up, who, self._asked(), form, self.picked.id)
        except (Refused, Conflict) as error:
            if error.field not in ("name", "phone"):
                return answer(self, error)
            self.wrong_zh, self.wrong_en = wrong(error)
            return None
        self._nobody_picked()
        said = say("已代报名。") if made == "confirmed" else say("没有空位，已排上候补。", "warning")
        return await self._done(who, said)

    def _nobody_picked(self) -> None:
        self.picked, self.kin, self.candidates, self.looked = CandidateRow(), [], [], ""


def _sign_up(session: Session, who: Actor, event_id: UUID, form: Any, picked: str) -> str:
    others = [OnePerson(name=one[:400]) for one in words_of(form, "others").split()[:MOST_TYPED]]
    family = Family(people=[OnePerson(name=words_of(form, "name")[:400]), *others], phone=words_of(form, "phone")[:40])
    person = uuid_of(picked) if picked else None
    ticked = [one for one in form if one.startswith(KIN) and form[one]] if person else []
    kin = [uuid_of(one.removeprefix(KIN)) for one in ticked]
    return sign_up_for(session, who, event_id, family, now(), person_id=person, kin=kin).state.value


def _row(one: Candidate) -> CandidateRow:
    return CandidateRow(
        id=str(one.person_id), field=f"{KIN}{one.person_id}", name=one.name, door=one.door, relation=one.relation,
        born=str(one.born or ""), expected=one.expected,
    )  # fmt: skip
