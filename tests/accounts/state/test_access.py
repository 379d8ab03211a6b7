"""The auditor's screen: who did what, narrowed by days and kind, never changed."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest

from app.accounts.models import AccessRecord
from app.accounts.state.access import MOST, PAGE, AccessState
from app.shared.clock import now
from app.shared.db import transaction
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


@pytest.fixture
def records(desk: Desk) -> None:
    here, cadre = desk.town.hupan.id, desk.town.cadre.id
    rows = [("account:grant", 1), ("visit:export", 10), ("roster:export", 100), ("visit:settings", 400)]
    with transaction(desk.engine) as session:
        for action, days in rows:
            session.add(
                AccessRecord(
                    community_id=here, account_id=cadre, action=action, subject="湖畔",
                    created_at=now() - timedelta(days=days),
                )
            )  # fmt: skip


def actions(state: Any) -> list[str]:
    return [row.action for row in state.rows]


def test_an_auditor_sees_the_last_month_with_names(desk: Desk, records: None) -> None:
    state: Any = desk.press("auditor", AccessState, "load")
    assert actions(state) == ["account:grant", "visit:export"]
    assert {row.by for row in state.rows} == {"张姐"}
    assert (state.kinds, state.more) == (["account", "visit"], False)


def test_a_week_or_half_a_year_and_one_kind_narrow_it(desk: Desk, records: None) -> None:
    assert actions(desk.press("auditor", AccessState, "choose_days", "7")) == ["account:grant"]
    half = desk.press("auditor", AccessState, "choose_days", "180")
    assert actions(half) == ["account:grant", "visit:export", "roster:export"]
    only = desk.press("auditor", AccessState, "choose_kind", "visit", days="180", kinds=half.kinds)
    assert actions(only) == ["visit:export"]


def test_unknown_choices_fall_back(desk: Desk, records: None) -> None:
    assert desk.press("auditor", AccessState, "choose_days", "9999").days == "30"
    assert desk.press("auditor", AccessState, "choose_kind", "%").kind == "all"


def test_further_records_come_page_by_page(desk: Desk) -> None:
    with transaction(desk.engine) as session:
        for _ in range(PAGE + 1):
            session.add(AccessRecord(community_id=desk.town.hupan.id, action="visit:export"))
    first: Any = desk.press("auditor", AccessState, "load")
    assert (len(first.rows), first.more) == (PAGE, True)
    assert len(desk.press("auditor", AccessState, "further", shown=PAGE).rows) == PAGE + 1
    assert desk.press("auditor", AccessState, "further", shown=10**9).shown == MOST


@pytest.mark.parametrize("role", ["cadre", "supervisor", "resident", "stranger"])
def test_others_are_told_that_it_is_not_theirs(desk: Desk, records: None, role: str) -> None:
    state: Any = desk.press(role, AccessState, "load")
    assert (state.allowed, state.ready, state.rows) == (False, True, [])
