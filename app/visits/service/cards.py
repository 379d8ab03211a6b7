"""The household card a phone keeps for the door: who lives there, what to mind, what happened, what is open."""

from __future__ import annotations

from dataclasses import dataclass, field, fields
from uuid import UUID

from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.households.models import Door, Household
from app.households.service import HouseholdCard, cards, reach
from app.visits.service.history import History, MarkLine, NeedLine, ProposalLine, VisitLine, histories
from app.visits.service.queries import columns


@dataclass(slots=True)
class DoorCard(HouseholdCard):
    """A household card (people, tags, phones to call, notes this reader may see) with its visits, newest first.

    `needs` are open, `proposals` wait for a decision, `marks` are noted causes.
    """

    visits: list[VisitLine] = field(default_factory=list)
    needs: list[NeedLine] = field(default_factory=list)
    proposals: list[ProposalLine] = field(default_factory=list)
    marks: list[MarkLine] = field(default_factory=list)


def door_cards(session: Session, who: Actor) -> list[DoorCard]:
    """The cards of everybody's own round, as people climb. Empty for somebody who has no round.

    An admin or a neighbour leader may read cards too, but does not carry them about.
    """
    if not who.may_somewhere(Permission.ROUND_READ):
        return []
    here = reach(who, Permission.ROUND_READ)
    mine = columns(Household.id).join(Door, col(Door.id) == col(Household.door_id)).where(here)
    # Most people who have a round may read nothing else; the list of ids is for an admin who also has a grid.
    wider = set(who.scopes_for(Permission.HOUSEHOLD_READ)) != set(who.scopes_for(Permission.ROUND_READ))
    found = histories(session, here, who.account_id)
    only = session.execute(mine).scalars().all() if wider else None
    return [_joined(card, found.get(UUID(card.id)) or History()) for card in cards(session, who, only) if card.whole]


def _joined(card: HouseholdCard, past: History) -> DoorCard:
    same = {one.name: getattr(card, one.name) for one in fields(card)}
    return DoorCard(**same, visits=past.visits, needs=past.needs, proposals=past.proposals, marks=past.marks)
