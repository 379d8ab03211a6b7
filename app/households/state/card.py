"""`/admin/households/<id>`: a household for whoever has no round of their own to carry it on the phone."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field

import reflex as rx

from app.accounts.rules import Permission
from app.accounts.session import who_is
from app.households.service.card import HouseholdCard, PersonCard
from app.households.service.cards import card_of
from app.shared.asked import uuid_of
from app.shared.db import read
from app.shared.errors import NotFound
from app.shared.handlers import shows_refusals
from app.shared.i18n import translate


@dataclass
class TagName:
    """A care group as the community calls it, and in English where the catalogue has it."""

    zh: str = ""
    en: str = ""


@dataclass
class PersonRow:
    """One person; empty texts are not shown. For a neighbour leader only name, relation and tags are filled."""

    id: str = ""
    name: str = ""
    relation: str = ""
    sex: str = ""
    born: str = ""
    residency: str = ""
    phone: str = ""
    verified: str = ""
    tags: list[TagName] = field(default_factory=list)


@dataclass
class NoteRow:
    """A note at the door."""

    id: str = ""
    text: str = ""
    by: str = ""
    on: str = ""


@dataclass
class HomeShown:
    """The whole card. `door` without its estate, as people say it who stand before it."""

    door: str = ""
    estate: str = ""
    grid: str = ""
    people: list[PersonRow] = field(default_factory=list)
    notes: list[NoteRow] = field(default_factory=list)


class HomeState(rx.State):
    """The household in the address, as the person behind the cookie may see it."""

    home: HomeShown = HomeShown()
    passes: str = ""  # where their passes are given out; empty: not by whoever looks
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Not theirs and not there are the same answer."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.HOUSEHOLD_NAMES)
        self.home, self.passes = HomeShown(), ""
        home = self.router.url.path.rstrip("/").rpartition("/")[2]
        with suppress(NotFound):  # the screen says so
            self.home = _shown(await read(card_of, who, uuid_of(home)))
            self.passes = f"/admin/passes?household={uuid_of(home)}" if who.may_somewhere(Permission.PASS_ISSUE) else ""
        self.ready = True


def _shown(card: HouseholdCard) -> HomeShown:
    notes = [NoteRow(note.id, note.text, note.by, note.on) for note in card.notes]
    return HomeShown(
        card.door.removeprefix(card.estate), card.estate, card.grid, [_person(one) for one in card.people], notes
    )


def _person(one: PersonCard) -> PersonRow:
    return PersonRow(
        one.id, one.name, one.relation, one.sex, one.born_on, one.residency, one.phone, one.verified_on,
        [TagName(tag.name, translate(tag.name, "en")) for tag in one.tags],
    )  # fmt: skip
