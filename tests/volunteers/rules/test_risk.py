from __future__ import annotations

from datetime import UTC, datetime, timedelta

import pytest

from app.volunteers.rules.may_sit import Why
from app.volunteers.rules.risk import WORDS, Risk, Seated, seated_risks
from app.volunteers.rules.settings import Settings

NOW = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("one", "hours", "risks"),
    [
        (Seated(True, True, 0), 1, []), (Seated(True, False, 0), 24, [Risk.UNANSWERED]),
        (Seated(True, False, 0), 25, []),
        (Seated(False, False, 0), 24, [Risk.UNTOLD]), (Seated(False, False, 0), 25, []),
        (Seated(True, True, 1, [Why.PROOF]), 99, [Risk.UNFIT, Risk.NO_SHOWS]),
    ],
)  # fmt: skip
def test_who_has_not_answered_is_left_in_peace_until_it_is_time(one: Seated, hours: int, risks: list[Risk]) -> None:
    assert [*seated_risks(one, NOW + timedelta(hours=hours), NOW, Settings())] == risks


def test_every_risk_has_its_words() -> None:
    assert set(WORDS) == set(Risk)
