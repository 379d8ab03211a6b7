"""What is only planned makes room for what people say themselves."""

from __future__ import annotations

from datetime import timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.volunteers.models import Assignment, Shift, ShiftNeed
from app.volunteers.rules.settings import Settings
from app.volunteers.service.facts import IS_DRAFT, holders_of


def make_room(session: Session, volunteer_id: UUID, shift: Shift, need: ShiftNeed, settings: Settings) -> None:
    """Drop the drafts that are in the way of a seat somebody takes: their own at that time, and one of that seat."""
    drop_own(session, volunteer_id, shift, settings)
    seats = [one for one in holders_of(session, [shift.id])[shift.id] if one.need_id == need.id]
    planned = session.exec(
        select(Assignment).where(Assignment.need_id == need.id, IS_DRAFT).order_by(col(Assignment.id).desc())
    ).all()
    for one in planned[: max(0, len(seats) + 1 - need.count)]:
        session.delete(one)
    session.flush()


def drop_own(session: Session, volunteer_id: UUID, shift: Shift, settings: Settings) -> None:
    """Drop what is planned for somebody at the time of a shift."""
    travel = timedelta(minutes=settings.travel_minutes)
    own = (
        select(Assignment)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .where(
            Assignment.volunteer_id == volunteer_id, IS_DRAFT,
            Shift.starts_at < shift.ends_at + travel, Shift.ends_at > shift.starts_at - travel,
        )
    )  # fmt: skip
    for one in session.exec(own).all():
        session.delete(one)
    session.flush()
