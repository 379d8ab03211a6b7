from __future__ import annotations

from datetime import UTC, datetime, timedelta
from uuid import UUID

import pytest

from app.volunteers.rules.may_sit import Held
from app.volunteers.rules.past import past_hours

FIRST = datetime(2026, 4, 1, tzinfo=UTC)
BEFORE = [datetime(2026, month, 1, tzinfo=UTC) for month in (3, 2, 1)]


def held(at: datetime) -> Held:
    return Held(UUID(int=1), at, at + timedelta(hours=10))


@pytest.mark.parametrize(
    ("at", "counts"),
    [
        (FIRST, 0.0), (FIRST - timedelta(minutes=1), 6.0), (BEFORE[0], 6.0), (BEFORE[0] - timedelta(minutes=1), 3.6),
        (BEFORE[2], 2.16), (BEFORE[2] - timedelta(minutes=1), 0.0),
    ],
)  # fmt: skip
def test_each_month_back_counts_less(at: datetime, counts: float) -> None:
    assert past_hours([held(at)], FIRST, BEFORE) == pytest.approx(counts)
