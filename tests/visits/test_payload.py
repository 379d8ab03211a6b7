"""What a phone may say about a visit, and in which words it is told what to mend."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from typing import Any

import pytest
from pydantic import ValidationError

from app.households.models import Person
from app.shared.ids import new_id
from app.visits.payload import Known, LogVisit, check, put_right, tidy

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)
TODAY = date(2026, 3, 2)
LIN, STRANGER = new_id(), new_id()
PERSON = Person(id=LIN, community_id=new_id(), household_id=new_id(), name="林阿婆")
KNOWN = Known({LIN: PERSON}, {"health", "fire_safety"}, {"repair"})


def visit(**changes: Any) -> LogVisit:
    plain = {"household_id": new_id(), "started_at": NOW, "mode": "visit", "outcome": "met", "people": [LIN]}
    return LogVisit.model_validate(plain | changes)


def problems(**changes: Any) -> list[tuple[str | None, str]]:
    return [(one.field, one.code) for one in check(visit(**changes), KNOWN, NOW, TODAY)]


def test_a_plain_visit_has_nothing_to_mend() -> None:
    assert problems() == []
    assert problems(people=[], outcome="not_home", note="没人应门") == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"started_at": NOW + timedelta(minutes=15)}, []),  # a clock that runs ahead a little
        ({"started_at": NOW + timedelta(minutes=16)}, [("started_at", "started_in_future")]),
        ({"started_at": NOW - timedelta(days=366)}, []),
        ({"started_at": NOW - timedelta(days=367)}, [("started_at", "started_long_ago")]),
        ({"started_at": datetime(1970, 1, 1, tzinfo=UTC)}, [("started_at", "started_long_ago")]),
        ({"people": [LIN, STRANGER]}, [("people.1", "not_of_household")]),
        ({"outcome": "not_home"}, [("people", "met_nobody")]),
        ({"outcome": "moved"}, [("people", "met_nobody")]),
        ({"outcome": "refused"}, []),  # they said so themselves
        ({"topics": ["health", "weather"]}, [("topics.1", "unknown_topic")]),
        ({"note": "字" * 2000}, []),
        ({"note": "字" * 2001}, [("note", "note_too_long")]),
        ({"photos": ["a" * 64, "b" * 64, "c" * 64]}, []),
        ({"photos": ["a" * 64] * 4}, []),  # the same photo four times is one photo
        ({"photos": [c * 64 for c in "abcd"]}, [("photos", "too_many_photos")]),
        ({"topics": ["health"] * 31}, [("topics", "too_many")]),
        ({"needs": [{"category": "repair", "text": "灯坏了", "urgency": "soon"}]}, []),
        ({"needs": [{"category": "moon", "text": " ", "urgency": "now"}]},
         [("needs.0.category", "unknown_need"), ("needs.0.text", "need_empty")]),
        ({"needs": [{"category": "repair", "text": "字" * 501}]}, [("needs.0.text", "need_too_long")]),
        ({"corrections": [{"person_id": STRANGER, "field": "phone", "value": "13800138000"}]},
         [("corrections.0.person_id", "not_of_household")]),
        ({"corrections": [{"person_id": LIN, "field": "identity_no", "value": "1"}]},
         [("corrections.0.field", "not_correctable")]),
        ({"corrections": [{"person_id": LIN, "field": "phone", "value": "打不通"}]},
         [("corrections.0.value", "phone_wrong")]),
    ],
)  # fmt: skip
def test_a_visit_is_told_what_to_mend(changes: dict[str, Any], found: list[tuple[str, str]]) -> None:
    assert problems(**changes) == found


def test_everything_is_told_at_once_and_in_words() -> None:
    bad = visit(started_at=NOW + timedelta(hours=2), people=[STRANGER], note="字" * 2001)
    errors = check(bad, KNOWN, NOW, TODAY)
    assert [one.field for one in errors] == ["started_at", "people.0", "note"]
    assert errors[0].sentence() == "走访时间比现在晚 120 分钟，请看一下手机时间对不对，再改走访时间。"


@pytest.mark.parametrize(
    "changes",
    [
        {"outcome": "gone"}, {"mode": "drone"}, {"started_at": "2026-03-02T10:00:00"}, {"people": ["lin"]},
        {"photos": ["../../etc/passwd"]}, {"gps": [24.5, 118.1]}, {"household_id": None}, {"note": None},
    ],
)  # fmt: skip
def test_another_shape_is_refused_before_any_rule_is_asked(changes: dict[str, Any]) -> None:
    with pytest.raises(ValidationError):
        visit(**changes)


def test_a_start_in_the_near_future_is_put_right_and_a_past_one_is_left() -> None:
    assert put_right(NOW + timedelta(minutes=5), NOW) == NOW
    assert put_right(NOW - timedelta(days=2), NOW) == NOW - timedelta(days=2)


@pytest.mark.parametrize(
    ("field", "value", "kept"),
    [
        ("phone", "138 0013 8000", "13800138000"),
        ("phone", "", ""),  # no phone any more
        ("name", " 林阿婆 ", "林阿婆"),
        ("residency", "常住", "usual"),
        ("born_on", "1941年5月6日", "1941-05-06"),
        ("moved_out_on", "2026-03-02", "2026-03-02"),
    ],
)
def test_a_proposed_value_is_kept_as_the_roster_would_keep_it(field: str, value: str, kept: str) -> None:
    assert problems(corrections=[{"person_id": LIN, "field": field, "value": value}]) == []
    assert tidy(PERSON, field, value, TODAY) == kept


@pytest.mark.parametrize(
    ("field", "value", "code"),
    [
        ("phone", "12345", "phone_wrong"),
        ("emergency_phone", "1380000000a", "phone_wrong"),
        ("name", "", "value_empty"),
        ("name", "字" * 65, "value_long"),
        ("residency", "火星", "residency_unknown"),
        ("sex", "f", "sex_unknown"),
        ("born_on", "很早", "day_unreadable"),
        ("moved_out_on", "2026-03-03", "day_impossible"),
    ],
)
def test_a_proposed_value_that_the_roster_would_refuse_is_told_at_its_place(field: str, value: str, code: str) -> None:
    found = problems(corrections=[{"person_id": LIN, "field": field, "value": value}])
    assert found == [("corrections.0.value", code)]


@pytest.mark.parametrize("field", ["identity_no", "identity_kind", "id", "household_id", "merged_into", "verified_by"])
def test_papers_and_inner_columns_cannot_be_proposed(field: str) -> None:
    found = problems(corrections=[{"person_id": LIN, "field": field, "value": "x"}])
    assert found == [("corrections.0.field", "not_correctable")]
