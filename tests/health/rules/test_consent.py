from __future__ import annotations

from datetime import date

import pytest

from app.health.models import ConsentKind
from app.health.rules.consent import WORDS, age_on, is_adult, needs_guardian, version_of


def test_every_kind_says_what_why_how_long_and_who() -> None:
    assert set(WORDS) == set(ConsentKind)
    for kind, words in WORDS.items():
        assert version_of(kind) >= 1
        parts = (words.title, words.what, words.why, words.who_sees, words.refusing, words.withdrawing)
        assert all(parts) and "{years}" in words.how_long
        assert "不同意也没关系" in words.refusing


@pytest.mark.parametrize(
    ("born_on", "day", "age"),
    [
        (date(2012, 3, 2), date(2026, 3, 1), 13),
        (date(2012, 3, 2), date(2026, 3, 2), 14),
        (date(2012, 2, 29), date(2026, 2, 28), 13),
        (date(2012, 2, 29), date(2026, 3, 1), 14),
        (date(2027, 1, 1), date(2026, 3, 1), 0),
        (None, date(2026, 3, 1), None),
    ],
)
def test_ages_are_whole_years(born_on: date | None, day: date, age: int | None) -> None:
    assert age_on(born_on, day) == age


def test_a_guardian_is_needed_until_the_fourteenth_birthday() -> None:
    assert needs_guardian(date(2012, 3, 2), date(2026, 3, 1))
    assert not needs_guardian(date(2012, 3, 2), date(2026, 3, 2))
    assert not needs_guardian(None, date(2026, 3, 2))


def test_one_is_adult_from_the_eighteenth_birthday_and_never_without_a_date() -> None:
    assert is_adult(date(2008, 3, 2), date(2026, 3, 2))
    assert not is_adult(date(2008, 3, 3), date(2026, 3, 2))
    assert not is_adult(None, date(2026, 3, 2))
