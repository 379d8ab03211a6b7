"""Everybody has a desk, with their own doors on it."""

from __future__ import annotations

from typing import Any

import pytest

from app.desk.state import DeskState
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


@pytest.mark.parametrize(
    ("role", "may", "may_not"),
    [
        ("admin", "roster:import", "round:read"),
        ("cadre", "round:read", "roster:import"),
        ("supervisor", "coverage:read", "need:close"),
        ("auditor", "access:read", "coverage:read"),
        ("leader", "household:names", "household:read"),
        ("resident", "", "household:names"),
    ],
)
def test_it_offers_what_somebody_may(desk: Desk, role: str, may: str, may_not: str) -> None:
    state: Any = desk.press(role, DeskState, "load")
    assert (state.ready, state.allowed, bool(state.name)) == (True, True, True)
    assert not may or may in state.may
    assert may_not not in state.may


def test_it_counts_what_waits(desk: Desk) -> None:
    state: Any = desk.press("admin", DeskState, "load")
    assert (state.board.needs, state.board.corrections) == (1, 1)
