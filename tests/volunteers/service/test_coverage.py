"""Seats that may stay empty, and whom to call."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.events.service.edit import cancel
from app.shared.errors import NotFound
from app.volunteers.models import AssignmentState, CallAnswer, Shift
from app.volunteers.rules.risk import Risk
from app.volunteers.service.coverage import at_risk, call_list
from app.volunteers.service.own import set_windows
from app.volunteers.service.seating import note_call
from app.volunteers.service.signing import give_up
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import event
from tests.volunteers.people import DAY, HOUR, TOMORROW, actor, need, phone, put, seat_of, shift, volunteer
from tests.volunteers.service.test_problems import ready


def risks(session: Session, cast: Cast) -> list[tuple[object, tuple[Risk, ...]]]:
    return [(one.shift.id, one.risks) for one in at_risk(session, actor(session, cast.cadre), cast.hupan.id, NOW)]


def full(session: Session, cast: Cast, state: AssignmentState = AssignmentState.ACCEPTED, **columns: object) -> Shift:
    """Tomorrow's desk with somebody in its seat."""
    made = shift(session, cast, NOW + 20 * HOUR)
    put(session, volunteer(session, cast, "王一"), made, state, **columns)
    return made


def test_a_seat_that_is_taken_and_answered_is_no_risk(session: Session, cast: Cast) -> None:
    full(session, cast)
    shift(session, cast, NOW + 15 * DAY), shift(session, cast, published=False)
    assert risks(session, cast) == []


@pytest.mark.parametrize(
    ("state", "columns", "told"),
    [(AssignmentState.PROPOSED, {}, Risk.UNANSWERED), (AssignmentState.PROPOSED, {"told_at": None}, Risk.UNTOLD)],
)
def test_who_has_not_answered_is_one_when_it_is_time(
    session: Session, cast: Cast, state: AssignmentState, columns: dict[str, object], told: Risk
) -> None:
    made = full(session, cast, state, **columns)
    assert risks(session, cast) == [(made.id, (told,))]
    made.starts_at, made.ends_at = NOW + 25 * HOUR, NOW + 27 * HOUR
    session.flush()
    assert risks(session, cast) == []


def test_who_gave_up_late_leaves_an_empty_seat_that_says_so(session: Session, cast: Cast) -> None:
    me, made = volunteer(session, cast, "王一"), shift(session, cast, NOW + 20 * HOUR)
    give_up(session, me, put(session, me, made).id, NOW, late=True)
    assert risks(session, cast) == [(made.id, (Risk.EMPTY, Risk.LATE))]


def test_who_did_not_come_before_or_lost_the_paper_is_named(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    put(session, me, shift(session, cast, NOW - 5 * DAY), AssignmentState.NO_SHOW, no_show_at=NOW - 5 * DAY)
    put(session, me, shift(session, cast, NOW - 99 * DAY), AssignmentState.NO_SHOW, no_show_at=NOW - 91 * DAY)
    made = shift(session, cast, needs=[need(skill="nurse")])
    put(session, me, made)
    (found,) = at_risk(session, actor(session, cast.cadre), cast.hupan.id, NOW)
    assert (found.free, [(one.name, one.risks) for one in found.people]) == (
        0, [("王一", (Risk.UNFIT, Risk.NO_SHOWS))],
    )  # fmt: skip


def test_a_shift_whose_event_is_off_or_elsewhere_says_so(session: Session, cast: Cast) -> None:
    off, moved = (event(session, cast, starts_at=TOMORROW, ends_at=TOMORROW + HOUR) for _ in range(2))
    rows = [shift(session, cast, event=one) for one in (off, moved)]
    for at, made in enumerate(rows):
        put(session, volunteer(session, cast, f"王{at}", at), made)
    cancel(session, actor(session, cast.admin), off.id, "台风", NOW)
    moved.starts_at, moved.ends_at = TOMORROW + 2 * DAY, TOMORROW + 2 * DAY + HOUR
    session.flush()
    assert dict(risks(session, cast)) == {rows[0].id: (Risk.OFF,), rows[1].id: (Risk.MOVED,)}


def test_calls_go_to_who_has_not_answered_then_to_the_best_then_to_the_unwilling(session: Session, cast: Cast) -> None:
    unsure, much, little, quiet = (ready(session, cast, f"王{n}", n) for n in range(4))
    for me, hours in ((much, 8), (little, 1)):
        put(session, me, shift(session, cast, NOW + 5 * DAY, hours))
    set_windows(session, quiet, quiet.volunteer_id, [])
    made, who = shift(session, cast), actor(session, cast.cadre)
    row = put(session, unsure, made, AssignmentState.PROPOSED)
    need_id = seat_of(session, made).id
    note_call(session, who, need_id, little.volunteer_id, CallAnswer.UNREACHED, NOW)
    calls = call_list(session, who, need_id, NOW)
    assert [(one.name, one.phone) for one in calls] == [(f"王{n}", phone(n)) for n in (0, 2, 1, 3)]
    assert [one.assignment.id if one.assignment else None for one in calls] == [row.id, None, None, None]
    assert calls[1].last is not None and calls[1].last.answer is CallAnswer.UNREACHED
    looked = session.exec(select(AccessRecord).where(AccessRecord.action == "volunteer:call_list")).all()
    assert len(looked) == 1


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_sees_numbers(session: Session, cast: Cast, role: str) -> None:
    who, made = actor(session, getattr(cast, role)), shift(session, cast)
    with pytest.raises(NotFound):
        call_list(session, who, seat_of(session, made).id, NOW)
    with pytest.raises(NotFound):
        at_risk(session, who, cast.hupan.id, NOW)
