"""Every reason why not, by itself and in order. Each boundary that counts is told through sign-ups, too."""

from __future__ import annotations

from calendar import isleap
from datetime import UTC, date, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.volunteers.rules.limits import age_on
from app.volunteers.rules.may_sit import Asked, Company, Facts, Held, Paper, Why, why_not
from app.volunteers.rules.words import ABOUT, TO_THEM

ME, OTHER, SHIFT, ELSE = (UUID(int=number) for number in range(1, 5))
START = datetime(2026, 3, 3, 2, tzinfo=UTC)
HOUR, DAY = timedelta(hours=1), date(2026, 3, 3)
MONTH = (datetime(2026, 3, 1, tzinfo=UTC), datetime(2026, 4, 1, tzinfo=UTC))
TRAVEL = timedelta(minutes=30)


def seat(**changes: Any) -> Asked:
    return Asked(**{
        "shift_id": SHIFT, "starts_at": START, "ends_at": START + 2 * HOUR, "days": (DAY,), "month": MONTH,
    } | changes)  # fmt: skip


def held(begin: float, hours: float = 1, shift: UUID = ELSE) -> Held:
    return Held(shift, START + begin * HOUR, START + (begin + hours) * HOUR)


@pytest.mark.parametrize(
    ("facts", "asked", "company", "why"),
    [
        ({}, {}, Company(), []),
        ({"left": True}, {}, Company(), [Why.LEFT]),
        ({"paused": (DAY, None)}, {}, Company(), [Why.PAUSED]),
        ({"paused": (date(2026, 3, 4), None)}, {}, Company(), []),
        ({"paused": (date(2026, 3, 1), date(2026, 3, 2))}, {}, Company(), []),
        ({"away": ((DAY, DAY),)}, {}, Company(), [Why.AWAY]),
        ({"away": ((date(2026, 3, 4), DAY + timedelta(1)),)}, {"days": (DAY, date(2026, 3, 4))}, Company(), [Why.AWAY]),
        ({"declined": frozenset({SHIFT})}, {}, Company(), [Why.DECLINED]),
        ({"papers": {"nurse": Paper()}}, {"skill": "nurse"}, Company(), []),
        ({"papers": {"nurse": Paper(True, DAY)}}, {"skill": "nurse"}, Company(), []),
        ({"papers": {"nurse": Paper(True, date(2026, 3, 2))}}, {"skill": "nurse"}, Company(), [Why.EXPIRED]),
        ({"papers": {"nurse": Paper(True, DAY)}}, {"skill": "nurse", "days": (DAY, date(2026, 3, 4))}, Company(),
         [Why.EXPIRED]),
        ({"papers": {"nurse": Paper(False)}}, {"skill": "nurse"}, Company(), [Why.PROOF]),
        ({"papers": {}}, {"skill": "nurse"}, Company(), [Why.SKILL]),
        ({"novice": True}, {"leader": True}, Company(0, 1), [Why.LEADS]),
        ({"novice": True}, {}, Company(0, 1), []),
        ({"novice": True}, {}, Company(1, 1), [Why.ALONE]),
        ({"apart": frozenset({OTHER})}, {}, Company(0, 1, frozenset({OTHER})), [Why.COMPANY]),
        ({"held": (held(0, 2, SHIFT),)}, {}, Company(), [Why.THERE]),
        ({"held": (held(-1),)}, {}, Company(), [Why.TRAVEL]),
        ({"held": (held(-1.5),)}, {}, Company(), []),
        ({"held": (held(1),)}, {}, Company(), [Why.OVERLAP]),
        ({"cap_hours": 2}, {}, Company(), []),
        ({"cap_hours": 1.9}, {}, Company(), [Why.CAP]),
        ({"cap_hours": 4, "held": (held(48, 2), held(24 * 40, 9))}, {}, Company(), []),  # the other one is in April
    ],
)  # fmt: skip
def test_each_reason(facts: dict[str, Any], asked: dict[str, Any], company: Company, why: list[Why]) -> None:
    assert why_not(Facts(ME, **facts), seat(**asked), company, TRAVEL) == why


def test_all_reasons_are_told_the_weightiest_first() -> None:
    facts = Facts(ME, left=True, limits=frozenset({"stairs"}), held=(held(0),), cap_hours=1)
    found = why_not(facts, seat(demands=("stairs",)), Company(), TRAVEL)
    assert found == [Why.LEFT, Why.HEALTH, Why.OVERLAP, Why.CAP]


def test_every_reason_has_its_words() -> None:
    assert set(TO_THEM) == set(ABOUT) == set(Why)


@given(st.dates(date(1900, 1, 1), date(2020, 12, 31)), st.integers(0, 80))
def test_somebody_is_a_year_older_from_their_birthday_on(born: date, years: int) -> None:
    leap = born.month == 2 and born.day == 29
    year = born.year + years
    birthday = date(year, 3, 1) if leap and not isleap(year) else born.replace(year=year)
    assert age_on(born, birthday) == years
    assert age_on(born, birthday - timedelta(days=1)) == years - 1
