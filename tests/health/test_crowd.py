"""A lounge is never slowed down, a program that asks without end is."""

from __future__ import annotations

from datetime import datetime, timedelta

import pytest

from app.events.rules.pace import Pace
from app.health import crowd
from app.health.crowd import Crowd
from app.shared.clock import UTC
from app.shared.errors import TooMany

NOON = datetime(2026, 11, 24, 12, tzinfo=UTC)
SMALL = Pace(free=0, burst=3, every=timedelta(seconds=1))


def test_one_address_waits_when_it_has_asked_too_often_and_no_other_one() -> None:
    here = Crowd(SMALL)
    for _ in range(3):
        here.take_turn("10.0.0.1", NOON)
    with pytest.raises(TooMany):
        here.take_turn("10.0.0.1", NOON)
    here.take_turn("10.0.0.2", NOON)
    here.take_turn("10.0.0.1", NOON + timedelta(seconds=1))


def test_six_thousand_at_once_are_no_crowd() -> None:
    here = Crowd()
    for _ in range(6000):
        here.take_turn("10.0.0.1", NOON)
    with pytest.raises(TooMany):
        here.take_turn("10.0.0.1", NOON)


def test_addresses_do_not_fill_the_memory(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(crowd, "MOST", 2)
    here = Crowd(SMALL)
    for number in range(5):
        here.take_turn(f"10.0.0.{number}", NOON)
    assert list(here.levels) == ["10.0.0.3", "10.0.0.4"]
