"""What is offered: to a volunteer only what they could take, to a coordinator all of it."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import select as sql_select
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.volunteers.models import Assignment, Shift, ShiftNeed, Swap, SwapKind, SwapState, Volunteer
from app.volunteers.rules.giving_up import pass_on_until
from app.volunteers.rules.standing import takes_people
from app.volunteers.service.find import settings_of
from app.volunteers.service.fitting import why_not_instead
from app.volunteers.service.releasing import seats_to_come
from app.volunteers.service.swapping import SURE
from app.volunteers.service.who import Me, check_coordinator, names_of, own


@dataclass(frozen=True)
class Offer:
    """A seat somebody offers. `against`: for a swap, the seats of the reader that both could change it for.

    `found`: the reader looks for a swap too, and these two fit.
    """

    swap: Swap
    shift: Shift
    need: ShiftNeed
    giver: str
    against: tuple[tuple[Assignment, Shift], ...] = ()
    found: bool = False


@dataclass(frozen=True)
class SwapRow:
    """An offer or what became of it, for coordinators. `can_veto`: it may still be undone; `back`: the shift that the
    giver has got for it."""

    swap: Swap
    shift: Shift
    need: ShiftNeed
    giver: str
    taker: str
    can_veto: bool
    back: Shift | None = None


def offers_for(session: Session, me: Me, now: datetime) -> list[Offer]:
    """Open offers of others that they could take, in the order of the shifts. A swap that both look for comes first.

    Raises `NotFound`.
    """
    row = own(session, me)
    settings = settings_of(session, me.community_id)
    mine = [(one, shift) for one, shift in _own_seats(session, row.id, now)
            if now <= pass_on_until(shift.starts_at, settings)]  # fmt: skip
    open_own = Swap.giver_id == row.id, Swap.kind == SwapKind.SWAP, Swap.state == SwapState.OPEN
    looking_for = {*session.exec(select(Swap.assignment_id).where(*open_own))}
    found = []
    for swap, offered, shift, need, giver in session.execute(_of_others(me)).all():
        if not takes_people(shift, now) or now > pass_on_until(shift.starts_at, settings):
            continue
        name = names_of(session, [giver])[giver.id]
        swaps = swap.kind is SwapKind.SWAP
        both = tuple(pair for pair in mine if swaps and _fit(session, row.id, giver.id, pair[0], offered, now))
        if both:
            found.append(Offer(swap, shift, need, name, both, any(one.id in looking_for for one, _ in both)))
        elif not swaps and not why_not_instead(session, row.id, offered, now):
            found.append(Offer(swap, shift, need, name))
    return sorted(found, key=lambda one: not one.found)


def _of_others(me: Me) -> Any:
    """Open offers with seat, shift and giver, in the order of the shifts."""
    return (
        sql_select(Swap, Assignment, Shift, ShiftNeed, Volunteer)
        .join(Assignment, col(Assignment.id) == col(Swap.assignment_id))
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .join(ShiftNeed, col(ShiftNeed.id) == col(Assignment.need_id))
        .join(Volunteer, col(Volunteer.id) == col(Swap.giver_id))
        .where(col(Swap.community_id) == me.community_id, col(Swap.state) == SwapState.OPEN)
        .where(col(Swap.giver_id) != me.volunteer_id)
        .order_by(col(Shift.starts_at), col(Swap.id))
    )


def swaps_of(session: Session, who: Actor, community_id: UUID, now: datetime, limit: int = 100) -> list[SwapRow]:
    """Offers and what became of them, the newest first. Raises `NotFound`."""
    check_coordinator(who, community_id)
    wanted = (
        select(Swap, Shift, ShiftNeed)
        .join(Assignment, col(Assignment.id) == col(Swap.assignment_id))
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .join(ShiftNeed, col(ShiftNeed.id) == col(Assignment.need_id))
        .where(Swap.community_id == community_id)
        .order_by(col(Swap.created_at).desc(), col(Swap.id).desc())
        .limit(limit)
    )
    rows = session.exec(wanted).all()
    ids = {one for swap, _, _ in rows for one in (swap.giver_id, swap.taker_id) if one is not None}
    names = names_of(session, list(session.exec(select(Volunteer).where(col(Volunteer.id).in_(ids)))))
    backs = _shifts_of(session, [swap.against_id for swap, _, _ in rows if swap.against_id is not None])
    return [
        SwapRow(
            swap, shift, need, names.get(swap.giver_id, ""), names.get(swap.taker_id, "") if swap.taker_id else "",
            swap.state is SwapState.TAKEN and swap.veto_until is not None and now <= swap.veto_until,
            backs.get(swap.against_id) if swap.against_id else None,
        )
        for swap, shift, need in rows
    ]  # fmt: skip


def _shifts_of(session: Session, seats: Collection[UUID]) -> dict[UUID, Shift]:
    wanted = select(Assignment.id, Shift).join(Shift, col(Shift.id) == col(Assignment.shift_id))
    return dict(session.exec(wanted.where(col(Assignment.id).in_(seats))).all()) if seats else {}


def _fit(
    session: Session, me: UUID, giver: UUID, mine: Assignment, offered: Assignment, now: datetime
) -> bool:  # fmt: skip
    return not why_not_instead(session, me, offered, now, without=[mine.shift_id]) and not why_not_instead(
        session, giver, mine, now, without=[offered.shift_id]
    )


def _own_seats(session: Session, volunteer_id: UUID, now: datetime) -> list[tuple[Assignment, Shift]]:
    seats = [one for one in seats_to_come(session, volunteer_id, now) if one.state in SURE]
    found = [(one, session.get_one(Shift, one.shift_id)) for one in seats]
    return [(one, shift) for one, shift in found if takes_people(shift, now)]
