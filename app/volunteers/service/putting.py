"""A plan put on the board: as drafts that nobody is told of until the shifts are published."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field, replace
from datetime import datetime
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.shared.errors import Conflict
from app.volunteers.models import Assignment, AssignmentState, MatchRun, Shift, Volunteer
from app.volunteers.rules.may_sit import Held, Why, why_not
from app.volunteers.service.facts import IS_DRAFT, company_of
from app.volunteers.service.find import moments
from app.volunteers.service.locks import hold_people, hold_shifts
from app.volunteers.service.planning import Month, month_for
from app.volunteers.service.releasing import end_offers
from app.volunteers.service.runs import run_row
from app.volunteers.service.who import names_of, zone_of

Which = Literal["plan", "preview"]


@dataclass
class Put:
    """What became of a plan. `left_out`: who could not be put in any more since it was made: name, shift and why."""

    placed: int = 0
    kept: int = 0
    removed: int = 0
    left_out: list[tuple[str, Shift, Why]] = field(default_factory=list)


@dataclass(frozen=True)
class _Wanted:
    need_id: UUID
    volunteer_id: UUID


def put_plan(session: Session, who: Actor, run_id: UUID, now: datetime, which: Which = "plan") -> Put:
    """Let the board say what a run has found. What is fixed, accepted or signed up stays; proposals that the plan does
    not keep are taken back; every new one is checked again, because people have not stood still meanwhile.

    `which`: the preview of a run stands when there is no plan. Again changes nothing. Raises `NotFound`, `Conflict`
    (`no_plan`).
    """
    run = run_row(session, who, run_id)
    found = run.plan if which == "plan" else run.preview
    if found is None:
        raise Conflict("no_plan", "这次排班没有结果可用。")
    zone = zone_of(session, run.community_id)
    since, until = moments(run.first_on, run.last_on, zone)
    ids = select(Shift.id).where(
        Shift.community_id == run.community_id, Shift.starts_at >= since, Shift.starts_at < until
    )
    hold_shifts(session, list(session.exec(ids)))
    hold_people(session, list(session.exec(select(Volunteer.id).where(Volunteer.community_id == run.community_id))))
    month = month_for(session, run.community_id, run.first_on, run.last_on, now)
    put = Put()
    wanted = _take_back(session, who, month, _wanted(found["assignments"]), put, now)
    month = month_for(session, run.community_id, run.first_on, run.last_on, now)
    _place(session, who, run, month, wanted, put, now)
    run.put_at, run.put_by = now, author(who)
    session.flush()
    return put


def clear_drafts(session: Session, who: Actor, run_id: UUID, now: datetime) -> int:
    """Take every draft of a run off the board again. Raises `NotFound`."""
    run = run_row(session, who, run_id)
    rows = session.exec(select(Assignment).where(Assignment.run_id == run.id, IS_DRAFT)).all()
    hold_shifts(session, {one.shift_id for one in rows})
    for one in rows:
        session.delete(one)
    session.flush()
    return len(rows)


def _wanted(assignments: Iterable[dict[str, Any]]) -> list[_Wanted]:
    return [_Wanted(UUID(one["role"]), UUID(one["volunteer"])) for one in assignments]


def _take_back(
    session: Session, who: Actor, month: Month, wanted: list[_Wanted], put: Put, now: datetime
) -> list[_Wanted]:
    """Proposals that the plan does not keep go. Returns what is still to be placed."""
    todo = set(wanted)
    for one in [one for held in month.holders.values() for one in held]:
        mine = _Wanted(one.need_id, one.volunteer_id)
        if mine in todo:
            todo.discard(mine)
            put.kept += 1
        elif one.state is AssignmentState.PROPOSED and not one.locked:
            put.removed += 1
            if one.told_at is None:
                session.delete(one)
                continue
            end_offers(session, [one.id], now)
            one.state, one.cancelled_at, one.cancelled_by = AssignmentState.CANCELLED, now, author(who)
            one.cancelled_why = "replanned"
    session.flush()
    return [one for one in wanted if one in todo]


def _place(
    session: Session, who: Actor, run: MatchRun, month: Month, wanted: list[_Wanted], put: Put, now: datetime
) -> None:
    """One by one as a sign-up would be, the experienced first: newcomers come beside them."""
    shifts = {need.id: shift for shift in month.shifts for need in month.needs[shift.id]}
    counts = {need.id: need.count for shift in month.shifts for need in month.needs[shift.id]}
    sits: defaultdict[UUID, list[UUID]] = defaultdict(list)
    taken: Counter[UUID] = Counter()
    for seat in [seat for held in month.holders.values() for seat in held]:
        sits[seat.shift_id].append(seat.volunteer_id)
        taken[seat.need_id] += 1
    known = [one for one in wanted if one.need_id in shifts and one.volunteer_id in month.facts]
    names = names_of(session, [month.people[one.volunteer_id] for one in known])
    for one in sorted(known, key=lambda one: month.facts[one.volunteer_id].novice):
        shift = shifts[one.need_id]
        if taken[one.need_id] >= counts[one.need_id]:
            continue  # somebody has signed up for it meanwhile
        why = _why_not(month, one, sits[shift.id])
        if why:
            put.left_out.append((names[one.volunteer_id], shift, why[0]))
            continue
        session.add(_draft(who, run, shift, one, now))
        own = month.facts[one.volunteer_id]
        month.facts[own.id] = replace(own, held=(*own.held, Held(shift.id, shift.starts_at, shift.ends_at)))
        sits[shift.id].append(own.id)
        taken[one.need_id] += 1
        put.placed += 1
    session.flush()


def _why_not(month: Month, one: _Wanted, sits: Iterable[UUID]) -> list[Why]:
    company = company_of((other for other in sits if other in month.facts), month.facts)
    return why_not(month.facts[one.volunteer_id], month.asked[one.need_id], company, month.travel)


def _draft(who: Actor, run: MatchRun, shift: Shift, one: _Wanted, now: datetime) -> Assignment:
    return Assignment(
        community_id=run.community_id, shift_id=shift.id, need_id=one.need_id, volunteer_id=one.volunteer_id,
        state=AssignmentState.PROPOSED, run_id=run.id, put_by=author(who), created_at=now,
    )  # fmt: skip


def drafts_of(session: Session, who: Actor, run_id: UUID, now: datetime) -> list[Assignment]:
    """The drafts that a run has put on the board and nobody was told of. Raises `NotFound`."""
    run = run_row(session, who, run_id)
    wanted = select(Assignment).where(Assignment.run_id == run.id, IS_DRAFT)
    return list(session.exec(wanted.order_by(col(Assignment.id))))
