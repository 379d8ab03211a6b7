"""Where somebody could sit instead: only what `move` would do."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app.shared.errors import NotFound
from app.volunteers.models import AssignmentState
from app.volunteers.rules.may_sit import Why
from app.volunteers.service.moving import seats_instead
from app.volunteers.service.seating import move
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, HOUR, actor, need, put, seat_of, shift, volunteer


def test_free_seats_around_are_found_and_nothing_that_cannot_be(session: Session, cast: Cast) -> None:
    me, other, who = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2), actor(session, cast.cadre)
    here = shift(session, cast)
    row = put(session, me, here)
    same_hours = shift(session, cast, title="同时")  # theirs ends with the move, so this is no clash
    put(session, other, shift(session, cast, NOW + 2 * DAY, title="满了"))
    shift(session, cast, NOW + 2 * DAY, title="要护士", needs=[need(skill="nurse")])
    shift(session, cast, NOW - HOUR, title="开始了")
    shift(session, cast, NOW + 20 * DAY, title="太远")
    busy = shift(session, cast, NOW + 3 * DAY, title="已有")
    put(session, me, busy)
    shift(session, cast, NOW + 3 * DAY + HOUR, title="撞上")
    later = shift(session, cast, NOW + 5 * DAY, title="再晚", published=False)
    found = seats_instead(session, who, row.id, NOW)
    assert [one.shift.title for one in found] == ["同时", "再晚"]
    assert [one.need.id for one in found] == [seat_of(session, same_hours).id, seat_of(session, later).id]
    move(session, who, row.id, found[0].need.id, NOW)


def test_another_role_of_the_same_shift_is_one(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    made = shift(session, cast, needs=[need(), need("引导")])
    row = put(session, me, made)
    assert [one.need.role for one in seats_instead(session, who, row.id, NOW)] == ["引导"]


def test_what_somebody_declined_may_still_be_asked(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    row, declined = put(session, me, shift(session, cast)), shift(session, cast, NOW + 2 * DAY)
    put(session, me, declined, AssignmentState.DECLINED)
    (found,) = seats_instead(session, who, row.id, NOW)
    assert (found.shift.id, found.soft) == (declined.id, (Why.DECLINED,))


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_looks(session: Session, cast: Cast, role: str) -> None:
    row = put(session, volunteer(session, cast, "王一"), shift(session, cast))
    with pytest.raises(NotFound):
        seats_instead(session, actor(session, getattr(cast, role)), row.id, NOW)
