"""`/admin/volunteers/people`: who volunteers, whose paper has to be looked at, whose ends soon; somebody new."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.events.when import day_words
from app.shared.asked import uuid_of, words_of
from app.shared.both import Both, both
from app.shared.choices import Choice
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.errors import DomainError
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import LANGUAGES
from app.visits.service.places import communities_of
from app.volunteers.forms import JoinForm
from app.volunteers.service.joining import join_for, new_code
from app.volunteers.service.own import set_experienced
from app.volunteers.service.profile import Profile, profile_of, volunteers_of
from app.volunteers.service.skills import expiring, see_proof, skills_of
from app.volunteers.service.who import check_coordinator, zone_of

TYPED = 400  # characters of a field that are looked at


@dataclass
class PersonRow:
    """One line of the list."""

    id: str = ""
    name: str = ""
    skills: str = ""
    hours: str = ""
    wish: str = ""
    unseen: int = 0
    novice: bool = False
    paused: bool = False


@dataclass
class ExpiringRow:
    """A paper that ends soon, or has ended (`over`)."""

    id: str = ""
    name: str = ""
    skill: str = ""
    day: Both = field(default_factory=Both)
    over: bool = False


@dataclass
class SeenPaper:
    """A paper of somebody, as staff see it."""

    code: str = ""
    name: str = ""
    number: str = ""
    until: str = ""
    proof: bool = False
    seen: bool = False


@dataclass
class PersonCard:
    """Somebody, opened; looking is recorded."""

    id: str = ""
    name: str = ""
    phone: str = ""
    hours: str = ""
    wish: str = ""
    novice: bool = False
    experienced: bool = False
    papers: list[SeenPaper] = field(default_factory=list)


class VolunteerPeopleState(rx.State):
    """The volunteers of a community. `link`: a fresh own link to hand over, shown once."""

    community: str = ""
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    people: rx.Field[list[PersonRow]] = rx.field(default_factory=list)
    ending: rx.Field[list[ExpiringRow]] = rx.field(default_factory=list)
    one: PersonCard = PersonCard()
    link: str = ""
    adding: bool = False
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
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
        self.one, self.link = await run(_card, await who_is(self), uuid_of(person), now()), ""

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
        self.one = await run(_card, who, made.me.volunteer_id, now())
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
        self.one, self.link, self.adding, self.wrong_zh, self.wrong_en = PersonCard(), "", False, {}, {}

    async def _again(self, who: Actor, person: UUID) -> Any:
        self.one = await run(_card, who, person, now())
        await self._show(who, self.community)
        return say("已保存。")

    async def _show(self, who: Actor, community: Any) -> None:
        self.people, self.ending = await read(_listed, who, uuid_of(community), now())
        self.community = community


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.VOLUNTEER_COORDINATE)]


def _listed(
    session: Session, who: Actor, community: UUID, moment: datetime
) -> tuple[list[PersonRow], list[ExpiringRow]]:
    check_coordinator(who, community)
    names = {one.code: one.name for one in skills_of(session, community)}
    today = local_day(moment, zone_of(session, community))
    people = [
        PersonRow(
            str(one.id), one.name, "、".join(names.get(code, code) for code in one.skills), f"{one.hours_now:g}",
            f"{one.wish_hours:g}", one.unseen, one.novice, one.paused,
        )
        for one in volunteers_of(session, who, community, moment)
    ]  # fmt: skip
    ending = [
        ExpiringRow(str(one.volunteer_id), one.name, one.skill, both(day_words(one.valid_until, today)), one.days < 0)
        for one in expiring(session, who, community, moment)
    ]
    return people, ending


def _card(session: Session, who: Actor, person: UUID, moment: datetime) -> PersonCard:
    found: Profile = profile_of(session, who, person, moment)
    known = {one.code: one for one in skills_of(session, found.volunteer.community_id)}
    papers = [
        SeenPaper(
            one.code, known[one.code].name if one.code in known else one.code, one.number or "",
            one.valid_until.isoformat() if one.valid_until else "", one.code in known and known[one.code].needs_proof,
            one.proof_seen_at is not None,
        )
        for one in found.skills
    ]  # fmt: skip
    return PersonCard(
        str(person), found.name, found.phone, f"{found.hours_now:g}", f"{found.volunteer.wish_hours:g}", found.novice,
        found.volunteer.experienced_at is not None, papers,
    )  # fmt: skip
