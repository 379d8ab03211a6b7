"""Seats at risk, the next ones first, and whom to call about one."""

from __future__ import annotations

from collections import Counter
from collections.abc import Collection
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.events.models import Event
from app.households.models import Person
from app.volunteers.models import Assignment, AssignmentState, Shift, ShiftCall, ShiftNeed, Volunteer
from app.volunteers.rules.candidates import Words
from app.volunteers.rules.may_sit import OWN_CHOICE, Facts, never
from app.volunteers.rules.risk import LOOKS_BACK, Risk, Seated, seated_risks
from app.volunteers.rules.settings import Settings
from app.volunteers.rules.standing import takes_people
from app.volunteers.service.facts import Span, facts_of, holders_of
from app.volunteers.service.find import asked_of, needs_of, settings_of, shifts_between
from app.volunteers.service.who import check_coordinator, names_of, zone_of
from app.volunteers.service.why import why_seat

DAYS = 14


@dataclass(frozen=True)
class AtRisk:
    """Somebody in a seat and what may go wrong."""

    assignment: Assignment
    name: str
    risks: tuple[Risk, ...]


@dataclass(frozen=True)
class SeatRisk:
    """A seat of a published shift. `risks`: all of them, the gravest first; `free`: places nobody has."""

    shift: Shift
    need: ShiftNeed
    free: int
    risks: tuple[Risk, ...]
    people: tuple[AtRisk, ...]


@dataclass(frozen=True)
class Call:
    """Somebody to call. `assignment`: they sit there, and it is asked whether they come; None: whether they would.

    `words`: why them. `last`: what they said the last time they were called about this shift.
    """

    volunteer_id: UUID
    name: str
    phone: str
    assignment: Assignment | None
    words: Words
    last: ShiftCall | None


@dataclass(frozen=True)
class _Known:
    """What has to be known of everybody who sits somewhere."""

    facts: dict[UUID, Facts]
    names: dict[UUID, str]
    missed: Counter[UUID]
    settings: Settings
    zone: str
    now: datetime

    def at_risk(self, one: Assignment, shift: Shift, need: ShiftNeed) -> AtRisk:
        """Somebody in a seat."""
        seat = asked_of(shift, need, self.zone)
        unfit = [why for why in never(self.facts[one.volunteer_id], seat) if why not in OWN_CHOICE]
        answered = one.state is not AssignmentState.PROPOSED
        sits = Seated(one.told_at is not None, answered, self.missed[one.volunteer_id], unfit)
        risks = seated_risks(sits, shift.starts_at, self.now, self.settings)
        return AtRisk(one, self.names[one.volunteer_id], tuple(risks))


def at_risk(session: Session, who: Actor, community_id: UUID, now: datetime, days: int = DAYS) -> list[SeatRisk]:
    """Seats of published shifts of the coming days that may stay empty. The next shift comes first, in it what is most
    needed. Raises `NotFound`."""
    check_coordinator(who, community_id)
    coming = shifts_between(session, community_id, now, now + timedelta(days=days))
    shifts = [one for one in coming if takes_people(one, now)]
    ids = [one.id for one in shifts]
    needs, holders, late = needs_of(session, ids), holders_of(session, ids), _late(session, ids)
    known = _known(session, community_id, {one.volunteer_id for held in holders.values() for one in held}, now)
    events = _events(session, shifts)
    found = []
    for shift, need in ((shift_, need_) for shift_ in shifts for need_ in needs[shift_.id]):
        held = [known.at_risk(one, shift, need) for one in holders[shift.id] if one.need_id == need.id]
        free = max(0, need.count - len(held))
        kinds = _of_event(shift, events) | {risk for one in held for risk in one.risks}
        kinds |= {Risk.EMPTY, *([Risk.LATE] if late[need.id] else [])} if free else set()
        if kinds:
            order = tuple(risk for risk in Risk if risk in kinds)
            found.append(SeatRisk(shift, need, free, order, tuple(one for one in held if one.risks)))
    return found


