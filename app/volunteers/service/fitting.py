"""Whether somebody fits into a seat that another one leaves."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.volunteers.models import Assignment, Shift, ShiftNeed, Volunteer
from app.volunteers.rules.may_sit import OWN_CHOICE, Why, why_not
from app.volunteers.service.facts import Span, company_of, facts_of, holders_of
from app.volunteers.service.find import asked_of, settings_of
from app.volunteers.service.signing import is_draft
from app.volunteers.service.who import zone_of


def why_not_instead(
    session: Session, volunteer_id: UUID, row: Assignment, now: datetime, *, without: Collection[UUID] = ()
) -> list[Why]:
    """Why somebody may not have the seat `row` in place of who has it. `without`: shifts they leave for it."""
    shift, need = session.get_one(Shift, row.shift_id), session.get_one(ShiftNeed, row.need_id)
    settings, zone = settings_of(session, shift.community_id), zone_of(session, shift.community_id)
    seat = asked_of(shift, need, zone)
    others = [
        one.volunteer_id for one in holders_of(session, [shift.id])[shift.id]
        if one.id != row.id and one.volunteer_id != volunteer_id and not is_draft(one)
    ]  # fmt: skip
    people = session.exec(select(Volunteer).where(col(Volunteer.id).in_({volunteer_id, *others}))).all()
    facts = facts_of(session, people, settings, Span(*seat.month), now, drafts=False)
    own = facts[volunteer_id]
    own = replace(own, held=tuple(one for one in own.held if one.shift_id not in without))
    found = why_not(own, seat, company_of(others, facts), timedelta(minutes=settings.travel_minutes))
    return [one for one in found if one not in OWN_CHOICE]
