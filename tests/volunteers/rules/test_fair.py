from __future__ import annotations

from datetime import UTC, datetime, timedelta

from app.volunteers.rules.fair import looks_back, opens_for
from app.volunteers.rules.giving_up import cancel_until, pass_on_until, veto_until
from app.volunteers.rules.settings import Settings

NOW = datetime(2026, 3, 2, tzinfo=UTC)
HOUR = timedelta(hours=1)


def test_the_first_hours_are_for_those_who_have_had_fewest() -> None:
    assert opens_for(NOW, 0, Settings()) == NOW
    assert opens_for(NOW, 1, Settings()) == NOW + 48 * HOUR
    assert opens_for(NOW, 1, Settings(fair_most=2)) == NOW
    assert looks_back(NOW, Settings()) == NOW - timedelta(days=30)


def test_limits_count_from_the_start_and_a_veto_never_goes_beyond_it() -> None:
    assert cancel_until(NOW, Settings()) == NOW - 24 * HOUR
    assert pass_on_until(NOW, Settings()) == NOW - 2 * HOUR
    assert veto_until(NOW, NOW + 30 * HOUR, Settings()) == NOW + 24 * HOUR
    assert veto_until(NOW, NOW + 3 * HOUR, Settings()) == NOW + 3 * HOUR
