"""A coordinator's hand: put somebody in, take out, move, fix, and write down what was said on the telephone."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.shared.errors import Conflict, Refused
from app.shared.text import one_line
from app.volunteers.models import Assignment, AssignmentState, CallAnswer, Shift, ShiftCall, ShiftNeed
from app.volunteers.rules.may_sit import OWN_CHOICE
from app.volunteers.rules.standing import can_change
from app.volunteers.rules.words import refusal_about
from app.volunteers.service.facts import holders_of
from app.volunteers.service.find import need_of, settings_of, shift_for
from app.volunteers.service.line import promote, reason_values, reasons
from app.volunteers.service.locks import hold, hold_shifts, read_again
from app.volunteers.service.releasing import end_offers, hold_seats, release
from app.volunteers.service.signing import own_seat
from app.volunteers.service.who import volunteer_for, zone_of


def put_in(
    session: Session, who: Actor, need_id: UUID, volunteer_id: UUID, now: datetime, *, lock: bool = True
) -> Assignment:
    """Put somebody in a seat. They are told when the shift is published (again). `lock`: the matching leaves it.

    What somebody said about their hours, distance or this shift does not keep a coordinator from asking them; all else
    does. Raises `NotFound`, `Conflict` (`shift_closed`, `seat_taken`), `Refused` (`may_not_…`).
    """
    need, shift = _open(session, who, need_id, volunteer_id, now)
    _check(session, shift, need, volunteer_id, now)
    return _seat(session, who, shift, need, volunteer_id, now, lock)


def take_out(session: Session, who: Actor, assignment_id: UUID, why: str, now: datetime) -> None:
    """Free a seat; who waits is asked. What nobody was told of leaves no trace. Raises `NotFound`, `Conflict`."""
    row, shift = own_seat(session, who, assignment_id)
    if not row.state.holds or not can_change(shift, now):
        raise _closed()
    release(session, who, [row], one_line(why, 200), now)


def move(session: Session, who: Actor, assignment_id: UUID, need_id: UUID, now: datetime) -> Assignment:
    """Put somebody in another seat instead; who had said yes is asked anew. All or nothing. Raises as `put_in`."""
    row, shift = own_seat(session, who, assignment_id)
    need = need_of(session, need_id)
    shift_for(session, who, need.shift_id, now)
    shifts = hold_shifts(session, {shift.id, need.shift_id})
    still = hold_seats(session, [row])[1]
    target = shifts[need.shift_id]
    if not still or not row.state.holds or not can_change(shift, now) or not can_change(target, now):
        raise _closed()
    volunteer_id = row.volunteer_id
    told = row.told_at is not None
    with session.begin_nested():
        if told:
            end_offers(session, [row.id], now)
            row.state, row.cancelled_at, row.cancelled_by = AssignmentState.CANCELLED, now, author(who)
            row.cancelled_why, row.locked = "moved", False
        else:
            session.delete(row)
        session.flush()
        _check(session, target, need, volunteer_id, now)
        made = _seat(session, who, target, need, volunteer_id, now, lock=True)
    promote(session, shift, now)
    return made


def set_locked(session: Session, who: Actor, assignment_id: UUID, locked: bool, now: datetime) -> Assignment:
    """Fix a seat, so that the matching leaves it, or let go of it. Raises `NotFound`, `Conflict`."""
    row, shift = own_seat(session, who, assignment_id)
    hold_shifts(session, [shift.id])
    read_again(session, row)
    if not row.state.holds or not can_change(shift, now):
        raise _closed()
    row.locked, row.locked_by = locked, author(who) if locked else None
    session.flush()
    return row


def note_call(
    session: Session, who: Actor, need_id: UUID, volunteer_id: UUID, answer: CallAnswer, now: datetime
) -> Assignment | None:
    """What somebody said on the telephone. Yes: they have the seat now; no: it is free again, or they are not asked for
    it any more. Returns their seat. Raises `NotFound`, `Conflict`, `Refused`."""
    need, shift = _open(session, who, need_id, volunteer_id, now)
    session.add(
        ShiftCall(
            community_id=shift.community_id, shift_id=shift.id, need_id=need.id, volunteer_id=volunteer_id,
            answer=answer, called_by=author(who), created_at=now,
        )
    )  # fmt: skip
    held = [one for one in holders_of(session, [shift.id])[shift.id] if one.volunteer_id == volunteer_id]
    row = held[0] if held else None
    if answer is CallAnswer.YES:
        if row is None:
            _check(session, shift, need, volunteer_id, now)
            row = _seat(session, who, shift, need, volunteer_id, now, lock=False)
        row.state, row.accepted_at, row.told_at = AssignmentState.ACCEPTED, now, row.told_at or now
    elif answer is CallAnswer.NO:
        if row is not None:
            row.told_at = row.told_at or now
            release(session, who, [row], "called", now, AssignmentState.DECLINED)
            row = None
        else:
            _said_no(session, who, shift, need, volunteer_id, now)
    session.flush()
    return row


def _said_no(session: Session, who: Actor, shift: Shift, need: ShiftNeed, volunteer_id: UUID, now: datetime) -> None:
    session.add(
        Assignment(
            community_id=shift.community_id, shift_id=shift.id, need_id=need.id, volunteer_id=volunteer_id,
            state=AssignmentState.DECLINED, put_by=author(who), told_at=now, declined_at=now, declined_why="called",
            created_at=now,
        )
    )  # fmt: skip


def _open(session: Session, who: Actor, need_id: UUID, volunteer_id: UUID, now: datetime) -> tuple[ShiftNeed, Shift]:
    """The seat and its shift, held together with the person, who must be of the same community."""
    need = need_of(session, need_id)
    known = shift_for(session, who, need.shift_id, now)
    person = volunteer_for(session, who, volunteer_id)
    if person.community_id != known.community_id:
        raise Refused("other_community", "这位志愿者是别的社区的。", field="volunteer")
    shift = hold(session, known.id, volunteer_id, line=True)
    if shift is None or not can_change(shift, now):
        raise _closed()
    return need, shift


def _check(session: Session, shift: Shift, need: ShiftNeed, volunteer_id: UUID, now: datetime) -> None:
    settings, zone = settings_of(session, shift.community_id), zone_of(session, shift.community_id)
    holders = holders_of(session, [shift.id])[shift.id]
    if sum(one.need_id == need.id for one in holders) >= need.count:
        raise Conflict("seat_taken", "这个位子已经有人了。", field="need")
    why = [one for one in reasons(session, shift, need, volunteer_id, holders, settings, zone, now)
           if one not in OWN_CHOICE]  # fmt: skip
    if why:
        raise refusal_about(why[0], reason_values(session, shift, need, volunteer_id, settings, zone, now))


def _seat(
    session: Session, who: Actor, shift: Shift, need: ShiftNeed, volunteer_id: UUID, now: datetime, lock: bool
) -> Assignment:
    row = Assignment(
        community_id=shift.community_id, shift_id=shift.id, need_id=need.id, volunteer_id=volunteer_id,
        state=AssignmentState.PROPOSED, locked=lock, locked_by=author(who) if lock else None, put_by=author(who),
        created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


def _closed() -> Conflict:
    return Conflict("shift_closed", "这个班已经开始、结束或取消，或者位子已经不在了。")
