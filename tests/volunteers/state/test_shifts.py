"""What somebody can take is listed by day; what they may not take says why."""

from __future__ import annotations

from typing import Any

from app.volunteers.state.mine import MineState
from app.volunteers.state.offers import OfferedShift
from app.volunteers.state.shifts import ShiftsState
from tests.volunteers.state.conftest import Phone


def rows(state: Any) -> list[OfferedShift]:
    return [row for day in state.offers.days for row in day.shifts]


def test_one_tap_takes_a_seat_and_it_stands_on_the_own_screen(phone: Phone) -> None:
    need = phone.shift()
    assert [row.state for row in rows(phone.press(ShiftsState, "load"))] == ["open"]
    assert [row.state for row in rows(phone.press(ShiftsState, "take", str(need)))] == ["mine"]
    assert len(phone.press(MineState, "load").seats.coming) == 1


def test_what_they_may_not_take_is_hidden_until_asked_for_and_says_why(phone: Phone) -> None:
    phone.shift(skill="nurse")
    state = phone.press(ShiftsState, "load")
    assert rows(state) == [] and state.offers.all == 1
    (row,) = rows(phone.press(ShiftsState, "show_every", True))
    assert (row.state, row.why.zh) == ("no", "这个岗位要有“护士”，您还没有填。") and row.why.en


def test_only_shifts_of_a_name(phone: Phone) -> None:
    phone.shift()
    assert rows(phone.press(ShiftsState, "choose", "送餐")) == []
    assert phone.press(ShiftsState, "choose", "前台").offers.titles == ["前台"]


def test_a_strange_phone_is_shown_nothing(phone: Phone) -> None:
    phone.shift()
    state = phone.press(ShiftsState, "load", code="")
    assert (state.there, state.ready, rows(state)) == (False, True, [])
