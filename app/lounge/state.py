"""`/events`, `/health`: where the lounge is and when its door is open. Public, as on the slip at a door."""

from __future__ import annotations

from dataclasses import dataclass

import reflex as rx
from sqlmodel import Session, col, select

from app.households.models import Community
from app.shared.db import read
from app.shared.handlers import shows_refusals
from app.visits.models import CommitteeCard

MOST = 30  # communities on the screen


@dataclass
class LoungeRow:
    """How to reach one lounge; empty texts are not shown."""

    name: str = ""
    hours: str = ""
    address: str = ""
    phone: str = ""


class LoungeState(rx.State):
    """Nothing here is about a person, so nobody is asked who they are."""

    lounges: rx.Field[list[LoungeRow]] = rx.field(default_factory=list)

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """What each committee says of itself."""
        self.lounges = await read(_lounges)


def _lounges(session: Session) -> list[LoungeRow]:
    wanted = (
        select(Community, CommitteeCard)
        .join(CommitteeCard, col(CommitteeCard.community_id) == col(Community.id))
        .order_by(col(Community.name))
        .limit(MOST)
    )
    return [LoungeRow(one.name, card.hours, card.address, card.phone) for one, card in session.exec(wanted)]
