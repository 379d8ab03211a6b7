"""Changing a record keeps who changed what, when and from where."""

from __future__ import annotations

from datetime import date, timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.households.models import Person, PersonChange, Residency
from app.households.service import change_person, changes_of, set_care_group, verify_person
from app.shared.crypto import blind_index
from app.shared.errors import NotFound, Refused
from tests.cast import Cast
from tests.conftest import NOW


@pytest.fixture
def who(session: Session, cast: Cast) -> Actor:
    return actor_of(session, cast.cadre.id, NOW)


def test_a_new_phone_is_stored_indexed_and_remembered(session: Session, cast: Cast, who: Actor) -> None:
    change = change_person(session, who, cast.lin_apo.id, "phone", " 154 0000 1234 ", "visit:1")
    person = session.get_one(Person, cast.lin_apo.id)
    assert (person.phone, person.phone_last4) == ("15400001234", "1234")
    assert person.phone_index == blind_index("phone", "15400001234")
    assert change is not None
    assert (change.old, change.new, change.source, change.changed_by) == (
        None,
        "15400001234",
        "visit:1",
        who.account_id,
    )


def test_a_new_name_is_spelt_anew(session: Session, cast: Cast, who: Actor) -> None:
    change_person(session, who, cast.lin_apo.id, "name", "单 阿婆", "desk")
    person = session.get_one(Person, cast.lin_apo.id)
    assert (person.name, person.pinyin, person.initials) == ("单 阿婆", "shanapo", "sap")


def test_the_same_value_leaves_no_trace(session: Session, cast: Cast, who: Actor) -> None:
    assert change_person(session, who, cast.lin_apo.id, "born_on", "1941年5月6日", "desk") is None
    assert session.exec(select(PersonChange)).all() == []


@pytest.mark.parametrize(
    ("field", "typed", "stored"),
    [
        ("born_on", "1941/5/7", date(1941, 5, 7)),
        ("residency", "常住", Residency.USUAL),
        ("residency", "floating", Residency.FLOATING),
        ("sex", "女", "女"),
        ("identity_no", "11010519491231002x", "11010519491231002X"),
        ("emergency_phone", "0592-5512345", "0592-5512345"),
        ("phone", "", None),
        ("remark", " 只讲\n闽南话 ", "只讲 闽南话"),
        ("moved_out_on", "2026-03-01", date(2026, 3, 1)),
    ],
)
def test_what_somebody_typed_is_read(
    session: Session, cast: Cast, who: Actor, field: str, typed: str, stored: object
) -> None:
    change_person(session, who, cast.lin_apo.id, field, typed, "desk", NOW)
    assert getattr(session.get_one(Person, cast.lin_apo.id), field) == stored


@pytest.mark.parametrize(
    ("field", "typed", "code"),
    [
        ("name", "  ", "value_empty"),
        ("name", "王" * 65, "value_long"),
        ("sex", "不详", "sex_unknown"),
        ("born_on", "去年", "day_unreadable"),
        ("born_on", "1941-13-01", "day_unreadable"),
        ("born_on", "2026-03-03", "day_impossible"),
        ("phone", "12345", "phone_wrong"),
        ("identity_no", "110105194912310021", "id_checksum"),
        ("identity_no", "1234", "id_length"),
        ("residency", "火星", "residency_unknown"),
        ("household_id", "1", "field_unknown"),
        ("identity_index", "1", "field_unknown"),
        ("merged_into", "1", "field_unknown"),
    ],
)
def test_what_cannot_be_is_refused_with_its_field(
    session: Session, cast: Cast, who: Actor, field: str, typed: str, code: str
) -> None:
    with pytest.raises(Refused) as refused:
        change_person(session, who, cast.lin_apo.id, field, typed, "desk", NOW)
    assert (refused.value.code, refused.value.field) == (code, field)


@pytest.mark.parametrize("login", ["cadre_two", "far_cadre", "leader", "supervisor", "resident", "stranger"])
def test_nobody_else_changes_or_verifies_that_person(session: Session, cast: Cast, login: str) -> None:
    other = actor_of(session, getattr(cast, login).id, NOW)
    with pytest.raises(NotFound):
        change_person(session, other, cast.lin_apo.id, "remark", "x", "desk")
    with pytest.raises(NotFound):
        verify_person(session, other, cast.lin_apo.id)


def test_a_record_merged_away_is_not_changed(session: Session, cast: Cast) -> None:
    cast.chen_xiao.merged_into = cast.chen_da.id
    session.flush()
    with pytest.raises(Refused) as refused:
        change_person(session, actor_of(session, cast.cadre_two.id, NOW), cast.chen_xiao.id, "remark", "x", "desk")
    assert refused.value.code == "person_merged"


def test_verifying_says_who_and_when_and_keeps_who_did_before(session: Session, cast: Cast, who: Actor) -> None:
    verify_person(session, who, cast.lin_apo.id, NOW - timedelta(days=30))
    boss = actor_of(session, cast.cadre_all.id, NOW)
    person = verify_person(session, boss, cast.lin_apo.id, NOW)
    assert (person.verified_at, person.verified_by) == (NOW, boss.account_id)
    lines = changes_of(session, who, cast.lin_home.id)
    assert [(line.label, line.by) for line in lines] == [("核实", "王主任"), ("核实", "张姐")]


def test_the_history_is_newest_first_and_hides_secrets(session: Session, cast: Cast, who: Actor) -> None:
    change_person(session, who, cast.lin_apo.id, "phone", "15400001234", "visit:1")
    change_person(session, who, cast.lin_apo.id, "phone", "15400009999", "visit:2")
    change_person(session, who, cast.lin_apo.id, "identity_no", "11010519491231002X", "desk")
    change_person(session, who, cast.lin_apo.id, "residency", "常住", "desk")
    lines = changes_of(session, who, cast.lin_home.id)
    assert [line.new for line in lines] == ["常住", "**************002X", "154****9999", "154****1234"]
    assert lines[2].old == "154****1234" and lines[0].by == "张姐" and lines[0].person == "林阿婆"


def test_a_care_group_stands_in_the_history_by_its_name(session: Session, cast: Cast) -> None:
    other = actor_of(session, cast.cadre_two.id, NOW)
    set_care_group(session, other, cast.chen_da.id, "elder_alone")
    (line,) = changes_of(session, other, cast.chen_home.id)
    assert (line.label, line.old, line.new) == ("重点人群", "", "独居老人")
    with pytest.raises(NotFound):
        changes_of(session, other, cast.lin_home.id)


def test_history_is_sealed_in_the_table(session: Session, cast: Cast, who: Actor) -> None:
    change_person(session, who, cast.lin_apo.id, "remark", "秘密的话", "desk")
    (raw,) = session.connection().exec_driver_sql("SELECT new FROM personchange").all()
    assert "秘密".encode() not in bytes(raw[0])
