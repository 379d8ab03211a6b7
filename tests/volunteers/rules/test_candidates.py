"""Who comes first, and why: the same weights as the matching has."""

from __future__ import annotations

import re
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.volunteers.rules.candidates import Candidate, ranked, why_rather, why_this
from app.volunteers.rules.matching.levels import levels_of
from app.volunteers.rules.matching.problem import Assignment, Need, Problem, Shift, Volunteer
from app.volunteers.rules.may_sit import Why
from tests.volunteers.months import MONDAY

HAN = re.compile("[\u4e00-\u9fff]")


def one(name: str = "她", **changes: Any) -> Candidate:
    return Candidate(**{
        "id": UUID(int=sum(map(ord, name))), "name": name, "hours": 4.0, "past": 4.0, "wish": 8.0, "km": 0.5,
        "gladly": 0,
    } | changes)  # fmt: skip


HOURS = st.floats(0, 40).map(lambda hours: round(hours, 1))


@given(HOURS, HOURS, st.integers(0, 2), st.floats(0, 5))
def test_what_it_costs_is_what_the_matching_adds_up(past: float, wish: float, gladly: int, km: float) -> None:
    start = MONDAY.replace(hour=9)
    shift = Shift("s", start, start.replace(hour=12), (km, 0.0), (Need("r"),))
    person = Volunteer("v", home=(0.0, 0.0), wish_hours=wish, past_hours=past, prefers={"s": gladly})
    levels = levels_of(Problem((person,), (shift,)), [Assignment("s", "r", "v")])
    assert one(past=past, wish=wish, km=km, gladly=gladly).cost(3.0) == pytest.approx(levels.score)


def test_the_least_burdened_comes_first_and_who_may_not_does_not() -> None:
    people = [
        one("忙", past=9),
        one("闲", past=1),
        one("病", past=0, why=(Why.HEALTH,)),
        one("远", past=0, soft=(Why.DISTANCE,)),
    ]
    assert [found.name for found in ranked(people, 2)] == ["闲", "忙"]


@pytest.mark.parametrize(
    ("chosen", "other", "words"),
    [
        ({}, {"hours": 9, "past": 9}, "她 本月 4 小时，这位已有 9 小时"),
        ({"wish": 12}, {"wish": 6}, "她 想做 12 小时，这位想做 6 小时"),
        ({}, {"past": 9}, "这位前几个月做得多，先让 她 来"),
        ({"gladly": 2}, {}, "她 更愿意做这个岗位"),
        ({"km": 0.1}, {"km": 3.0}, "她 离得更近"),
        ({}, {}, "也可以来，换成这位也行"),
        ({"past": 9, "hours": 9}, {}, "也可以来，换成这位也行"),
    ],
)
def test_why_rather_her(chosen: dict[str, Any], other: dict[str, Any], words: str) -> None:
    zh, en = why_rather(one(**chosen), one("他", **other), 2)
    assert zh == words
    assert not HAN.search(en.replace("她", ""))


def test_why_this_one_says_what_is_known() -> None:
    assert why_this(one(km=None, hours=2.5))[0] == "本月 2.5 小时，想做 8 小时"
    assert why_this(one(gladly=1))[0] == "本月 4 小时，想做 8 小时，愿意做这个岗位，离家 0.5 公里"
    assert why_this(one(gladly=2))[1] == "4 hours this month, would like 8, likes this post very much, 0.5 km from home"
