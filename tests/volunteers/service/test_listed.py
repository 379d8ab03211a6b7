"""What a volunteer sees on their phone."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from app.events.service.edit import cancel
from app.volunteers.models import AssignmentState
from app.volunteers.rules.may_sit import Why
from app.volunteers.service.listed import my_seats, open_shifts, to_answer
from app.volunteers.service.signing import sign_up
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import event
from tests.volunteers.people import DAY, HOUR, TOMORROW, actor, need, put, seat_of, shift, volunteer


def test_open_shifts_say_what_keeps_them_from_each_seat(session: Session, cast: Cast) -> None:
    me, other = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    first = shift(session, cast, needs=[need(), need("量血压", skill="nurse", critical=3)])
    second = shift(session, cast, NOW + 3 * DAY)
    put(session, other, second)
    sign_up(session, me, seat_of(session, second).id, NOW, wait=True)
    shift(session, cast, published=False), shift(session, cast, NOW - HOUR)
    party = event(session, cast, starts_at=TOMORROW, ends_at=TOMORROW + HOUR)
    shift(session, cast, event=party)
    cancel(session, actor(session, cast.admin), party.id, "台风", NOW)
    one, two = open_shifts(session, me, NOW)
    assert [(seat.need.role, seat.free, seat.why) for seat in one.seats] == [
        ("量血压", 1, (Why.SKILL,)), ("接待", 1, ()),
    ]  # fmt: skip
    assert (one.shift.id, one.mine, one.waiting) == (first.id, None, None)
    assert (two.seats[0].free, two.waiting is not None, two.ahead) == (0, True, 0)


def test_a_popular_shift_says_when_it_opens_for_them(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    put(session, me, shift(session, cast, NOW - 5 * DAY, popular=True))
    shift(session, cast, NOW + 10 * DAY, popular=True, at=NOW)
    (hot,) = open_shifts(session, me, NOW)
    assert hot.opens_at == NOW + timedelta(hours=48)


def test_my_seats_have_their_limits_and_what_waits_for_an_answer(session: Session, cast: Cast) -> None:
    me, other = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made = shift(session, cast, needs=[need(count=2)])
    asked = put(session, me, made, AssignmentState.PROPOSED)
    put(session, other, made)
    put(session, me, shift(session, cast, NOW + 9 * DAY), AssignmentState.PROPOSED, told_at=None)
    (seat,) = my_seats(session, me, NOW)
    assert (seat.assignment.id, seat.others) == (asked.id, 1)
    assert (seat.cancel_until, seat.pass_on_until) == (TOMORROW - DAY, TOMORROW - 2 * HOUR)
    assert to_answer([seat], NOW) == [seat]
