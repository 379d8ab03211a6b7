"""`/admin/volunteers/people`: who volunteers, whose paper has to be looked at, whose ends soon; somebody new."""

from __future__ import annotations

from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import LANGUAGES
from app.visits.service.places import communities_of
from app.volunteers.forms import JoinForm
from app.volunteers.service.joining import join_for, new_code
from app.volunteers.service.own import set_experienced
from app.volunteers.service.skills import see_proof
from app.volunteers.state.people_records import Records
from app.volunteers.state.people_rows import ExpiringRow, HandedOut, PersonCard, PersonRow, people_listed, person_card

TYPED = 400  # characters of a field that are looked at


class VolunteerPeopleState(Records, rx.State):
    """The volunteers of a community. `link`: a fresh own link to hand over, shown once."""

    community: str = ""
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    people: rx.Field[list[PersonRow]] = rx.field(default_factory=list)
    ending: rx.Field[list[ExpiringRow]] = rx.field(default_factory=list)
    link: str = ""
    adding: bool = False
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Everybody of the first community."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.VOLUNTEER_COORDINATE)
        self._closed()
        if self.allowed:
            self.communities = await read(_choices, who)
            self.community = self.communities[0].value if self.communities else ""
            if self.community:
                await self._show(who, self.community)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        await self._show(await who_is(self), community)

    @rx.event
    @shows_refusals
    async def open(self, person: str) -> None:
        """One of them; looking is recorded."""
        self.one, self.link = await run(person_card, await who_is(self), uuid_of(person), now()), ""
        self.taking, self.wrong_zh, self.wrong_en = HandedOut(), {}, {}

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self._closed()

    @rx.event
    def open_new(self) -> None:
        """An empty form. Shows nothing new, so it asks nobody."""
        self.adding = True

    @rx.event
    @shows_refusals
    async def add(self, form: dict[str, Any]) -> Any:
        """A colleague takes somebody in who stands at the desk."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        typed = JoinForm(
            name=words_of(form, "name")[:TYPED], phone=words_of(form, "phone")[:40],
            agreed=words_of(form, "agreed") != "", languages=[], windows=[],
        )  # fmt: skip
        try:
            made = await run(join_for, who, uuid_of(self.community), typed, now())
        except DomainError as error:
            if error.field not in ("name", "phone", "agreed"):
                raise
            self.wrong_zh, self.wrong_en = ({error.field: error.sentence(one)} for one in LANGUAGES)
            return None
        self.adding = False
        await self._show(who, self.community)
        self.one = await run(person_card, who, made.me.volunteer_id, now())
        self.link = f"/volunteer?code={made.code}"
        return say("加入了。")

    @rx.event
    @shows_refusals
    async def see(self, code: str, seen: bool) -> Any:
        """A paper was looked at, or not after all."""
        who, person = await who_is(self), uuid_of(self.one.id)
        await run(see_proof, who, person, code if isinstance(code, str) else "", seen is True, now())
        return await self._again(who, person)

    @rx.event
    @shows_refusals
    async def trust(self, experienced: bool) -> Any:
        """They need nobody beside them, or do again."""
        who, person = await who_is(self), uuid_of(self.one.id)
        await run(set_experienced, who, person, experienced is True, now())
        return await self._again(who, person)

    @rx.event
    @shows_refusals
    async def fresh_link(self) -> None:
        """A new own link for who has lost theirs; the old one ends."""
        self.link = f"/volunteer?code={await run(new_code, await who_is(self), uuid_of(self.one.id), now())}"

    def _closed(self) -> None:
        self.one, self.taking, self.link, self.adding = PersonCard(), HandedOut(), "", False
        self.wrong_zh, self.wrong_en = {}, {}

    async def _again(self, who: Actor, person: UUID) -> Any:
        self.one = await run(person_card, who, person, now())
        await self._show(who, self.community)
        return say("已保存。")

    async def _show(self, who: Actor, community: Any) -> None:
        self.people, self.ending = await read(people_listed, who, uuid_of(community), now())
        self.community = community


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.VOLUNTEER_COORDINATE)]
