"""A shift takes its course: checked, published, finished, or called off."""

from __future__ import annotations

from collections.abc import Callable, Collection
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.shared.errors import Conflict, Refused
from app.shared.text import one_line
from app.volunteers.models import Assignment, AssignmentState, Shift
from app.volunteers.rules.standing import Standing, can_change, standing
from app.volunteers.service.facts import holders_of
from app.volunteers.service.find import shift_for
from app.volunteers.service.locks import hold_shifts
from app.volunteers.service.releasing import end_offers
from app.volunteers.service.signing import own_seat


def check_shifts(session: Session, who: Actor, shift_ids: Collection[UUID], now: datetime) -> int:
    """审核: a coordinator has looked at them. Returns how many are checked now that were not. Raises `NotFound`."""

    def look(shift: Shift) -> bool:
        if shift.checked_at is None:
            shift.checked_at, shift.checked_by = now, author(who)
            return True
        return False

    return _each(session, who, shift_ids, now, look)


def publish_shifts(session: Session, who: Actor, shift_ids: Collection[UUID], now: datetime) -> int:
    """Let people see them and sign up, and tell those who are proposed: from now on they can answer. Again tells who
    was put there since. Returns how many shifts are public now that were not. Raises `NotFound`."""

    def show(shift: Shift) -> bool:
        fresh = shift.published_at is None
        if fresh:
            shift.checked_at, shift.checked_by = shift.checked_at or now, shift.checked_by or author(who)
            shift.published_at, shift.published_by = now, author(who)
        return fresh

    count = _each(session, who, shift_ids, now, show)
    untold = select(Assignment).where(
        col(Assignment.shift_id).in_(shift_ids), Assignment.state == AssignmentState.PROPOSED,
        col(Assignment.told_at).is_(None),
    )  # fmt: skip
    for one in session.exec(untold):
        one.told_at = now
    session.flush()
    return count


def finish_shift(session: Session, who: Actor, shift_id: UUID, now: datetime) -> Shift:
    """It is over, now. Twice changes nothing. Raises `NotFound`, `Conflict` (it has not begun, or was called off)."""
    shift = _held(session, who, shift_id, now)
    if standing(shift, now) not in (Standing.RUNNING, Standing.DONE):
        raise Conflict("not_running", "这个班还没有开始，或已经取消。")
    if shift.done_at is None:
        shift.done_at, shift.done_by = now, author(who)
    session.flush()
    return shift


def cancel_shift(session: Session, who: Actor, shift_id: UUID, why: str, now: datetime) -> Shift:
    """It does not take place, and why: whoever sits there reads it. Twice changes nothing.

    Raises `NotFound`, `Refused`, `Conflict` (it is over).
    """
    shift = _held(session, who, shift_id, now)
    told = one_line(why, 200)
    if not told:
        raise Refused("cancel_shift_why", "请写明为什么取消，排在这个班的人会看到。", field="why")
    if shift.cancelled_at is None:
        if standing(shift, now) is Standing.DONE:
            raise Conflict("shift_over", "这个班已经结束。")
        shift.cancelled_at, shift.cancelled_by, shift.cancelled_why = now, author(who), told
        end_offers(session, [one.id for one in holders_of(session, [shift.id])[shift.id]], now)
    session.flush()
    return shift


def mark_no_show(session: Session, who: Actor, assignment_id: UUID, absent: bool, now: datetime) -> Assignment:
    """Somebody did not come, or did after all. Raises `NotFound`, `Conflict` (the shift has not begun)."""
    row, shift = own_seat(session, who, assignment_id)
    hold_shifts(session, [shift.id])
    if standing(shift, now) not in (Standing.RUNNING, Standing.DONE):
        raise Conflict("not_running", "这个班还没有开始，或已经取消。")
    if absent and row.state.holds:
        row.state, row.no_show_at, row.no_show_by = AssignmentState.NO_SHOW, now, author(who)
    elif not absent and row.state is AssignmentState.NO_SHOW:
        row.state, row.no_show_at, row.no_show_by = AssignmentState.ACCEPTED, None, None
    session.flush()
    return row


def _each(
    session: Session, who: Actor, shift_ids: Collection[UUID], now: datetime, change: Callable[[Shift], bool]
) -> int:
    """Those that are still to come, held; what is begun or called off is left alone."""
    for shift_id in shift_ids:
        shift_for(session, who, shift_id, now)
    return sum(change(one) for one in hold_shifts(session, shift_ids).values() if can_change(one, now))


def _held(session: Session, who: Actor, shift_id: UUID, now: datetime) -> Shift:
    shift_for(session, who, shift_id, now)
    return hold_shifts(session, [shift_id])[shift_id]
