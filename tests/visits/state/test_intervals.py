"""The admin's screen of rules."""

from __future__ import annotations

from typing import Any

import pytest
from sqlmodel import Session, select

from app.visits.models import CommitteeCard, VisitInterval
from app.visits.state.intervals import VisitRulesState, number
from tests.visits.state.conftest import Desk

TYPED = {"days": "14", "grace_days": "", "words": "应每两周探访", "source": "本社区自定", "mode_visit": "on"}


@pytest.fixture
def loaded(desk: Desk) -> Any:
    return desk.press("admin", VisitRulesState, "load")


def test_every_rule_shows_its_source(loaded: Any) -> None:
    rows = {row.key: row for row in loaded.rules.intervals}
    assert rows["elder_alone"].said.en == "due every month"
    assert "全国目标" in rows["elder_alone"].source and "样例" in rows["elder_alone:80"].source
    assert rows[""].ordinary and rows[""].group.zh == "普通住户"
    assert all(row.source for row in (*loaded.rules.intervals, *loaded.rules.priorities))


def test_a_rule_is_opened_changed_and_closed(desk: Desk, loaded: Any) -> None:
    opened = desk.press("admin", VisitRulesState, "open", "elder_alone", rules=loaded.rules)
    assert opened.one.key == "elder_alone"
    form = TYPED | {"key": "elder_alone"}
    state = desk.press("admin", VisitRulesState, "change", form, community=loaded.community, one=opened.one)
    row = next(row for row in state.rules.intervals if row.key == "elder_alone")
    assert (row.days, row.grace, row.modes, row.source) == (14, 0, ["visit"], "本社区自定")
    assert row.changed and state.one.key == ""


def test_what_is_wrong_leaves_the_form_open(desk: Desk, loaded: Any) -> None:
    opened = desk.press("admin", VisitRulesState, "open", "elder_alone", rules=loaded.rules)
    form = TYPED | {"key": "elder_alone", "days": "两周"}
    state = desk.press("admin", VisitRulesState, "change", form, community=loaded.community, one=opened.one)
    assert state.one.key == "elder_alone"
    with Session(desk.engine) as session:
        assert session.exec(select(VisitInterval)).all() == []


def test_a_rule_is_added_and_dropped(desk: Desk, loaded: Any) -> None:
    form = TYPED | {"code": "elder_alone", "min_age": "90"}
    state = desk.press("admin", VisitRulesState, "add", form, community=loaded.community)
    assert "elder_alone:90" in {row.key for row in state.rules.intervals}
    state = desk.press("admin", VisitRulesState, "drop", "elder_alone:90", community=loaded.community)
    assert "elder_alone:90" not in {row.key for row in state.rules.intervals}


def test_a_cause_and_the_card_are_set(desk: Desk, loaded: Any) -> None:
    form = {"cause": "hospital", "days": "２", "source": "本社区自定"}  # a full-width digit
    state = desk.press("admin", VisitRulesState, "change_cause", form, community=loaded.community)
    assert next(row for row in state.rules.priorities if row.cause == "hospital").days == 2
    card = {"phone": "154 0000 0110", "address": "1 号", "hours": "8:30", "words": "来坐"}
    state = desk.press("admin", VisitRulesState, "change_card", card, community=loaded.community)
    assert state.rules.card.phone == "154 0000 0110"
    with Session(desk.engine) as session:
        assert session.exec(select(CommitteeCard)).one().words == "来坐"


@pytest.mark.parametrize(
    ("text", "found"),
    [("14", 14), (" 14 ", 14), ("１４", 14), ("", None), ("两周", None), ("1.5", None), ("-3", None), ("99999", None)],
)
def test_a_number_is_read_as_people_type_it(text: str, found: int | None) -> None:
    assert number({"n": text}, "n") == found