def _known(session: Session, community_id: UUID, ids: Collection[UUID], now: datetime) -> _Known:
    people = session.exec(select(Volunteer).where(col(Volunteer.id).in_(ids))).all()
    settings = settings_of(session, community_id)
    facts = facts_of(session, people, settings, Span(now, now), now)
    names, missed = names_of(session, list(people)), _missed(session, [one.id for one in people], now)
    return _Known(facts, names, missed, settings, zone_of(session, community_id), now)


def call_list(session: Session, who: Actor, need_id: UUID, now: datetime) -> list[Call]:
    """Whom to call about a seat: first who sits there and has not answered, then who could step in, the best first,
    then who would have to be asked against what they said. Looking is recorded: commit it. Raises `NotFound`."""
    why = why_seat(session, who, need_id, now)
    record(session, who, "volunteer:call_list", f"{why.shift.title} {why.need.role}", why.shift.community_id)
    unsure = [one for one in why.sits if one.assignment.state is AssignmentState.PROPOSED]
    whom = [
        *((one.candidate, one.words) for one in unsure), *((one.candidate, one.words) for one in why.others),
        *((one.candidate, one.words) for one in why.cannot if one.soft),
    ]  # fmt: skip
    phones, last = _phones(session, [one.id for one, _ in whom]), _last_calls(session, why.shift.id)
    rows = {one.candidate.id: one.assignment for one in unsure}
    return [
        Call(one.id, one.name, phones.get(one.id, ""), rows.get(one.id), words, last.get(one.id)) for one, words in whom
    ]


def _late(session: Session, shift_ids: Collection[UUID]) -> Counter[UUID]:
    wanted = select(Assignment.need_id, func.count()).where(
        col(Assignment.shift_id).in_(shift_ids), col(Assignment.late).is_(True)
    )
    return Counter(dict(session.exec(wanted.group_by(col(Assignment.need_id))).all()))


def _missed(session: Session, ids: Collection[UUID], now: datetime) -> Counter[UUID]:
    wanted = select(Assignment.volunteer_id, func.count()).where(
        col(Assignment.volunteer_id).in_(ids), Assignment.state == AssignmentState.NO_SHOW,
        col(Assignment.no_show_at) >= now - LOOKS_BACK,
    )  # fmt: skip
    return Counter(dict(session.exec(wanted.group_by(col(Assignment.volunteer_id))).all()))


def _events(session: Session, shifts: Collection[Shift]) -> dict[UUID, Event]:
    ids = {one.event_id for one in shifts if one.event_id is not None}
    return {one.id: one for one in session.exec(select(Event).where(col(Event.id).in_(ids)))}


def _of_event(shift: Shift, events: dict[UUID, Event]) -> set[Risk]:
    """A shift may begin before its event and end after it; one that does not touch it was left behind."""
    event = events.get(shift.event_id) if shift.event_id else None
    if event is None:
        return set()
    if event.cancelled_at is not None:
        return {Risk.OFF}
    return set() if shift.starts_at < event.ends_at and event.starts_at < shift.ends_at else {Risk.MOVED}


def _phones(session: Session, ids: Collection[UUID]) -> dict[UUID, str]:
    people = session.exec(select(Volunteer).where(col(Volunteer.id).in_(ids))).all()
    persons = [one.person_id for one in people if one.person_id is not None]
    roster = {one.id: one.phone for one in session.exec(select(Person).where(col(Person.id).in_(persons)))}
    return {one.id: (roster.get(one.person_id) if one.person_id else one.phone) or "" for one in people}


def _last_calls(session: Session, shift_id: UUID) -> dict[UUID, ShiftCall]:
    wanted = select(ShiftCall).where(ShiftCall.shift_id == shift_id).order_by(col(ShiftCall.created_at))
    return {one.volunteer_id: one for one in session.exec(wanted)}
