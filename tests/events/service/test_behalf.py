"""替人报名: people of the roster, those who live with them, and guests of whom only a name is known."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.events.models import Attendee, SignUp
from app.events.payload import Family, OnePerson
from app.events.service.behalf import Candidate, candidates, with_kin
from app.events.service.namesakes import told_apart
from app.events.service.signing import sign_up_for
from app.events.service.tablet import find_at_tablet
from app.households.sealed import phone_columns
from app.shared.errors import Conflict, NotFound, Refused
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import actor, event, family


def nameless(*names: str) -> Family:
    return Family(people=[OnePerson(name=name) for name in names])


def found(session: Session, cast: Cast, typed: str, role: str = "cadre_all") -> list[str]:
    on = event(session, cast)
    return [one.name for one in candidates(session, actor(session, getattr(cast, role)), on.id, typed)]


@pytest.mark.parametrize("typed", ["陈大文", "大文", "cdw", "chenda", "0077", "2栋1单元101 陈大"])
def test_somebody_is_found_by_name_letters_number_or_door(session: Session, cast: Cast, typed: str) -> None:
    for name, value in phone_columns("13800000077").items():
        setattr(cast.chen_da, name, value)
    session.flush()
    assert found(session, cast, typed) == ["陈大文"]


def test_a_cadre_finds_who_lives_behind_their_doors_and_nobody_else(session: Session, cast: Cast) -> None:
    assert found(session, cast, "陈", "cadre_two") == ["陈大文", "陈小文"]
    assert found(session, cast, "陈", "cadre") == []
    assert found(session, cast, "远山", "admin") == [], "another community's"
    with pytest.raises(NotFound):
        with_kin(session, actor(session, cast.cadre), event(session, cast).id, cast.chen_da.id)


def test_who_lives_with_them_is_offered_and_who_is_on_the_list_marked(session: Session, cast: Cast) -> None:
    on, who = event(session, cast), actor(session, cast.cadre_two)
    sign_up_for(session, who, on.id, Family(people=[]), NOW, person_id=cast.chen_xiao.id)
    person, kin = with_kin(session, who, on.id, cast.chen_da.id)
    assert (person.name, person.door, person.expected) == ("陈大文", "2栋1单元101", False)
    assert [(one.name, one.relation, one.born, one.expected) for one in kin] == [("陈小文", "子", 2012, True)]


def test_a_family_of_the_roster_is_signed_up_with_a_guest_and_recorded(session: Session, cast: Cast) -> None:
    on, who = event(session, cast), actor(session, cast.cadre_two)
    made = sign_up_for(
        session, who, on.id, nameless("", "表弟"), NOW, person_id=cast.chen_da.id, kin=[cast.chen_xiao.id]
    )
    assert made.names == ("陈大文", "陈小文", "表弟")
    row = session.get_one(SignUp, made.id)
    assert (row.by, row.on_behalf, row.size) == (cast.cadre_two.id, True, 3)
    with pytest.raises(NotFound):
        sign_up_for(session, who, on.id, Family(people=[]), NOW, person_id=cast.lin_apo.id, kin=[cast.chen_xiao.id])


def test_a_guest_without_a_phone_number_is_signed_up_by_staff_with_the_name_alone(session: Session, cast: Cast) -> None:
    on, who = event(session, cast), actor(session, cast.cadre)
    made = sign_up_for(session, who, on.id, nameless("王 阿姨", "孙子"), NOW)
    rows = session.exec(select(Attendee).where(Attendee.sign_up_id == made.id)).all()
    assert sorted((one.name, one.phone, one.person_id) for one in rows) == [
        ("孙子", None, None),
        ("王阿姨", None, None),
    ]
    assert session.get_one(SignUp, made.id).phone is None


@pytest.mark.parametrize("first", [nameless("王阿姨"), family("王阿姨", 5)])
def test_two_guests_of_the_same_name_are_told_apart(session: Session, cast: Cast, first: Family) -> None:
    on, who = event(session, cast), actor(session, cast.cadre)
    sign_up_for(session, who, on.id, first, NOW)
    with pytest.raises(Conflict) as refused:
        sign_up_for(session, who, on.id, nameless("王阿姨"), NOW)
    assert (refused.value.code, refused.value.field) == ("same_name", "name")
    sign_up_for(session, who, on.id, nameless("王阿姨（3栋）"), NOW)
    sign_up_for(session, who, on.id, family("王阿姨", 6), NOW)
    assert len({one.who for one in session.exec(select(Attendee))}) == 3


def test_a_neighbour_of_the_roster_with_the_same_name_is_asked_about_too(session: Session, cast: Cast) -> None:
    on, who = event(session, cast), actor(session, cast.cadre)
    sign_up_for(session, who, on.id, Family(people=[]), NOW, person_id=cast.lin_apo.id)
    with pytest.raises(Conflict):
        sign_up_for(session, who, on.id, nameless("林阿婆"), NOW)


def test_who_has_moved_away_is_a_guest_and_who_was_merged_is_who_they_are(session: Session, cast: Cast) -> None:
    on, who = event(session, cast), actor(session, cast.cadre)
    cast.chen_da.merged_into = cast.lin_apo.id
    cast.chen_xiao.moved_out_on = NOW.date()
    session.flush()
    made = sign_up_for(session, who, on.id, Family(people=[]), NOW, person_id=cast.chen_da.id)
    assert made.names == ("林阿婆",)
    with pytest.raises(Refused) as refused:
        sign_up_for(session, who, on.id, Family(people=[]), NOW, person_id=cast.chen_xiao.id)
    assert refused.value.code == "person_moved"


def test_a_family_larger_than_the_event_allows_is_refused(session: Session, cast: Cast) -> None:
    on, who = event(session, cast, group_most=2), actor(session, cast.cadre_two)
    with pytest.raises(Refused) as refused:
        sign_up_for(session, who, on.id, nameless("", "表弟"), NOW, person_id=cast.chen_da.id, kin=[cast.chen_xiao.id])
    assert refused.value.code == "group_too_large"


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "supervisor", "auditor", "stranger"])
def test_others_find_nobody(session: Session, cast: Cast, role: str) -> None:
    on, who = event(session, cast), actor(session, getattr(cast, role))
    seen: list[Candidate] = []
    with pytest.raises(NotFound):
        seen += candidates(session, who, on.id, "林阿婆")
    with pytest.raises(NotFound):
        seen += with_kin(session, who, on.id, cast.lin_apo.id)[1]
    assert seen == []


def test_two_guests_of_one_name_are_told_apart_at_the_tablet_too(session: Session, cast: Cast) -> None:
    on, who = event(session, cast), actor(session, cast.cadre)
    for name in ("王阿姨", "王阿姨（3栋）", "Ann Lee (block 5)"):
        sign_up_for(session, who, on.id, nameless(name), NOW)
    found = find_at_tablet(session, who, on.id, "王阿姨", "a tablet", NOW)
    assert [(one.name, one.hint) for one in found] == [("王**", ""), ("王**", "3栋")]
    (ann,) = find_at_tablet(session, who, on.id, "ann lee", "a tablet", NOW)
    assert ann.hint == "block 5"


@given(st.text(max_size=20), st.text(alphabet="3栋（）()", max_size=8))
def test_a_name_is_never_lost_in_what_tells_it_apart(name: str, behind: str) -> None:
    bare, hint = told_apart(name + behind)
    assert bool(bare.strip()) == bool((name + behind).strip())
    assert hint in (name + behind).replace("(", "（")
