"""Passing a seat on: everything is looked at again, and may be undone for a while."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session

from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.models import Assignment, AssignmentState, SwapKind, SwapState
from app.volunteers.service.releasing import seats_to_come
from app.volunteers.service.signing import give_up, sign_up
from app.volunteers.service.swapping import offer, take, veto, withdraw
from app.volunteers.service.who import Me
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, HOUR, actor, need, put, seat_of, shift, volunteer

SOON = NOW + 4 * DAY


def seats(session: Session, me: Me) -> list[object]:
    return [one.shift_id for one in seats_to_come(session, me.volunteer_id, NOW)]


def test_a_seat_given_away_is_the_takers(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    made = shift(session, cast, SOON)
    row = put(session, one, made)
    swap = offer(session, one, row.id, NOW, words=" 出差 ")
    assert (swap.words, offer(session, one, row.id, NOW).id) == ("出差", swap.id)
    moved = take(session, two, swap.id, NOW)
    assert (moved.volunteer_id, moved.state, row.state) == (
        two.volunteer_id, AssignmentState.ACCEPTED, AssignmentState.CANCELLED,
    )  # fmt: skip
    assert (swap.state, swap.veto_until) == (SwapState.TAKEN, NOW + DAY)
    with pytest.raises(Conflict):
        take(session, volunteer(session, cast, "王三", 3), swap.id, NOW)


def test_a_swap_moves_both(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    here, there = shift(session, cast, SOON), shift(session, cast, SOON + DAY)
    mine, theirs = put(session, one, here), put(session, two, there)
    swap = offer(session, one, mine.id, NOW, kind=SwapKind.SWAP)
    with pytest.raises(Refused) as told:
        take(session, two, swap.id, NOW)
    assert told.value.code == "against_missing"
    take(session, two, swap.id, NOW, against_id=theirs.id)
    assert (seats(session, one), seats(session, two)) == ([there.id], [here.id])


def test_two_at_the_same_hour_or_in_one_shift_may_change_places(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    here, there = shift(session, cast, SOON, needs=[need(), need("引导")]), shift(session, cast, SOON)
    mine, theirs = put(session, one, here), put(session, two, there)
    take(session, two, offer(session, one, mine.id, NOW, kind=SwapKind.SWAP).id, NOW, against_id=theirs.id)
    assert (seats(session, one), seats(session, two)) == ([there.id], [here.id])
    third = volunteer(session, cast, "王三", 3)
    led = put(session, third, here, need_id=seat_of(session, here, "引导").id)
    own = session.get_one(Assignment, seats_to_come(session, two.volunteer_id, NOW)[0].id)
    take(session, third, offer(session, two, own.id, NOW, kind=SwapKind.SWAP).id, NOW, against_id=led.id)
    assert seats(session, two) == seats(session, third) == [here.id]


def test_who_does_not_fit_is_told_why_on_either_side(session: Session, cast: Cast) -> None:
    one, two, new = (volunteer(session, cast, f"王{n}", n, novice=n == 2) for n in range(3))
    here, same, third = shift(session, cast, SOON), shift(session, cast, SOON), shift(session, cast, SOON + DAY)
    mine = put(session, one, here)
    put(session, one, third)
    busy, other = put(session, two, same), put(session, two, shift(session, cast, SOON + DAY))
    swap = offer(session, one, mine.id, NOW)
    with pytest.raises(Refused) as told:
        take(session, two, swap.id, NOW)
    assert told.value.code == "may_not_overlap"
    with pytest.raises(Refused) as told:
        take(session, new, swap.id, NOW)
    assert told.value.code == "may_not_alone"
    with pytest.raises(Refused) as told:
        take(session, one, swap.id, NOW)
    assert told.value.code == "own_offer"
    withdraw(session, one, swap.id, NOW)
    swap = offer(session, one, mine.id, NOW, kind=SwapKind.SWAP)
    give_up(session, two, busy.id, NOW)
    with pytest.raises(Refused) as told:
        take(session, two, swap.id, NOW, against_id=other.id)  # 王一 is elsewhere then
    assert told.value.code == "giver_may_not"


def test_an_offer_ends_with_the_seat_or_when_it_is_withdrawn(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    row, kept = put(session, one, shift(session, cast, SOON)), put(session, one, shift(session, cast, SOON + DAY))
    first, second = offer(session, one, row.id, NOW), offer(session, one, kept.id, NOW)
    give_up(session, one, row.id, NOW)
    withdraw(session, one, second.id, NOW)
    for swap in (first, second):
        assert swap.state is SwapState.WITHDRAWN
        with pytest.raises(Conflict):
            take(session, two, swap.id, NOW)
        withdraw(session, one, swap.id, NOW)  # again changes nothing


def test_only_a_seat_one_has_said_yes_to_and_in_time(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    asked = put(session, me, shift(session, cast, SOON), AssignmentState.PROPOSED)
    late = put(session, me, shift(session, cast, NOW + HOUR))
    begun = put(session, me, shift(session, cast, NOW - HOUR))
    for row, code in ((asked, "answer_first"), (late, "too_late_to_pass_on"), (begun, "shift_closed")):
        with pytest.raises((Refused, Conflict)) as told:
            offer(session, me, row.id, NOW)
        assert told.value.code == code


def test_an_offer_is_not_taken_after_its_time(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    swap = offer(session, one, put(session, one, shift(session, cast, SOON)).id, NOW)
    with pytest.raises(Refused):
        take(session, two, swap.id, SOON - HOUR)
    assert take(session, two, swap.id, SOON - 2 * HOUR).state.holds


def test_a_coordinator_undoes_it_in_time_and_both_are_as_before(session: Session, cast: Cast) -> None:
    one, two, who = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2), actor(session, cast.cadre)
    here, there = shift(session, cast, SOON), shift(session, cast, SOON + DAY)
    mine, theirs = put(session, one, here), put(session, two, there)
    swap = offer(session, one, mine.id, NOW, kind=SwapKind.SWAP)
    take(session, two, swap.id, NOW, against_id=theirs.id)
    with pytest.raises(Refused):
        veto(session, who, swap.id, " ", NOW)
    assert veto(session, who, swap.id, "要熟手", NOW + DAY).vetoed_by == cast.cadre.id
    assert (seats(session, one), seats(session, two)) == ([here.id], [there.id])
    with pytest.raises(Conflict):
        veto(session, who, swap.id, "再来", NOW)


def test_a_veto_comes_too_late_or_finds_the_giver_busy(session: Session, cast: Cast) -> None:
    one, two, who = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2), actor(session, cast.cadre)
    made = shift(session, cast, SOON)
    swap = offer(session, one, put(session, one, made).id, NOW)
    take(session, two, swap.id, NOW)
    with pytest.raises(Conflict):
        veto(session, who, swap.id, "晚了", NOW + DAY + timedelta(seconds=1))
    sign_up(session, one, seat_of(session, shift(session, cast, SOON)).id, NOW)
    with pytest.raises(Refused) as told:
        veto(session, who, swap.id, "要熟手", NOW)
    assert told.value.code == "giver_busy"
    assert seats(session, two) == [made.id]


def test_offers_of_others_are_not_there_for_who_must_not(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    row = put(session, one, shift(session, cast, SOON))
    swap = offer(session, one, row.id, NOW)
    stranger = Me(two.volunteer_id, cast.shanjiao.id)
    for call in (
        lambda: offer(session, two, row.id, NOW), lambda: withdraw(session, two, swap.id, NOW),
        lambda: take(session, stranger, swap.id, NOW),
        *(lambda role=role: veto(session, actor(session, getattr(cast, role)), swap.id, "x", NOW)
          for role in ("far_cadre", "leader", "volunteer", "supervisor")),
    ):  # fmt: skip
        with pytest.raises(NotFound):
            call()
