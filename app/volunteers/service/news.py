"""What has become of somebody's seats without their doing: told on their own screen until the shift has begun."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlmodel import Session, and_, col, or_, select

from app.volunteers.models import HOLDING, Assignment, AssignmentState, Shift, ShiftNeed, Swap, SwapState, Volunteer
from app.volunteers.service.find import skill_names
from app.volunteers.service.who import Me, names_of, own


class Turn(StrEnum):
    """What has happened."""

    LICENCE = "licence"  # their paper is over by then
    BOARD = "board"  # a coordinator took them out
    TAKEN = "taken"  # somebody took what they had offered
    VETOED = "vetoed"  # a coordinator undid what two had agreed on


LOST = (Turn.LICENCE, Turn.BOARD)


@dataclass(frozen=True)
class News:
    """`other`: whom they have passed it on to, empty: nobody, or somebody who is gone; `skill`: its name; `why`: what
    the coordinator wrote; `back`: they have the seat again."""

    id: UUID
    turn: Turn
    shift: Shift
    need: ShiftNeed
    other: str = ""
    skill: str = ""
    why: str = ""
    back: bool = False


def news_of(session: Session, me: Me, now: datetime) -> list[News]:
    """In the order of the shifts. Raises `NotFound`."""
    row = own(session, me)
    found = [*_lost(session, row, now), *_passed(session, row, now)]
    return sorted(found, key=lambda one: (one.shift.starts_at, one.id))


def _lost(session: Session, row: Volunteer, now: datetime) -> Iterator[News]:
    """Seats they knew of; not where they sit in the shift again."""
    seats = select(Assignment.shift_id).where(
        Assignment.volunteer_id == row.id, col(Assignment.state).in_(HOLDING), col(Assignment.told_at).is_not(None)
    )
    wanted = (
        select(Assignment, Shift, ShiftNeed)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .join(ShiftNeed, col(ShiftNeed.id) == col(Assignment.need_id))
        .where(
            Assignment.volunteer_id == row.id, Assignment.state == AssignmentState.CANCELLED,
            col(Assignment.cancelled_why).in_([one.value for one in LOST]), col(Assignment.told_at).is_not(None),
            Shift.starts_at > now, col(Shift.cancelled_at).is_(None), col(Shift.id).not_in(seats),
        )
        .order_by(col(Assignment.cancelled_at))
    )  # fmt: skip
    last = {shift.id: (seat, shift, need) for seat, shift, need in session.exec(wanted)}
    names = skill_names(session, row.community_id) if last else {}
    for seat, shift, need in last.values():
        skill = names.get(need.skill or "", need.skill or "")
        yield News(seat.id, Turn(seat.cancelled_why), shift, need, skill=skill)


def _passed(session: Session, row: Volunteer, now: datetime) -> Iterator[News]:
    """Offers of theirs that somebody took, and what was undone, for both."""
    mine = or_(col(Swap.giver_id) == row.id, col(Swap.taker_id) == row.id)
    undone = and_(Swap.state == SwapState.VETOED, mine)
    taken = and_(Swap.state == SwapState.TAKEN, Swap.giver_id == row.id)
    wanted = (
        select(Swap, Shift, ShiftNeed)
        .join(Assignment, col(Assignment.id) == col(Swap.assignment_id))
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .join(ShiftNeed, col(ShiftNeed.id) == col(Assignment.need_id))
        .where(or_(undone, taken), Shift.starts_at > now, col(Shift.cancelled_at).is_(None))
    )
    rows = session.exec(wanted).all()
    both = {who for one, _, _ in rows for who in (one.giver_id, one.taker_id) if who is not None}
    names = names_of(session, list(session.exec(select(Volunteer).where(col(Volunteer.id).in_(both)))))
    for swap, shift, need in rows:
        given = swap.giver_id == row.id
        other = swap.taker_id if given else swap.giver_id
        turn = Turn.TAKEN if swap.state is SwapState.TAKEN else Turn.VETOED
        yield News(swap.id, turn, shift, need, names.get(other, "") if other else "", why=swap.vetoed_why, back=given)
