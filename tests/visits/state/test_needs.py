"""What waits behind one's own doors is answered and decided at the desk."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session

from app.households.models import Person
from app.visits.state.needs import NeedsState
from tests.visits.state.conftest import Desk


@pytest.fixture
def loaded(desk: Desk) -> Any:
    return desk.press("admin", NeedsState, "load")


def test_a_need_says_where_what_and_how_urgent(loaded: Any) -> None:
    (row,) = loaded.waiting.needs
    assert (row.door, row.category.zh, row.text, row.urgency) == ("1栋2单元501", "房屋设施维修", "灯坏了", "now")


def test_it_is_opened_and_answered(desk: Desk, loaded: Any) -> None:
    need = loaded.waiting.needs[0].id
    assert desk.press("admin", NeedsState, "open", need, waiting=loaded.waiting).one.id == need
    state = desk.press("cadre", NeedsState, "answer", {"need": need, "answer": "换了灯泡"})
    assert (state.waiting.needs, state.waiting.need_count, state.one.id) == ([], 0, "")


def test_without_an_answer_it_stays_open(desk: Desk, loaded: Any) -> None:
    need = loaded.waiting.needs[0]
    desk.press("admin", NeedsState, "answer", {"need": need.id, "answer": " "}, one=need)
    assert desk.press("admin", NeedsState, "load").waiting.need_count == 1


@pytest.mark.parametrize(("decision", "employment"), [("accept", "退休"), ("decline", "")])
def test_a_correction_is_decided(desk: Desk, loaded: Any, decision: str, employment: str) -> None:
    (row,) = loaded.waiting.proposals
    assert (row.person, row.label.zh, row.now, row.value, row.by) == ("林阿婆", "就业", "", "退休", "张姐")
    state = desk.press("admin", NeedsState, decision, row.id)
    assert state.waiting.proposals == []
    with Session(desk.engine) as session:
        assert session.get_one(Person, desk.town.lin_apo.id).employment == employment


def test_a_colleague_of_another_grid_has_nothing_waiting(desk: Desk) -> None:
    state = desk.press("cadre_two", NeedsState, "load")
    assert (state.allowed, state.waiting.needs, state.waiting.proposals) == (True, [], [])
