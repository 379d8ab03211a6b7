"""`/health/shares`: whom the owner lets see what until when, and who looked. For residents with a pass."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.events.service.pace import take_turn
from app.events.service.people import Caller
from app.health.models import Measure, ShareKind
from app.health.rules.sharing import DAYS, Standing, Terms
from app.health.service.looks import Looked, looks_of
from app.health.service.parties import clients_for, clinicians_for
from app.health.service.settings import settings_of
from app.health.service.sharing import (
    Given,
    Link,
    grants_of_owner,
    make_link,
    offer_to_client,
    offer_to_clinician,
    offer_to_family,
    revoke,
)
from app.health.service.whose import own_of, owner_of
from app.health.state.at_owner import AtOwner
from app.health.state.words import measure_words
from app.households.models import Community
from app.shared.asked import uuid_of, words_of
from app.shared.both import Both
from app.shared.choices import Choice
from app.shared.clock import local_time, now
from app.shared.db import read, run
from app.shared.errors import DomainError, NotFound
from app.shared.handlers import say, shows_refusals
from app.shared.qr import qr_code
from app.shared.settings import settings

CODE = 80  # characters of a pass that are looked at


@dataclass
class ShareRow:
    """One grant. `standing`: open, over, revoked; `since` empty: readings of any day."""

    id: str = ""
    kind: str = ""
    name: str = ""
    what: Both = field(default_factory=Both)
    since: str = ""
    until: str = ""
    standing: str = ""
    patient: str = ""  # by which a health centre's system asks


@dataclass
class LookRow:
    """Somebody looked."""

    at: str = ""
    kind: str = ""
    name: str = ""
    what: str = ""


@dataclass
class MadeLink:
    """A link that was just made: shown once."""

    address: str = ""
    qr: str = ""
    until: str = ""


@dataclass
class Board:
    """Everything on the screen. `child`: the name of the child whose they are; empty: one's own."""

    child: str = ""
    open: list[ShareRow] = field(default_factory=list)
    past: list[ShareRow] = field(default_factory=list)
    looks: list[LookRow] = field(default_factory=list)
    clinicians: list[Choice] = field(default_factory=list)
    clients: list[Choice] = field(default_factory=list)
    link_hours: int = 24


class SharesState(AtOwner, rx.State):
    """The owner's grants, or those of a child they answer for. `adding`: with whom they are about to share (a
    `ShareKind`), empty: the list."""

    board: Board = Board()
    link: MadeLink = MadeLink()
    adding: str = ""
    allowed: bool = True  # whether somebody with a pass is signed in

    @rx.event
    @shows_refusals
    async def load(self) -> Any:
        """What is theirs."""
        who = await self._who()
        self._closed()
        self._nobody_yet()
        self.board = Board()
        try:
            self.board = await read(_board, who, self._person(), now())
            self.allowed = True
        except NotFound as error:
            if error.code != "no_pass_account":  # a child who is not theirs (any more): there is the way in
                return rx.redirect("/health")
            self.allowed = False
        self.ready = True
        return None

    @rx.event
    def open(self, kind: str) -> None:
        """The form for this kind. Shows nothing new, so it asks nobody."""
        self._closed()
        self.adding = kind if kind in {one.value for one in ShareKind} else ""

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self._closed()

    @rx.event
    @shows_refusals
    async def share(self, form: dict[str, Any]) -> Any:
        """Share with whoever was chosen, for as long as was chosen."""
        who, moment = await self._who(), now()
        self._nothing_wrong()
        if self.adding == ShareKind.FAMILY:  # six letters can be guessed: counted before they are looked at
            await run(take_turn, "family", Caller(browser=str(who.account_id)), moment)
        try:
            link = await run(_share, who, self._person(), self.adding, form, moment)
        except DomainError as error:
            if error.field not in ("measures", "until", "account", "client", "code"):
                raise
            self.wrong_zh = {error.field: error.sentence("zh")}
            self.wrong_en = {error.field: error.sentence("en")}
            return None
        self._closed()
        self.link = link
        self.board = await read(_board, who, self._person(), now())
        return None if link.address else say("好了，对方现在能看了。")

    @rx.event
    @shows_refusals
    async def take_back(self, grant: str) -> Any:
        """One tap, and nobody sees anything by it any more."""
        who = await self._who()
        await run(revoke, who, uuid_of(grant), now(), self._person())
        self._closed()
        self.board = await read(_board, who, self._person(), now())
        return say("已经收回，对方看不到了。")

    def _closed(self) -> None:
        self.adding, self.link, self.wrong_zh, self.wrong_en = "", MadeLink(), {}, {}


def _board(session: Session, who: Actor, person_id: UUID | None, moment: datetime) -> Board:
    by, owner = own_of(session, who, moment, person_id)
    zone = session.get_one(Community, owner.community_id).zone
    rows = [
        (_row(one, zone, owner.person_id), one.standing is Standing.OPEN)
        for one in grants_of_owner(session, who, moment, person_id)
    ]
    return Board(
        owner.name if owner.person_id != by.person_id else "",
        [row for row, is_open in rows if is_open],
        [row for row, is_open in rows if not is_open],
        [_look(one, zone) for one in looks_of(session, owner.person_id)],
        [Choice(str(one.id), one.name) for one in clinicians_for(session, who, moment)],
        [Choice(str(one.id), one.name) for one in clients_for(session, who)],
        settings_of(session, owner.community_id).link_hours,
    )


def _row(one: Given, zone: str, person_id: UUID) -> ShareRow:
    return ShareRow(
        str(one.id), one.kind.value, one.name, measure_words(one.measures), local_time(one.since, zone)[:10],
        local_time(one.until, zone), one.standing.value, str(person_id) if one.kind is ShareKind.CLIENT else "",
    )  # fmt: skip


def _look(one: Looked, zone: str) -> LookRow:
    return LookRow(local_time(one.at, zone), one.kind.value, one.name, one.what)


def _share(session: Session, who: Actor, person_id: UUID | None, kind: str, form: Any, moment: datetime) -> MadeLink:
    measures = tuple(one for one in Measure if words_of(form, f"measure_{one.value}"))
    since = None if words_of(form, "all") else moment
    if kind == ShareKind.LINK:
        return _link(session, who, make_link(session, who, measures, moment, since, person_id))
    days = words_of(form, "days")
    lasts = timedelta(days=int(days)) if days in map(str, DAYS) else timedelta(0)
    terms = Terms(measures, moment + lasts, since)
    if kind == ShareKind.CLINICIAN:
        offer_to_clinician(session, who, uuid_of(words_of(form, "account")), terms, moment, person_id)
    elif kind == ShareKind.CLIENT:
        offer_to_client(session, who, uuid_of(words_of(form, "client")), terms, moment, person_id)
    elif kind == ShareKind.FAMILY:
        offer_to_family(session, who, words_of(form, "code")[:CODE], terms, moment, person_id)
    else:
        raise NotFound("no_such_kind", "没有找到。")
    return MadeLink()


def _link(session: Session, who: Actor, made: Link) -> MadeLink:
    address = f"{settings().public_url}/s/{made.token}"
    zone = session.get_one(Community, owner_of(session, who).community_id).zone
    return MadeLink(address, qr_code(address), local_time(made.until, zone))
