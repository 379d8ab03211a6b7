"""The waiting line of a shift. Every verb here needs the shift and the people of its line held (`locks`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.volunteers.models import Assignment, AssignmentState, Shift, ShiftNeed, ShiftWaiting, Volunteer
from app.volunteers.rules.may_sit import Why, why_not
from app.volunteers.rules.settings import Settings
from app.volunteers.rules.standing import takes_people
from app.volunteers.rules.words import values_of
from app.volunteers.service.facts import Span, company_of, facts_of, holders_of
from app.volunteers.service.find import asked_of, month_span, needs_of, settings_of, skill_names
from app.volunteers.service.who import zone_of


def promote(session: Session, shift: Shift, now: datetime) -> list[Assignment]:
    """Offer free seats to who waits longest and may still sit there; they answer like anybody who is asked."""
    waiting = line_of(session, shift.id)
    if not waiting or not takes_people(shift, now):
        return []
    settings, zone = settings_of(session, shift.community_id), zone_of(session, shift.community_id)
    needs = {one.id: one for one in needs_of(session, [shift.id])[shift.id]}
    given: list[Assignment] = []
    for one in waiting:
        holders = holders_of(session, [shift.id])[shift.id]
        need = needs[one.need_id]
        if sum(other.need_id == need.id for other in holders) >= need.count:
            continue
        if not reasons(session, shift, need, one.volunteer_id, holders, settings, zone, now):
            given.append(_give(session, shift, need, one, now))
    return given


def reasons(
    session: Session, shift: Shift, need: ShiftNeed, volunteer_id: UUID, holders: Sequence[Assignment],
    settings: Settings, zone: str, now: datetime, *, drafts: bool = True,
) -> list[Why]:  # fmt: skip
    """Why somebody may not sit there, as things stand."""
    seat = asked_of(shift, need, zone)
    ids = {volunteer_id, *(one.volunteer_id for one in holders)}
    people = session.exec(select(Volunteer).where(col(Volunteer.id).in_(ids))).all()
    facts = facts_of(session, people, settings, Span(*month_span(seat.days[0], zone)), now, drafts=drafts)
    others = [one.volunteer_id for one in holders if one.volunteer_id != volunteer_id]
    found = why_not(facts[volunteer_id], seat, company_of(others, facts), timedelta(minutes=settings.travel_minutes))
    return found if drafts else [one for one in found if one is not Why.DECLINED]


def reason_values(
    session: Session, shift: Shift, need: ShiftNeed, volunteer_id: UUID, settings: Settings, zone: str, now: datetime
) -> dict[str, object]:
    """What the sentence about a reason is filled with."""
    seat = asked_of(shift, need, zone)
    person = session.get_one(Volunteer, volunteer_id)
    facts = facts_of(session, [person], settings, Span(*seat.month), now)[person.id]
    return values_of(seat, facts, skill_names(session, shift.community_id).get(need.skill or "", need.skill or ""))


def line_of(session: Session, shift_id: UUID) -> list[ShiftWaiting]:
    """Who waits, in order."""
    wanted = select(ShiftWaiting).where(ShiftWaiting.shift_id == shift_id, col(ShiftWaiting.ended_at).is_(None))
    return list(session.exec(wanted.order_by(col(ShiftWaiting.in_line)).execution_options(populate_existing=True)))


def ahead_of(session: Session, one: ShiftWaiting) -> int:
    """How many stand before this one for the same seats."""
    before = select(func.count()).where(
        ShiftWaiting.need_id == one.need_id, col(ShiftWaiting.ended_at).is_(None), ShiftWaiting.in_line < one.in_line
    )
    return session.exec(before).one()


def _give(session: Session, shift: Shift, need: ShiftNeed, one: ShiftWaiting, now: datetime) -> Assignment:
    made = Assignment(
        community_id=shift.community_id, shift_id=shift.id, need_id=need.id, volunteer_id=one.volunteer_id,
        state=AssignmentState.PROPOSED, told_at=now, why={"from": "line"}, created_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    one.ended_at, one.assignment_id = now, made.id
    session.flush()
    return made
