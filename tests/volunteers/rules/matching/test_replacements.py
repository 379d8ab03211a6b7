"""Who could come instead: everybody who may, ranked by what the plan costs then."""

from __future__ import annotations

from dataclasses import replace
from random import Random

import pytest

from app.volunteers.rules.matching.levels import levels_of
from app.volunteers.rules.matching.plan import match, preview
from app.volunteers.rules.matching.problem import Assignment, Need, Problem, Volunteer
from app.volunteers.rules.matching.replacements import replacements
from tests.volunteers.months import month, tiny
from tests.volunteers.oracle import alone, together
from tests.volunteers.rules.matching.test_plan import ANN, BEN, EVENING, MORNING


def may_come(problem: Problem, plan: set[Assignment], seat: Assignment) -> set[str]:
    """Everybody with whom the plan keeps the rules, tried one by one."""
    rest = plan - {seat}
    found = set()
    for who in problem.volunteers:
        instead = replace(seat, volunteer=who.id)
        own = tuple(one for one in (*rest, instead) if one.volunteer == who.id)
        twice = any(one.shift == seat.shift for one in rest if one.volunteer == who.id)
        if who.id != seat.volunteer and not twice and alone(problem, who, own) and together(problem, (*rest, instead)):
            found.add(who.id)
    return found


@pytest.mark.parametrize("seed", range(60))
def test_everybody_who_may_come_is_there_and_nobody_else(seed: int) -> None:
    problem = replace(tiny(Random(seed)), locks=())
    plan = set(match(problem, 10).assignments)
    for seat in plan:
        if together(problem, tuple(plan - {seat})):
            assert {one.volunteer for one in replacements(problem, plan, seat)} == may_come(problem, plan, seat)


def test_they_are_ranked_by_what_the_plan_costs_then() -> None:
    base = month(40, 40, 4)
    plan = preview(base).assignments
    problem = replace(base, proposed=plan[:10])
    before = levels_of(problem, plan).score
    seats = 0
    for seat in plan[:20]:
        found = replacements(problem, plan, seat)
        seats += bool(found)
        assert [one.change for one in found] == sorted(one.change for one in found)
        for one in found:
            then = {*plan, replace(seat, volunteer=one.volunteer)} - {seat}
            assert one.change == pytest.approx(levels_of(problem, then).score - before)
    assert seats > 5


def test_each_has_its_reasons() -> None:
    tired = replace(ANN, past_hours=9, prefers={"evening": 2})
    problem = Problem((tired, BEN, Volunteer("gone", windows=ANN.windows)), (EVENING, MORNING))
    told = replace(problem, proposed=(Assignment("evening", "help", "ben"),))
    seat = Assignment("evening", "help", "gone")
    first, second = replacements(told, [seat], seat)
    assert (first.volunteer, first.hours, first.reasons) == ("ben", 2, ("proposed", "below_wish"))
    assert (second.volunteer, second.hours, second.reasons) == ("ann", 11, ("gladly", "beyond_wish"))


def test_a_beginner_does_not_replace_the_experienced() -> None:
    two = replace(EVENING, needs=(Need("help", count=2),))
    new, newer = replace(ANN, novice=True), replace(BEN, novice=True)
    problem = Problem((new, newer, Volunteer("old", windows=ANN.windows)), (two,))
    plan = [Assignment("evening", "help", "ann"), Assignment("evening", "help", "old")]
    assert replacements(problem, plan, plan[1]) == []
    assert [one.volunteer for one in replacements(problem, plan, plan[0])] == ["ben"]


def test_a_seat_that_is_not_in_the_plan_is_an_error() -> None:
    with pytest.raises(ValueError, match="not in the plan"):
        replacements(Problem((ANN,), (EVENING,)), [], Assignment("evening", "help", "ann"))
