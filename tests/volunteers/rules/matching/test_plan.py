"""The plan is the best there is, keeps every rule, and says why of everybody it left out."""

from __future__ import annotations

import time
from dataclasses import replace
from datetime import time as clock
from datetime import timedelta
from random import Random

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from app.volunteers.rules.matching.plan import AT_ONCE, Empty, Excluded, match, preview
from app.volunteers.rules.matching.problem import Assignment, Need, Problem, Shift, Volunteer, Window
from tests.volunteers.months import MONDAY, month, tiny
from tests.volunteers.oracle import alone, best_score, score, together

ALL_DAY = tuple(Window(day, clock(0), clock(0)) for day in range(7))
EVENING = Shift("evening", MONDAY + timedelta(hours=18), MONDAY + timedelta(hours=20), None, (Need("help"),))
MORNING = replace(EVENING, id="morning", start=MONDAY + timedelta(hours=8), end=MONDAY + timedelta(hours=10))
ANN, BEN = Volunteer("ann", windows=ALL_DAY), Volunteer("ben", windows=ALL_DAY)


def keeps_the_rules(problem: Problem, plan: tuple[Assignment, ...]) -> bool:
    own = {who.id: tuple(one for one in plan if one.volunteer == who.id) for who in problem.volunteers}
    return together(problem, plan) and all(alone(problem, who, own[who.id]) for who in problem.volunteers)


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_no_plan_of_a_tiny_month_is_better(seed: int) -> None:
    problem = tiny(Random(seed))
    best, found = best_score(problem), match(problem, 10)
    assert best is not None
    assert keeps_the_rules(problem, found.assignments)
    assert found.levels.score == pytest.approx(score(problem, found.assignments), abs=1e-6)
    assert found.levels.score == pytest.approx(best, abs=1e-6)
    assert found.optimal
    assert found.bound <= best + 1e-6


@pytest.mark.thorough
@pytest.mark.parametrize("block", range(10))
def test_no_plan_of_600_tiny_months_is_better(block: int) -> None:
    for seed in range(60 * block, 60 * block + 60):
        problem = tiny(Random(seed))
        assert match(problem, 10).levels.score == pytest.approx(best_score(problem), abs=1e-6), seed


@settings(deadline=None)
@given(st.integers(0, 10**9))
def test_a_preview_keeps_every_rule_too(seed: int) -> None:
    problem = tiny(Random(seed))
    found, best = preview(problem), best_score(problem)
    assert keeps_the_rules(problem, found.assignments)
    assert best is not None
    assert found.levels.score >= best - 1e-6


@pytest.mark.parametrize("people", [1, 20, 60])
def test_a_month_of_a_community_is_proven_and_no_worse_than_its_preview(people: int) -> None:
    problem = month(people, people, 7)
    found, quick = match(problem, 20), preview(problem)
    assert found.optimal
    assert keeps_the_rules(problem, found.assignments)
    assert keeps_the_rules(problem, quick.assignments)
    assert found.bound - 1e-6 <= found.levels.score <= quick.levels.score + 1e-6


@pytest.mark.parametrize("people", [30, pytest.param(200, marks=pytest.mark.thorough)])
def test_the_same_problem_gets_the_same_plan(people: int) -> None:
    problem = month(people, people, 3)
    assert match(problem, 60).assignments == match(problem, 60).assignments


@pytest.mark.thorough
@pytest.mark.parametrize("seed", range(1, 6))
def test_a_month_of_200_people_and_200_shifts_is_proven(seed: int) -> None:
    found = match(month(200, 200, seed), 60)
    assert found.optimal
    assert keeps_the_rules(found.pairs.problem, found.assignments)


@pytest.mark.parametrize("seconds", [0.01, 0.3, 0.8])
def test_when_the_time_is_over_there_is_a_plan_all_the_same(seconds: float) -> None:
    problem = month(120, 120, 5)
    started = time.monotonic()
    found = match(problem, seconds)
    assert time.monotonic() - started < seconds + 1
    assert keeps_the_rules(problem, found.assignments)
    assert found.bound <= found.levels.score
    if seconds > AT_ONCE:
        assert found.levels.score <= preview(problem).levels.score + 1e-6


def test_nobody_and_nothing_are_a_plan() -> None:
    assert match(Problem((), ())).optimal
    nobody = match(Problem((), (EVENING,)))
    assert nobody.empty == (Empty("evening", "help", 1, ()),)
    assert match(Problem((ANN,), ())).assignments == ()


