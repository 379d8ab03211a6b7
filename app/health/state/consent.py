"""`/health/consent`: each consent by itself, given, refused or taken back; a guardian answers for a child."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.health.models import ConsentKind
from app.health.rules.consent import needs_guardian
from app.health.service.consent import consents_of, give, withdraw
from app.health.service.settings import settings_of
from app.health.service.whose import children_of, own_of, owner_of
from app.health.state.at_owner import AtOwner, one_of
from app.health.state.rows import ChildRow
from app.households.models import Community
from app.shared.clock import local_day, local_time, now
from app.shared.db import read, run
from app.shared.errors import NotFound, SignInNeeded
from app.shared.handlers import say, shows_refusals


@dataclass
class ConsentRow:
    """How one kind stands: given, none, withdrawn, outdated. `since`: of that; `by`: a guardian."""

    state: str = "none"
    since: str = ""
    by: str = ""


@dataclass
class Consents:
    """`child`: a guardian looks at those of their child. `too_young`: a child looks at its own."""

    name: str = ""
    child: bool = False
    too_young: bool = False
    years: int = 0
    keep: ConsentRow = field(default_factory=ConsentRow)
    follow_up: ConsentRow = field(default_factory=ConsentRow)
    children: list[ChildRow] = field(default_factory=list)


class ConsentState(AtOwner, rx.State):
    """`sure`: the kind whose withdrawal waits for a second tap."""

    consents: Consents = Consents()
    sure: str = ""

    @rx.event
    @shows_refusals
    async def load(self) -> Any:
        """How they stand."""
        self.ready, self.there, self.consents, self.sure = False, False, Consents(), ""
        self._nobody_yet()
        try:
            await self._show()
        except (NotFound, SignInNeeded):  # staff, a stranger, or whoever is not theirs: there is the way in
            return rx.redirect("/health")
        self.ready = self.there = True
        return None

    @rx.event
    def think(self, kind: str) -> None:
        """Think again first. Shows nothing new, so it asks nobody."""
        self.sure = kind

    @rx.event
    @shows_refusals
    async def give(self, kind: str, version: int) -> Any:
        """Agree to the words that are on the screen."""
        await run(_give, await self._who(), _kind(kind), version, self._person(), now())
        await self._show()
        return say("已同意。随时可以在这里撤回。")

    @rx.event
    @shows_refusals
    async def withdraw(self, kind: str) -> Any:
        """Take it back."""
        await run(_withdraw, await self._who(), _kind(kind), self._person(), now())
        await self._show()
        return say("已撤回，马上停用。")

    async def _show(self) -> None:
        self.consents = await read(consents_for, await self._who(), self._person(), now())
        self.name, self.sure = self.consents.name, ""


def consents_for(session: Session, who: Actor, person_id: UUID | None, moment: datetime) -> Consents:
    """Raises `NotFound`."""
    owner, whose = own_of(session, who, moment, person_id)
    zone = session.get_one(Community, whose.community_id).zone
    today = local_day(moment, zone)
    rows = {kind: ConsentRow() for kind in ConsentKind}
    for one in reversed(consents_of(session, whose.person_id, today)):  # the latest says how it stands
        state = "given" if one.in_force else "withdrawn" if one.withdrawn_at else "outdated"
        rows[one.kind] = ConsentRow(state, local_time(one.withdrawn_at or one.given_at, zone)[:10], one.by)
    mine = whose.person_id == owner.person_id
    return Consents(
        whose.name, not mine, mine and needs_guardian(owner.born_on, today),
        settings_of(session, whose.community_id).keep_years, rows[ConsentKind.KEEP], rows[ConsentKind.FOLLOW_UP],
        [ChildRow(str(one.person_id), one.name) for one in children_of(session, owner, today)] if mine else [],
    )  # fmt: skip


def _kind(asked: Any) -> ConsentKind:
    kind = one_of(ConsentKind, asked)
    if kind is None:
        raise NotFound("no_such_consent", "没有这一项。")
    return kind


def _give(
    session: Session, who: Actor, kind: ConsentKind, version: Any, person_id: UUID | None, moment: datetime
) -> None:
    give(session, owner_of(session, who), kind, version, moment, person_id)


def _withdraw(session: Session, who: Actor, kind: ConsentKind, person_id: UUID | None, moment: datetime) -> None:
    withdraw(session, owner_of(session, who), kind, moment, person_id)
