"""What a coordinator does by hand."""

from __future__ import annotations

import pytest
from sqlmodel import Session, select

from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.models import AssignmentState, CallAnswer, ShiftCall, SwapState
from app.volunteers.service.seating import move, note_call, put_in, set_locked, take_out
from app.volunteers.service.signing import sign_up
from app.volunteers.service.swapping import offer
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, HOUR, actor, need, put, seat_of, shift, states, volunteer


def test_a_hand_is_bound_by_what_cannot_be_not_by_wishes(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    made, same = shift(session, cast), shift(session, cast)
    put(session, me, made, AssignmentState.DECLINED)
    row = put_in(session, who, seat_of(session, made).id, me.volunteer_id, NOW)
    assert (row.state, row.locked, row.told_at, row.put_by) == (AssignmentState.PROPOSED, True, None, cast.cadre.id)
    with pytest.raises(Refused) as told:
        put_in(session, who, seat_of(session, same).id, me.volunteer_id, NOW)
    assert (told.value.code, told.value.sentence()) == ("may_not_overlap", "那时有别的班")
    other = volunteer(session, cast, "王二", 2)
    with pytest.raises(Conflict) as taken:
        put_in(session, who, seat_of(session, made).id, other.volunteer_id, NOW)
    assert taken.value.code == "seat_taken"


def test_taking_out_asks_who_waits(session: Session, cast: Cast) -> None:
    one, two, who = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2), actor(session, cast.cadre)
    made = shift(session, cast)
    row = put(session, one, made)
    sign_up(session, two, seat_of(session, made).id, NOW, wait=True)
    take_out(session, who, row.id, "调班", NOW)
    assert (row.cancelled_why, row.cancelled_by) == ("调班", cast.cadre.id)
    assert states(session, made) == [AssignmentState.CANCELLED, AssignmentState.PROPOSED]
    with pytest.raises(Conflict):
        take_out(session, who, row.id, "", NOW)


def test_moving_is_all_or_nothing(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    here, there, nurse = shift(session, cast), shift(session, cast), shift(session, cast, needs=[need(skill="nurse")])
    row = put(session, me, here)
    with pytest.raises(Refused):
        move(session, who, row.id, seat_of(session, nurse).id, NOW)
    assert states(session, here) == [AssignmentState.ACCEPTED]
    made = move(session, who, row.id, seat_of(session, there).id, NOW)
    assert (made.shift_id, made.locked, made.told_at) == (there.id, True, None)
    assert states(session, here) == [AssignmentState.CANCELLED]
    move(session, who, made.id, seat_of(session, here).id, NOW)  # a draft leaves no trace
    assert states(session, there) == []


def test_a_seat_that_moves_is_offered_to_nobody_any_more(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    here, there = shift(session, cast), shift(session, cast, NOW + 3 * DAY)
    row = put(session, me, here)
    offered = offer(session, me, row.id, NOW)
    move(session, who, row.id, seat_of(session, there).id, NOW)
    session.refresh(offered)
    assert offered.state is SwapState.WITHDRAWN


def test_moving_to_another_seat_of_the_same_shift(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    made = shift(session, cast, needs=[need(), need("引导")])
    row = put(session, me, made)
    assert (
        move(session, who, row.id, seat_of(session, made, "引导").id, NOW).need_id == seat_of(session, made, "引导").id
    )


def test_a_seat_is_fixed_and_let_go(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    row, begun = put(session, me, shift(session, cast)), put(session, me, shift(session, cast, NOW - HOUR))
    assert set_locked(session, who, row.id, True, NOW).locked_by == cast.cadre.id
    assert set_locked(session, who, row.id, False, NOW).locked_by is None
    with pytest.raises(Conflict):
        set_locked(session, who, begun.id, True, NOW)


def test_a_yes_on_the_telephone_is_a_seat_a_no_frees_it(session: Session, cast: Cast) -> None:
    me, other, who = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2), actor(session, cast.cadre)
    made = shift(session, cast, NOW + 3 * DAY)
    need_id = seat_of(session, made).id
    assert note_call(session, who, need_id, me.volunteer_id, CallAnswer.UNREACHED, NOW) is None
    row = note_call(session, who, need_id, me.volunteer_id, CallAnswer.YES, NOW)
    assert row is not None and (row.state, row.told_at) == (AssignmentState.ACCEPTED, NOW)
    with pytest.raises(Conflict):
        note_call(session, who, need_id, other.volunteer_id, CallAnswer.YES, NOW)
    assert note_call(session, who, need_id, me.volunteer_id, CallAnswer.NO, NOW) is None
    assert note_call(session, who, need_id, other.volunteer_id, CallAnswer.NO, NOW) is None
    assert states(session, made) == [AssignmentState.DECLINED, AssignmentState.DECLINED]
    answers = session.exec(select(ShiftCall.answer)).all()
    assert set(answers) == set(CallAnswer)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_has_a_hand_in_it(session: Session, cast: Cast, role: str) -> None:
    who, me, made = actor(session, getattr(cast, role)), volunteer(session, cast, "王一"), shift(session, cast)
    row, need_id = put(session, me, made), seat_of(session, made).id
    for call in (
        lambda: put_in(session, who, need_id, me.volunteer_id, NOW), lambda: take_out(session, who, row.id, "", NOW),
        lambda: move(session, who, row.id, need_id, NOW), lambda: set_locked(session, who, row.id, True, NOW),
        lambda: note_call(session, who, need_id, me.volunteer_id, CallAnswer.YES, NOW),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            call()


def test_a_volunteer_of_another_community_is_not_put_here(session: Session, cast: Cast) -> None:
    me, made = volunteer(session, cast, "王一"), shift(session, cast)
    made.community_id = cast.shanjiao.id
    session.flush()
    with pytest.raises(NotFound):
        put_in(session, actor(session, cast.far_cadre), seat_of(session, made).id, me.volunteer_id, NOW)
