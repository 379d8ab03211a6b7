"""Day by day: a seat whose licence is over by its day, or was taken away, is given up ahead of time.

Whoever changes a paper on a screen has this done at once (`skills.set_skill`); this finds what came about otherwise: a
seat that asks for something new, two records of one person made one, a database put back from a copy.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import and_
from sqlmodel import Session, col, select

from app.accounts.rules.operator import operator
from app.volunteers.models import HOLDING, Assignment, Shift, ShiftNeed, Volunteer, VolunteerSkill
from app.volunteers.service.releasing import end_unfit


def end_lost(session: Session, now: datetime) -> int:
    """Give those seats up. Returns how many; 0: nothing is left to do."""
    people = session.exec(select(Volunteer).where(col(Volunteer.id).in_({who for _, who in _lost(session, now)})))
    found = sorted(people.all(), key=lambda one: one.id)
    return sum(len(end_unfit(session, one, operator(), now)) for one in found)


def count_lost(session: Session, now: datetime) -> int:
    """How many `end_lost` would give up. Changes nothing."""
    return len(_lost(session, now))


def _lost(session: Session, now: datetime) -> list[tuple[UUID, UUID]]:
    """Seats to come, each with who has it."""
    paper = and_(
        col(VolunteerSkill.volunteer_id) == col(Assignment.volunteer_id), col(VolunteerSkill.code) == ShiftNeed.skill
    )
    wanted = (
        select(Assignment.id, Assignment.volunteer_id)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .join(ShiftNeed, col(ShiftNeed.id) == col(Assignment.need_id))
        .join(VolunteerSkill, paper, isouter=True)
        .where(
            col(Assignment.state).in_(HOLDING), col(ShiftNeed.skill).is_not(None), Shift.starts_at > now,
            col(Shift.cancelled_at).is_(None), col(Shift.done_at).is_(None),
            col(VolunteerSkill.id).is_(None) | (col(VolunteerSkill.valid_until) < col(Shift.on_day)),
        )
    )  # fmt: skip
    return [(seat, who) for seat, who in session.exec(wanted)]
