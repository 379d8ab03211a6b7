"""`/admin/health/clients`: the systems of health centres that may ask for what residents share. For admins."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts import passwords
from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.health.service.clients import ClientRow, add_client, clients_of, disable_client, draw_secret
from app.households.models import Community
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import local_time, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.visits.service.places import communities_of

NAME = 200  # characters that are looked at


@dataclass
class SystemRow:
    """One system. `off`: since when it is switched off, empty while it may ask."""

    id: str = ""
    name: str = ""
    client_id: str = ""
    made: str = ""
    off: str = ""


@dataclass
class FreshClient:
    """What a health centre needs, told once. Only the hash of the secret is kept."""

    name: str = ""
    client_id: str = ""
    secret: str = ""


@dataclass
class ClientsOf:
    """Whose systems are shown."""

    community: str = ""


class HealthClientsState(rx.State):
    """The systems of one community."""

    rows: rx.Field[list[SystemRow]] = rx.field(default_factory=list)
    fresh: FreshClient = FreshClient()
    one: ClientsOf = ClientsOf()
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Those of the first community."""
        who = await who_is(self)
        self.rows, self.fresh, self.one = [], FreshClient(), ClientsOf()
        self.allowed = who.may_somewhere(Permission.HEALTH_SETTINGS)
        self.communities = await read(_choices, who)
        if self.communities:
            await self._show(who, self.communities[0].value)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        self.fresh = FreshClient()
        await self._show(await who_is(self), community)

    @rx.event
    @shows_refusals
    async def add(self, form: dict[str, Any]) -> None:
        """A new one: its secret is shown once."""
        who, community = await who_is(self), uuid_of(self.one.community)
        await read(clients_of, who, community)  # before the hash, which is dear
        secret = draw_secret()
        hashed = await passwords.make(secret)
        made = await run(add_client, who, community, words_of(form, "name")[:NAME], hashed, now())
        await self._show(who, self.one.community)
        self.fresh = FreshClient(made.name, made.client_id, secret)

    @rx.event
    @shows_refusals
    async def switch_off(self, client: str) -> Any:
        """Out at once, with its tokens."""
        who = await who_is(self)
        await run(_switch_off, who, client, now())
        self.fresh = FreshClient()
        await self._show(who, self.one.community)
        return say("已经停用，它马上就取不到了。")

    async def _show(self, who: Actor, community: Any) -> None:
        self.rows = await read(_rows, who, community)
        self.one = ClientsOf(str(uuid_of(community)))


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.HEALTH_SETTINGS)]


def _rows(session: Session, who: Actor, community: Any) -> list[SystemRow]:
    found = clients_of(session, who, uuid_of(community))
    zone = session.get_one(Community, uuid_of(community)).zone
    return [_row(one, zone) for one in found]


def _row(one: ClientRow, zone: str) -> SystemRow:
    return SystemRow(
        str(one.id), one.name, one.client_id, local_time(one.made_at, zone), local_time(one.disabled_at, zone)
    )


def _switch_off(session: Session, who: Actor, client: str, moment: datetime) -> None:
    disable_client(session, who, uuid_of(client), moment)
