"""`/admin/volunteers/places`: how far every building is from the lounge. The service decides who may."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.shared.asked import uuid_of
from app.shared.choices import Choice
from app.shared.db import read, run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.visits.service.places import communities_of
from app.volunteers.service.places import places_of, set_position
from app.volunteers.state.typed import Typed, by_field


@dataclass
class PlaceItem:
    """A building. `east`, `north`: km as the form has them; `alone`: no other building of that estate."""

    id: str = ""
    name: str = ""
    east: str = ""
    north: str = ""
    alone: bool = True


class PlacesState(rx.State):
    """`one`: the building whose form is open."""

    community: str = ""
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    places: rx.Field[list[PlaceItem]] = rx.field(default_factory=list)
    unknown: int = 0  # buildings of which nobody has said
    one: PlaceItem = PlaceItem()
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The buildings of the first community they look after."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.VOLUNTEER_COORDINATE)
        self.communities = await read(_choices, who)
        self._close()
        if self.communities:
            await self._show(who, self.communities[0].value)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        await self._show(await who_is(self), community)
        self._close()

    @rx.event
    def open(self, building: str) -> None:
        """A building of the list. Shows nothing new, so it asks nobody."""
        self._close()
        self.one = next((row for row in self.places if row.id == building), PlaceItem())

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self._close()

    @rx.event
    @shows_refusals
    async def save(self, form: dict[str, Any]) -> Any:
        """What was said of the open building, or with a tick of all of its estate."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            typed = Typed(form)
            place = typed.decimal("east"), typed.decimal("north")
            typed.check()
            await run(set_position, who, uuid_of(self.one.id), *place, whole_estate=typed.ticked("whole"))
        except Refused as error:
            self.wrong_zh, self.wrong_en = by_field(error, "east")
            return say("有几处要改，写在那一栏下面。", "error")
        self._close()
        await self._show(who, self.community)
        return say("已保存，下次排班就按这个算。")

    def _close(self) -> None:
        """No building is open, and nothing is wrong."""
        self.one, self.wrong_zh, self.wrong_en = PlaceItem(), {}, {}

    async def _show(self, who: Actor, community: Any) -> None:
        self.places = await read(_items, who, uuid_of(community))
        self.unknown = sum(row.east == "" for row in self.places)
        self.community = community


def _items(session: Session, who: Actor, community: Any) -> list[PlaceItem]:
    rows = places_of(session, who, community)
    estates = [row.estate for row in rows]
    made = []
    for row in rows:
        east, north = (f"{km:g}" for km in row.place) if row.place else ("", "")
        name = f"{row.estate} {row.label}".strip()
        made.append(PlaceItem(str(row.building_id), name, east, north, estates.count(row.estate) == 1))
    return made


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.VOLUNTEER_COORDINATE)]
