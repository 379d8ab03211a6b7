"""`/admin/needs`: open needs to answer, proposed corrections to decide."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.offline.registry import Meta
from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_time, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.shared.ids import new_id
from app.visits.models import TermKind
from app.visits.service import close_need, decide_correction, open_needs, waiting_proposals
from app.visits.service.needs import CloseNeed
from app.visits.service.proposals import DecideCorrection
from app.visits.service.settings import terms_of
from app.visits.state.rows import Name, named

MOST = 200  # of each kind on the screen


@dataclass
class NeedRow:
    """An open need."""

    id: str = ""
    door: str = ""
    grid: str = ""
    category: Name = field(default_factory=Name)
    text: str = ""
    urgency: str = ""
    found: str = ""


@dataclass
class ProposalRow:
    """A change somebody proposed at the door. `label` is a msgid of `households.rules.fields`."""

    id: str = ""
    door: str = ""
    person: str = ""
    label: Name = field(default_factory=Name)
    now: str = ""
    value: str = ""
    by: str = ""
    on: str = ""


@dataclass
class Waiting:
    """The whole screen; counts are of all, lists of the first ones."""

    needs: list[NeedRow] = field(default_factory=list)
    proposals: list[ProposalRow] = field(default_factory=list)
    need_count: int = 0
    proposal_count: int = 0


class NeedsState(rx.State):
    """What waits behind the doors of whoever looks."""

    waiting: Waiting = Waiting()
    one: NeedRow = NeedRow()  # the need that is being answered
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The lists."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.NEED_CLOSE)
        self.waiting, self.one = await read(_waiting, who), NeedRow()
        self.ready = True

    @rx.event
    def open(self, need: str) -> None:
        """Answer a need that is on the screen. Shows nothing new, so it asks nobody."""
        self.one = next((row for row in self.waiting.needs if row.id == need), NeedRow())

    @rx.event
    def close(self) -> None:
        """Back to the lists."""
        self.one = NeedRow()

    @rx.event
    @shows_refusals
    async def answer(self, form: dict[str, Any]) -> Any:
        """Say what was done."""
        who, need = await who_is(self), uuid_of(words_of(form, "need"))
        closing = CloseNeed(need_id=need, answer=words_of(form, "answer"))
        await run(close_need, who, _meta(), closing)
        self.waiting, self.one = await read(_waiting, who), NeedRow()
        return say("已办结。")

    @rx.event
    @shows_refusals
    async def accept(self, proposal: str) -> Any:
        """The roster changes."""
        await self._decide(proposal, accept=True)
        return say("已采纳，名册已改。")

    @rx.event
    @shows_refusals
    async def decline(self, proposal: str) -> Any:
        """The roster stays."""
        await self._decide(proposal, accept=False)
        return say("已否决，名册没有改。")

    async def _decide(self, proposal: Any, *, accept: bool) -> None:
        who = await who_is(self)
        deciding = DecideCorrection(correction_id=uuid_of(proposal), accept=accept)
        await run(decide_correction, who, _meta(), deciding)
        self.waiting = await read(_waiting, who)


def _meta() -> Meta:
    """At the desk there is no phone: the moment is the server's."""
    moment = now()
    return Meta(new_id(), "desk", moment, moment)


def _waiting(session: Session, who: Actor) -> Waiting:
    needs, proposals = open_needs(session, who), waiting_proposals(session, who)
    names: dict[UUID, dict[str, str]] = {}
    for need in needs[:MOST]:
        if need.community_id not in names:
            terms = terms_of(session, need.community_id)
            names[need.community_id] = {term.code: term.name for term in terms if term.kind is TermKind.NEED}
    return Waiting(
        needs=[
            NeedRow(
                str(one.id), one.door, one.grid or "", named(names[one.community_id].get(one.category, one.category)),
                one.text, one.urgency.value, local_time(one.found_at),
            )
            for one in needs[:MOST]
        ],
        proposals=[
            ProposalRow(
                str(one.id), one.door, one.person, named(one.label), one.now, one.value, one.by, local_time(one.on)
            )
            for one in proposals[:MOST]
        ],
        need_count=len(needs),
        proposal_count=len(proposals),
    )  # fmt: skip
