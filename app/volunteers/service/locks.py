"""Rows that are held until a transaction ends. Always shifts before volunteers before hours, each in the order of their
ids, and everybody who may be needed in one go: then nobody waits in a circle.

FOR NO KEY UPDATE: what only points at a row need not wait.
"""

from __future__ import annotations

from collections.abc import Collection
from uuid import UUID

from sqlalchemy.exc import InvalidRequestError
from sqlmodel import Session, SQLModel, col, select

from app.shared.errors import Conflict
from app.volunteers.models import Hours, Shift, ShiftWaiting, Volunteer


def hold_shifts(session: Session, shift_ids: Collection[UUID]) -> dict[UUID, Shift]:
    """Seats and the waiting line of a shift change under this only."""
    wanted = select(Shift).where(col(Shift.id).in_(shift_ids)).order_by(col(Shift.id)).with_for_update(key_share=True)
    return {one.id: one for one in session.exec(wanted.execution_options(populate_existing=True))}


def hold_people(session: Session, volunteer_ids: Collection[UUID]) -> dict[UUID, Volunteer]:
    """Whether somebody has time changes under this only: two shifts at one hour are two different shifts."""
    wanted = select(Volunteer).where(col(Volunteer.id).in_(volunteer_ids)).order_by(col(Volunteer.id))
    wanted = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    return {one.id: one for one in session.exec(wanted)}


def hold_hours(session: Session, abouts: Collection[UUID]) -> None:
    """Lines of these services, objections to them and wishes for other hours are added under this only: an objection
    that came in time holds hours back. What is held is the first line, whose id is that of its service."""
    wanted = select(Hours.id).where(col(Hours.id).in_(abouts)).order_by(col(Hours.id))
    session.exec(wanted.with_for_update(key_share=True)).all()


def read_again(session: Session, row: SQLModel) -> None:
    """A row as it is now that others are kept out. Raises `Conflict` when it is gone: a draft leaves no trace."""
    try:
        session.refresh(row)
    except InvalidRequestError:
        raise Conflict("changed_meanwhile", "刚刚有人改过这里，请刷新后再看。") from None


def hold(session: Session, shift_id: UUID, *volunteer_ids: UUID, line: bool = False) -> Shift | None:
    """A shift and people; with `line` also whoever waits for a seat of it."""
    shift = hold_shifts(session, [shift_id]).get(shift_id)
    people = set(volunteer_ids)
    if line:
        waits = select(ShiftWaiting.volunteer_id).where(
            ShiftWaiting.shift_id == shift_id, col(ShiftWaiting.ended_at).is_(None)
        )
        people |= set(session.exec(waits))
    if people:
        hold_people(session, people)
    return shift
