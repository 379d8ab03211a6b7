"""`/health`: what one can do; whoever is signed in with a pass sees what the last of each measure says."""

from __future__ import annotations

from contextlib import suppress
from dataclasses import dataclass, field
from datetime import datetime

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import who_is
from app.health.models import ConsentKind
from app.health.service.consent import in_force
from app.health.service.sharing import shared_with
from app.health.service.trends import latest_of
from app.health.service.whose import children_of, owner_of
from app.health.state.rows import ChildRow, LatestRow, latest_row
from app.households.models import Community
from app.shared.clock import local_day, now
from app.shared.db import read
from app.shared.errors import NotFound, SignInNeeded
from app.shared.handlers import shows_refusals


@dataclass
class Home:
    """`agreed`: readings may be kept. `shared`: how many people let them see theirs."""

    name: str = ""
    agreed: bool = False
    latest: list[LatestRow] = field(default_factory=list)
    children: list[ChildRow] = field(default_factory=list)
    shared: int = 0


class HealthHomeState(rx.State):
    """`staff`: somebody is signed in, but not with a pass."""

    ready: bool = False
    there: bool = False
    staff: bool = False
    home: Home = Home()

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """Who is here, if anybody; anybody may ask."""
        self.there, self.staff, self.home = False, False, Home()
        with suppress(SignInNeeded):
            who = await who_is(self)
            try:
                self.home = await read(home_of, who, now())
                self.there = True
            except NotFound:
                self.staff = True
        self.ready = True


def home_of(session: Session, who: Actor, moment: datetime) -> Home:
    """Raises `NotFound` for who did not come in with a pass."""
    owner = owner_of(session, who)
    today = local_day(moment, session.get_one(Community, owner.community_id).zone)
    children = [
        ChildRow(str(one.person_id), one.name, in_force(session, one.person_id, ConsentKind.KEEP, today))
        for one in children_of(session, owner, today)
    ]
    return Home(
        owner.name, in_force(session, owner.person_id, ConsentKind.KEEP, today),
        [latest_row(one) for one in latest_of(session, who, moment)], children,
        len(shared_with(session, who, moment)),
    )  # fmt: skip
