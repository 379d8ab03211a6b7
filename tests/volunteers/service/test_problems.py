"""The month as the matching sees it: what stays, who could come, and what counts from before."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, time
from typing import Any

import pytest
from sqlmodel import Session

from app.volunteers.forms import DetailsForm, WindowForm
from app.volunteers.models import AssignmentState, Shift, Volunteer, WishKind
from app.volunteers.rules.matching.check import faults
from app.volunteers.rules.matching.eligible import pairs_of
from app.volunteers.rules.matching.plan import match
from app.volunteers.rules.matching.problem import Assignment, Problem
from app.volunteers.service.course import cancel_shift
from app.volunteers.service.leaving import pause
from app.volunteers.service.own import add_away, change_details, set_windows, set_wish
from app.volunteers.service.places import set_position
from app.volunteers.service.planning import month_for
from app.volunteers.service.problems import problem_of
from app.volunteers.service.skills import see_proof, set_skill
from app.volunteers.service.who import Me
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, HOUR, MONTH, TOMORROW, actor, need, put, seat_of, shift, volunteer

TODAY = date(2026, 3, 2)
ALWAYS = [WindowForm(weekday=day, since="00:00", until="00:00") for day in range(7)]


def ready(session: Session, cast: Cast, name: str, number: int = 1, **form: Any) -> Me:
    """Somebody who can come at any hour."""
    me = volunteer(session, cast, name, number, **form)
    set_windows(session, me, me.volunteer_id, ALWAYS)
    return me


def problem(session: Session, cast: Cast, days: tuple[date, date] = MONTH) -> Problem:
    found = problem_of(session, month_for(session, cast.hupan.id, *days, NOW))
    assert faults(found) == []
    return found


def of(found: Problem, me: Me) -> Any:
    return next(one for one in found.volunteers if one.id == str(me.volunteer_id))


def could(found: Problem, me: Me, made: Shift) -> bool:
    pairs = pairs_of(found)
    who = [one.id for one in found.volunteers].index(str(me.volunteer_id))
    return any(pairs.is_open(who, at) for at, seat in enumerate(pairs.seats) if seat.shift.id == str(made.id))


def names(seats: Iterable[Assignment]) -> set[tuple[str, str]]:
    return {(one.shift, one.volunteer) for one in seats}


def test_what_is_fixed_is_a_lock_what_was_told_is_proposed_and_drafts_are_free(session: Session, cast: Cast) -> None:
    people = [ready(session, cast, f"王{n}", n) for n in range(5)]
    made = [shift(session, cast, NOW + (1 + n) * DAY) for n in range(5)]
    states = [
        (AssignmentState.SIGNED_UP, {}), (AssignmentState.ACCEPTED, {}),
        (AssignmentState.PROPOSED, {"told_at": None, "locked": True}), (AssignmentState.PROPOSED, {}),
        (AssignmentState.PROPOSED, {"told_at": None}),
    ]  # fmt: skip
    for me, one, (state, columns) in zip(people, made, states, strict=True):
        put(session, me, one, state, **columns)
    found = problem(session, cast)
    pairs = [(str(one.id), str(me.volunteer_id)) for me, one in zip(people, made, strict=True)]
    assert names(found.locks) == set(pairs[:3])
    assert names(found.proposed) == {pairs[3]}


@pytest.mark.parametrize(
    ("asked", "fits"),
    [({"skill": "nurse"}, False), ({"age_from": 18}, True), ({"age_until": 50}, False),
     ({"demands": ["stairs"]}, False), ({"leader": True}, True), ({"demands": ["night"]}, True)],
)  # fmt: skip
def test_what_a_seat_asks_of_a_person_goes_in(session: Session, cast: Cast, asked: dict[str, Any], fits: bool) -> None:
    me = ready(session, cast, "王一")
    change_details(session, me, me.volunteer_id, DetailsForm(limits=["stairs"], born_on=date(1970, 1, 1)), NOW)
    made = shift(session, cast, needs=[need(**asked)])
    assert could(problem(session, cast), me, made) is fits


def test_a_licence_counts_until_its_last_day(session: Session, cast: Cast) -> None:
    me = ready(session, cast, "王一")
    before, after = (shift(session, cast, NOW + days * DAY, needs=[need(skill="nurse")]) for days in (3, 5))
    set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=TODAY + 4 * DAY)
    see_proof(session, actor(session, cast.cadre), me.volunteer_id, "nurse", True, NOW)
    found = problem(session, cast)
    assert (could(found, me, before), could(found, me, after)) == (True, False)


def test_who_is_away_paused_said_no_or_offered_no_hours_is_not_asked(session: Session, cast: Cast) -> None:
    made = shift(session, cast)
    away, paused, no, quiet = (ready(session, cast, f"王{n}", n) for n in range(4))
    add_away(session, away, away.volunteer_id, TODAY + DAY, TODAY + DAY, NOW)
    pause(session, paused, paused.volunteer_id, TODAY, TODAY + 3 * DAY, NOW)
    put(session, no, made, AssignmentState.DECLINED)
    set_windows(session, quiet, quiet.volunteer_id, [])
    found = problem(session, cast)
    assert [could(found, me, made) for me in (away, paused, no, quiet)] == [False] * 4


def test_hours_offered_are_local(session: Session, cast: Cast) -> None:
    me, made = volunteer(session, cast, "王一"), shift(session, cast)  # Tuesday, ten to twelve in Xiamen
    set_windows(session, me, me.volunteer_id, [WindowForm(weekday=1, since=time(10), until=time(12))])
    assert could(problem(session, cast), me, made)
    set_windows(session, me, me.volunteer_id, [WindowForm(weekday=1, since=time(2), until=time(4))])
    assert not could(problem(session, cast), me, made)


def test_a_shift_outside_of_the_days_costs_time_and_hours(session: Session, cast: Cast) -> None:
    me = ready(session, cast, "王一")
    change_details(session, me, me.volunteer_id, DetailsForm(cap_hours=10), NOW)
    put(session, me, shift(session, cast, NOW - DAY, 3))
    near = shift(session, cast, TOMORROW + 13 * HOUR, 4)  # until three in the morning of Wednesday
    put(session, me, near)
    early = shift(session, cast, TOMORROW + 17 * HOUR)  # from three on, on Wednesday
    found = problem(session, cast, (TODAY + 2 * DAY, TODAY + 9 * DAY))
    assert not could(found, me, early)
    assert (of(found, me).cap_hours, of(found, me).past_hours) == (3.0, 7.0)


def test_earlier_months_count_less_and_less(session: Session, cast: Cast) -> None:
    me = ready(session, cast, "王一")
    for days in (15, 45, 75, 105):
        put(session, me, shift(session, cast, NOW - days * DAY, 10))
    assert of(problem(session, cast), me).past_hours == pytest.approx(10 * (0.6 + 0.36 + 0.216))


def test_a_seat_that_could_not_be_given_today_stays_and_is_not_planned(session: Session, cast: Cast) -> None:
    one, two = ready(session, cast, "王一"), ready(session, cast, "王二", 2)
    made = shift(session, cast, needs=[need(skill="nurse", count=2)])
    put(session, one, made)  # without a paper that anybody has seen
    same = shift(session, cast)
    found = problem(session, cast)
    assert (found.locks, [need.count for one in found.shifts if one.id == str(made.id) for need in one.needs]) == (
        (),
        [1],
    )
    assert not could(found, one, same)
    assert could(found, two, same)


def test_two_locks_at_one_time_do_not_break_the_run(session: Session, cast: Cast) -> None:
    me = ready(session, cast, "王一")
    for _ in range(2):
        put(session, me, shift(session, cast))
    assert len(problem(session, cast).locks) == 1


def test_likings_company_and_way_go_in(session: Session, cast: Cast) -> None:
    me, friend, foe = (ready(session, cast, f"王{n}", n) for n in range(3))
    made = shift(session, cast, needs=[need(count=3)], x_km=1.0, y_km=0.0)
    put(session, friend, made)
    set_wish(session, me, me.volunteer_id, friend.volunteer_id, WishKind.GLADLY, NOW)
    set_wish(session, foe, foe.volunteer_id, me.volunteer_id, WishKind.APART, NOW)
    set_position(session, actor(session, cast.cadre), cast.door_501.building_id, 0.0, 0.0)
    form = DetailsForm(max_km=0.9, home_building_id=cast.door_501.building_id)
    change_details(session, me, me.volunteer_id, form, NOW)
    found = problem(session, cast)
    assert of(found, me).prefers == {str(made.id): 1}
    assert of(found, me).apart == {str(foe.volunteer_id)}
    assert not could(found, me, made)  # too far
    session.get_one(Volunteer, me.volunteer_id).max_km = 1.0
    session.flush()
    assert could(problem(session, cast), me, made)


def test_what_has_begun_or_was_called_off_is_not_planned(session: Session, cast: Cast) -> None:
    off = shift(session, cast)
    shift(session, cast, NOW - HOUR)
    cancel_shift(session, actor(session, cast.cadre), off.id, "台风", NOW)
    assert problem(session, cast).shifts == ()


def test_it_is_matched_as_it_stands(session: Session, cast: Cast) -> None:
    me, new = ready(session, cast, "王一"), ready(session, cast, "新人", 2, novice=True)
    made = shift(session, cast, needs=[need(leader=True), need("帮手")])
    plan = match(problem(session, cast), 5)
    seats = {(one.role, one.volunteer) for one in plan.assignments}
    assert seats == {
        (str(seat_of(session, made).id), str(me.volunteer_id)),
        (str(seat_of(session, made, "帮手").id), str(new.volunteer_id)),
    }  # fmt: skip
