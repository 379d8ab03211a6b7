"""An admin sets how often whom, with a source, and every due date follows."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from typing import Any

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.shared.errors import Invalid, NotFound, Refused
from app.visits.models import CommitteeCard, PriorityCause, VisitInterval
from app.visits.service.admin import (
    IntervalSet,
    add_interval,
    change_card,
    change_interval,
    change_priority,
    drop_interval,
)
from app.visits.service.settings import intervals_of, priorities_of
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import due, visit, who

TYPED = IntervalSet("应每两周探访", 14, 0, "本社区2026年走访办法", ("visit", "proxy"))


def change(session: Session, cast: Cast, key: str = "elder_alone:80", role: str = "admin", **changes: Any) -> Any:
    typed = replace(TYPED, **changes)
    return change_interval(session, who(session, cast.account(role)), cast.hupan.id, key, typed, NOW)


def test_a_changed_interval_keeps_who_when_and_where_from(session: Session, cast: Cast) -> None:
    row = change(session, cast)
    assert (row.days, row.grace_days, row.words, row.source) == (14, 0, "应每两周探访", "本社区2026年走访办法")
    assert (row.changed_by, row.changed_at, row.modes) == (cast.admin.id, NOW, ["visit", "proxy"])
    (record,) = session.exec(select(AccessRecord)).all()
    assert (record.action, record.account_id) == ("visit:settings", cast.admin.id)


def test_every_due_date_follows(session: Session, cast: Cast) -> None:
    visit(session, cast.cadre, cast.lin_home)
    assert due(session, cast.lin_home).due_on == date(2026, 3, 9)
    change(session, cast)
    assert due(session, cast.lin_home).due_on == date(2026, 3, 16)


def test_a_call_no_longer_counts_where_the_community_says_so(session: Session, cast: Cast) -> None:
    visit(session, cast.cadre, cast.lin_home, mode="call")
    assert due(session, cast.lin_home).last_met_on == date(2026, 3, 2)
    change(session, cast, days=1)
    assert due(session, cast.lin_home).last_met_on is None


@pytest.mark.parametrize(
    ("changes", "field"),
    [
        ({"days": 0}, "days"), ({"days": 367}, "days"), ({"days": None}, "days"), ({"grace_days": -1}, "grace_days"),
        ({"grace_days": 61}, "grace_days"), ({"source": "  "}, "source"), ({"source": "x" * 301}, "source"),
        ({"words": "应"}, "words"), ({"words": "字" * 65}, "words"), ({"modes": ()}, "modes"),
        ({"modes": ("drone",)}, "modes"),
    ],
)  # fmt: skip
def test_what_cannot_be_is_told_at_its_field_and_changes_nothing(
    session: Session, cast: Cast, changes: dict[str, Any], field: str
) -> None:
    before = {row.key: row.days for row in intervals_of(session, cast.hupan.id)}
    with pytest.raises(Invalid) as refused:
        change(session, cast, **changes)
    assert [one.field for one in refused.value.errors] == [field]
    assert {row.key: row.days for row in intervals_of(session, cast.hupan.id)} == before


def test_a_rule_is_added_for_the_older_ones_of_a_group_once(session: Session, cast: Cast) -> None:
    admin = who(session, cast.admin)
    row = add_interval(session, admin, cast.hupan.id, "elder_alone", 90, TYPED, NOW)
    assert row.key == "elder_alone:90"
    with pytest.raises(Refused) as again:
        add_interval(session, admin, cast.hupan.id, "elder_alone", 90, TYPED, NOW)
    assert again.value.code == "interval_there"
    for code, age, problem in (("martian", 0, "care_group_unknown"), ("elder_alone", 121, "age_wrong")):
        with pytest.raises(Refused) as refused:
            add_interval(session, admin, cast.hupan.id, code, age, TYPED, NOW)
        assert refused.value.code == problem


def test_a_dropped_rule_no_longer_decides_and_the_ordinary_one_stays(session: Session, cast: Cast) -> None:
    visit(session, cast.cadre, cast.lin_home)
    drop_interval(session, who(session, cast.admin), cast.hupan.id, "elder_alone:80", NOW)
    assert due(session, cast.lin_home).interval_key == "elder_alone"
    with pytest.raises(Refused):
        drop_interval(session, who(session, cast.admin), cast.hupan.id, "", NOW)
    with pytest.raises(NotFound):
        drop_interval(session, who(session, cast.admin), cast.hupan.id, "elder_alone:80", NOW)


def test_what_a_cause_does_is_set_with_a_source(session: Session, cast: Cast) -> None:
    admin = who(session, cast.admin)
    change_priority(session, admin, cast.hupan.id, "hospital", 2, "本社区自定", NOW)
    row = priorities_of(session, cast.hupan.id)[PriorityCause.HOSPITAL]
    assert (row.within_days, row.source, row.changed_by) == (2, "本社区自定", cast.admin.id)
    with pytest.raises(Invalid):
        change_priority(session, admin, cast.hupan.id, "hospital", 2, "", NOW)
    with pytest.raises(NotFound):
        change_priority(session, admin, cast.hupan.id, "birthday", 2, "本社区自定", NOW)


def test_the_committees_card_is_one_row(session: Session, cast: Cast) -> None:
    admin = who(session, cast.admin)
    for phone in ("154 0000 0110", " 154  0000 0111 "):
        change_card(session, admin, cast.hupan.id, {"phone": phone, "words": "欢迎来坐"}, NOW)
    (row,) = session.exec(select(CommitteeCard)).all()
    assert (row.phone, row.words, row.changed_by) == ("154 0000 0111", "欢迎来坐", cast.admin.id)
    with pytest.raises(Invalid):
        change_card(session, admin, cast.hupan.id, {"phone": "1" * 65}, NOW)


@pytest.mark.parametrize(
    "role", ["cadre", "cadre_all", "far_cadre", "neighbour_leader", "supervisor", "auditor", "stranger"]
)
def test_nobody_else_sets_anything(session: Session, cast: Cast, role: str) -> None:
    other = who(session, cast.account(role))
    with pytest.raises(NotFound):
        change(session, cast, role=role)
    with pytest.raises(NotFound):
        add_interval(session, other, cast.hupan.id, "elder_alone", 90, TYPED, NOW)
    with pytest.raises(NotFound):
        drop_interval(session, other, cast.hupan.id, "elder_alone", NOW)
    with pytest.raises(NotFound):
        change_priority(session, other, cast.hupan.id, "hospital", 2, "本社区自定", NOW)
    with pytest.raises(NotFound):
        change_card(session, other, cast.hupan.id, {}, NOW)
    assert session.exec(select(VisitInterval)).all() == []
