"""`/health/shared`: who shares their readings with me. For clinicians and family; a person's page is `share/`."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.health.service.sharing import shared_with
from app.health.service.whose import owner_of
from app.health.state.words import measure_words
from app.households.models import Community, Person
from app.shared.both import Both
from app.shared.clock import local_time, now
from app.shared.db import read
from app.shared.errors import NotFound
from app.shared.handlers import shows_refusals


@dataclass
class SharerRow:
    """Somebody who shares. No value."""

    id: str = ""
    name: str = ""
    born: str = ""  # the year
    what: Both = field(default_factory=Both)
    until: str = ""


class SharedState(rx.State):
    """Who shares with me."""

    rows: rx.Field[list[SharerRow]] = rx.field(default_factory=list)
    family: bool = False  # who looks is a resident, not a clinician
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """By name."""
        who = await who_is(self)
        self.rows = []
        clinician = who.may_somewhere(Permission.HEALTH_SHARED)
        self.family = await read(_is_resident, who)
        self.allowed = clinician or self.family
        if self.allowed:
            self.rows = await read(_rows, who, now())
        self.ready = True


def _is_resident(session: Session, who: Actor) -> bool:
    try:
        owner_of(session, who)
    except NotFound:
        return False
    return True


def _rows(session: Session, who: Actor, moment: datetime) -> list[SharerRow]:
    made = []
    for one in shared_with(session, who, moment):
        zone = session.get_one(Community, session.get_one(Person, one.person_id).community_id).zone
        born = str(one.born_on.year) if one.born_on else ""
        made.append(
            SharerRow(str(one.person_id), one.name, born, measure_words(one.measures), local_time(one.until, zone))
        )
    return made
