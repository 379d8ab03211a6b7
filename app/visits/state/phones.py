"""`/admin/phones`: which phones hold work that has not arrived, and how to shut a lost one."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.devices import device_name
from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.offline.devices import ask_wipe
from app.shared.asked import uuid_of
from app.shared.clock import local_time, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.visits.service.coverage import community_watched
from app.visits.service.phones import Phone, phones
from app.visits.service.places import communities_of
from app.visits.state.rows import Choice, Name


@dataclass
class PhoneRow:
    """A phone. `kept`: "yes", "no" or "" (it has not said). `wipe`: "", "asked", "done". Times are local, or empty."""

    id: str = ""
    owner: str = ""
    engine: str = ""
    unsent: int = 0
    quarantined: int = 0
    oldest: str = ""
    kept: str = ""
    drift: int = 0  # minutes
    seen: str = ""
    wipe: str = ""
    waits: bool = False


class PhonesState(rx.State):
    """The phones of the people who work in a community."""

    phones: rx.Field[list[PhoneRow]] = rx.field(default_factory=list)
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    community: str = ""
    waiting: int = 0
    may_wipe: bool = False
    asking: str = ""  # the phone that is about to be asked to wipe
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The first community they may see."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.DEVICE_READ)
        found = await read(communities_of, who, Permission.DEVICE_READ)
        if found:
            await self._show(who, str(found[0].id))
            self.communities = [Choice(str(one.id), Name(one.name, one.name)) for one in found]
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        await self._show(await who_is(self), community)

    @rx.event
    @shows_refusals
    async def think_of_wiping(self, phone: str) -> None:
        """Ask first: what is unsent on that phone stays there, the rest is deleted."""
        known = await read(phones, await who_is(self), uuid_of(self.community))
        self.asking = next((str(one.id) for one in known if str(one.id) == phone), "")

    @rx.event
    def keep(self) -> None:
        """The phone was found. Shows nothing new, so it asks nobody."""
        self.asking = ""

    @rx.event
    @shows_refusals
    async def wipe(self, phone: str) -> Any:
        """Sign a lost phone out and have it delete what it keeps."""
        who = await who_is(self)
        await run(ask_wipe, who, uuid_of(phone), now())
        self.asking = ""
        await self._show(who, self.community)
        return say("已要求这部手机清除资料，下次联系时执行。")

    async def _show(self, who: Actor, community: Any) -> None:
        self.phones, self.may_wipe = await read(_seen, who, uuid_of(community))
        self.waiting = sum(one.waits for one in self.phones)
        self.community, self.asking = community, ""


def _seen(session: Session, who: Actor, community_id: UUID) -> tuple[list[PhoneRow], bool]:
    zone = community_watched(session, who, community_id, Permission.DEVICE_READ).zone
    rows = [_phone(one, zone) for one in phones(session, who, community_id)]
    return rows, who.may(Permission.DEVICE_WIPE, community_id)


def _phone(one: Phone, zone: str) -> PhoneRow:
    return PhoneRow(
        id=str(one.id), owner=one.owner, engine=device_name(one.engine), unsent=one.unsent, quarantined=one.quarantined,
        oldest=local_time(one.oldest_unsent_at, zone), kept={True: "yes", False: "no", None: ""}[one.persisted],
        drift=round((one.clock_drift_ms or 0) / 60_000), seen=local_time(one.last_seen_at, zone), wipe=one.wipe,
        waits=one.waits,
    )  # fmt: skip
