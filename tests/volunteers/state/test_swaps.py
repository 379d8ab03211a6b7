"""Coordinators see who passes seats on to whom, and undo it in time, with a reason."""

from __future__ import annotations

from typing import Any

from app.volunteers.state.mine import MineState
from tests.volunteers.state.conftest import Phone
from tests.volunteers.state.test_desk import press
from tests.volunteers.state.test_mine import joined_too

__all__ = ["press"]


def pass_on(phone: Phone) -> tuple[str, str]:
    """何秀英 offers a seat. Returns the offer and the code of 苏建国."""
    seat = phone.ask(phone.shift(72))
    phone.press(MineState, "accept", seat)
    return phone.press(MineState, "pass_on", seat).seats.coming[0].offer, joined_too(phone)


def test_an_offer_is_seen_taken_and_undone_with_a_reason(phone: Phone, press: Any) -> None:
    offered, other = pass_on(phone)
    state = press("cadre", "open_swaps")
    assert (state.doing, [(one.giver, one.taker, one.state) for one in state.swaps]) == (
        "swaps", [("何秀英", "", "open")],
    )  # fmt: skip
    phone.press(MineState, "take_over", offered, code=other)
    (row,) = press("cadre", "open_swaps").swaps
    assert (row.taker, row.state, row.can_veto, bool(row.until.zh)) == ("苏建国", "taken", True, True)
    asked = press("cadre", "ask_why", row.id, swaps=[row])
    assert asked.undoing.id == row.id and press("cadre", "ask_why", "", swaps=[row]).undoing.id == ""
    form = {"swap": row.id, "why": " "}
    assert press("cadre", "veto", form, doing="swaps").swaps[0].can_veto
    (row,) = press("cadre", "veto", form | {"why": "要熟手"}, doing="swaps").swaps
    assert (row.state, row.can_veto, row.why) == ("vetoed", False, "要熟手")
    assert len(phone.press(MineState, "load").seats.coming) == 1


def test_what_was_taken_back_is_nothing_to_see(phone: Phone, press: Any) -> None:
    offered, _ = pass_on(phone)
    phone.press(MineState, "take_back", offered)
    assert press("admin", "open_swaps").swaps == []
