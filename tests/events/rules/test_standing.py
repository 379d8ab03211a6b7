"""How it stands with an event, and when its door is open."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta

import pytest

from app.events.rules.standing import Settings, Standing, door_hours, standing, takes_sign_ups
from tests.conftest import NOW

HOUR = timedelta(hours=1)


@dataclass
class Stamps:
    starts_at: datetime = NOW
    ends_at: datetime = NOW + 2 * HOUR
    published_at: datetime | None = NOW - 24 * HOUR
    finished_at: datetime | None = None
    cancelled_at: datetime | None = None


@pytest.mark.parametrize(
    ("stamps", "hours", "expected"),
    [
        (Stamps(), -25, Standing.DRAFT),  # not yet published then
        (Stamps(), -24, Standing.PUBLISHED),
        (Stamps(), 0, Standing.RUNNING),
        (Stamps(), 1.99, Standing.RUNNING),
        (Stamps(), 2, Standing.FINISHED),
        (Stamps(published_at=None), 0, Standing.DRAFT),
        (Stamps(finished_at=NOW + HOUR), 0.5, Standing.RUNNING),
        (Stamps(finished_at=NOW + HOUR), 1, Standing.FINISHED),
        (Stamps(cancelled_at=NOW - HOUR), -2, Standing.PUBLISHED),
        (Stamps(cancelled_at=NOW - HOUR), 0, Standing.CANCELLED),
        (Stamps(cancelled_at=NOW - HOUR, published_at=None), 0, Standing.CANCELLED),
    ],
)
def test_an_event_stands_as_its_stamps_and_the_clock_say(stamps: Stamps, hours: float, expected: Standing) -> None:
    at = NOW + hours * HOUR
    assert standing(stamps, at) is expected
    assert takes_sign_ups(stamps, at) is (expected in (Standing.PUBLISHED, Standing.RUNNING))


def test_the_door_opens_before_the_start_and_closes_after_the_end() -> None:
    assert door_hours(NOW, NOW + HOUR, None, Settings(60, 120)) == (NOW - HOUR, NOW + 3 * HOUR)
    assert door_hours(NOW, NOW + HOUR, 0, Settings(60, 0)) == (NOW, NOW + HOUR)
