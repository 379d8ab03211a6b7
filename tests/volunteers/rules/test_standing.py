from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import UTC, datetime, timedelta

import pytest

from app.volunteers.rules.standing import Standing, can_change, standing, takes_people

START = datetime(2026, 3, 2, 9, tzinfo=UTC)
HOUR = timedelta(hours=1)


@dataclass(frozen=True)
class Stamps:
    starts_at: datetime = START
    ends_at: datetime = START + 2 * HOUR
    checked_at: datetime | None = None
    published_at: datetime | None = None
    done_at: datetime | None = None
    cancelled_at: datetime | None = None


PUBLIC = Stamps(checked_at=START - 9 * HOUR, published_at=START - 8 * HOUR)


@pytest.mark.parametrize(
    ("stamps", "at", "stands", "changes", "takes"),
    [
        (Stamps(), START - HOUR, Standing.NEED, True, False),
        (Stamps(), START, Standing.NEED, False, False),
        (Stamps(checked_at=START - 9 * HOUR), START - HOUR, Standing.CHECKED, True, False),
        (PUBLIC, START - HOUR, Standing.PUBLISHED, True, True),
        (PUBLIC, START, Standing.RUNNING, False, False),
        (PUBLIC, START + 2 * HOUR, Standing.DONE, False, False),
        (replace(PUBLIC, done_at=START + HOUR), START + HOUR, Standing.DONE, False, False),
        (replace(PUBLIC, cancelled_at=START - 2 * HOUR), START - HOUR, Standing.CANCELLED, False, False),
        (replace(PUBLIC, cancelled_at=START - 2 * HOUR), START - 3 * HOUR, Standing.PUBLISHED, True, True),
    ],
)
def test_it_is_worked_out_from_the_stamps(
    stamps: Stamps, at: datetime, stands: Standing, changes: bool, takes: bool
) -> None:
    assert (standing(stamps, at), can_change(stamps, at), takes_people(stamps, at)) == (stands, changes, takes)
