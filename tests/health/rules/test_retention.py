from __future__ import annotations

from datetime import UTC, datetime

from app.health.rules.retention import oldest_kept


def test_years_are_counted_to_a_local_midnight() -> None:
    now = datetime(2026, 3, 2, 17, 30, tzinfo=UTC)  # half past one in the morning of the third in Xiamen
    assert oldest_kept(now, 5, "Asia/Shanghai") == datetime(2021, 3, 2, 16, 0, tzinfo=UTC)


def test_the_twenty_ninth_of_february_has_its_day_in_every_year() -> None:
    now = datetime(2028, 2, 29, 4, 0, tzinfo=UTC)
    assert oldest_kept(now, 1, "Asia/Shanghai") == datetime(2027, 2, 27, 16, 0, tzinfo=UTC)
    assert oldest_kept(now, 4, "Asia/Shanghai") == datetime(2024, 2, 28, 16, 0, tzinfo=UTC)