def test_hours_go_first_to_whom_they_bring_least_beyond_their_wish() -> None:
    tired = replace(ANN, past_hours=10, wish_hours=4)
    fresh = replace(BEN, past_hours=0, wish_hours=4)
    assert [one.volunteer for one in match(Problem((tired, fresh), (EVENING,))).assignments] == ["ben"]


def test_a_lock_stays_whatever_it_costs() -> None:
    tired = replace(ANN, past_hours=100, wish_hours=1)
    lock = Assignment("evening", "help", "ann")
    assert match(Problem((tired, BEN), (EVENING,), (lock,))).assignments == (lock,)


def test_a_lock_counts_as_said_yes_to_its_hours_and_its_way() -> None:
    busy = replace(ANN, windows=(), cap_hours=1)
    lock = Assignment("evening", "help", "ann")
    found = match(Problem((busy,), (EVENING, MORNING), (lock,)))
    assert found.assignments == (lock,)


def test_what_was_proposed_is_kept_when_nothing_that_matters_more_speaks_against_it() -> None:
    proposed = (Assignment("evening", "help", "ben"),)
    glad = replace(ANN, prefers={"evening": 2})
    assert match(Problem((glad, BEN), (EVENING,), (), proposed)).assignments == proposed
    assert match(Problem((glad, BEN), (EVENING,))).assignments == (Assignment("evening", "help", "ann"),)


def test_the_way_between_two_shifts_counts() -> None:
    soon = replace(MORNING, id="soon", start=MORNING.end + timedelta(minutes=29), end=MORNING.end + timedelta(hours=1))
    later = replace(soon, start=MORNING.end + timedelta(minutes=30))
    assert len(match(Problem((ANN,), (MORNING, soon))).assignments) == 1
    assert len(match(Problem((ANN,), (MORNING, later))).assignments) == 2
    assert len(match(Problem((ANN,), (MORNING, soon), travel_minutes=29)).assignments) == 2


@pytest.mark.parametrize(
    ("person", "reason"),
    [
        (replace(ANN, declined=frozenset({"evening"})), "declined"),
        (replace(ANN, windows=(Window(0, clock(8), clock(19)),)), "window"),
        (replace(ANN, windows=()), "window"),
        (replace(ANN, home=(0.0, 0.0), max_km=1.9), "distance"),
        (replace(ANN, cap_hours=1.5), "cap"),
    ],
)
def test_whoever_cannot_is_told_why(person: Volunteer, reason: str) -> None:
    there = replace(EVENING, place=(2.0, 0.0))
    found = match(Problem((person,), (there,)))
    assert list(found.excluded()) == [Excluded("ann", "evening", reason)]
    assert found.empty == (Empty("evening", "help", 1, ((reason, 1),)),)


def test_a_missing_skill_excludes_from_its_role_only() -> None:
    clinic = replace(EVENING, needs=(Need("doctor", "doctor"), Need("help")))
    found = match(Problem((ANN,), (clinic,)))
    assert found.assignments == (Assignment("evening", "help", "ann"),)
    assert list(found.excluded()) == [Excluded("ann", "evening", "skill", "doctor")]
    assert found.empty == (Empty("evening", "doctor", 1, ()),)


def test_a_night_needs_the_evening_and_the_morning() -> None:
    night = replace(EVENING, start=MONDAY + timedelta(hours=22), end=MONDAY + timedelta(hours=26))
    evening, morning = Window(0, clock(20), clock(0)), Window(1, clock(0), clock(3))
    assert match(Problem((replace(ANN, windows=(evening, morning)),), (night,))).assignments
    assert not match(Problem((replace(ANN, windows=(evening,)),), (night,))).assignments


def test_a_beginner_comes_only_beside_somebody_experienced() -> None:
    two = replace(EVENING, needs=(Need("help", count=2),))
    new, newer = replace(ANN, novice=True), replace(BEN, novice=True)
    assert match(Problem((new, newer), (two,))).assignments == ()
    assert len(match(Problem((new, BEN), (two,))).assignments) == 2


def test_those_who_are_kept_apart_are_not_in_one_shift() -> None:
    two = replace(EVENING, needs=(Need("help", count=2),))
    assert len(match(Problem((replace(ANN, apart=frozenset({"ben"})), BEN), (two,))).assignments) == 1


def test_somebody_who_is_elsewhere_is_the_reason_of_an_empty_seat() -> None:
    twice = replace(EVENING, id="other", needs=(Need("help", critical=1),))
    first = replace(EVENING, needs=(Need("help", critical=3),))
    found = match(Problem((ANN,), (first, twice)))
    assert found.empty == (Empty("other", "help", 1, (("busy", 1),)),)
