"""Joining: who somebody is, and who may say so."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.events.service.people import Caller
from app.events.service.retention import forget_guests
from app.households.models import Person
from app.households.sealed import phone_columns
from app.passes.models import Verified
from app.passes.service import device_of, issue_pass, own_pass, remember_guest, remember_person
from app.shared.errors import Conflict, Invalid, NotFound, Refused
from app.volunteers.forms import JoinForm, WindowForm
from app.volunteers.models import Availability, JoinedBy, Language, Volunteer, VolunteerDevice
from app.volunteers.service.joining import join, join_for, link_person, new_code, remember_here
from app.volunteers.service.leaving import leave
from app.volunteers.service.who import Me, me_of
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, phone

FORM = JoinForm(name="王一", phone=phone(1), agreed=True)
PROVEN = JoinForm(agreed=True)


def remembered(session: Session, cast: Cast, person: Person) -> Caller:
    """The browser of somebody who has shown their pass."""
    token = issue_pass(session, actor(session, cast.cadre_all), person.id, NOW).token
    cookie = remember_person(session, own_pass(session, token), Verified.PASS, NOW)
    return Caller(device=device_of(session, cookie, NOW))


def row(session: Session, me: Me) -> Volunteer:
    return session.get_one(Volunteer, me.volunteer_id)


def test_a_remembered_pass_says_who_joins(session: Session, cast: Cast) -> None:
    caller = remembered(session, cast, cast.chen_da)
    joined = join(session, caller, cast.hupan.id, PROVEN, NOW)
    made = row(session, joined.me)
    assert (made.person_id, made.name, made.joined_by) == (cast.chen_da.id, None, JoinedBy.PASS)
    assert me_of(session, caller) == joined.me
    assert join(session, caller, cast.hupan.id, PROVEN, NOW).before


def test_name_and_phone_prove_nothing_and_stay_apart_from_the_roster(session: Session, cast: Cast) -> None:
    for name, value in phone_columns(phone(1)).items():
        setattr(cast.chen_da, name, value)
    joined = join(session, Caller(), cast.hupan.id, FORM.model_copy(update={"name": "陈大文"}), NOW)
    made = row(session, joined.me)
    assert (made.person_id, made.name, made.joined_by) == (None, "陈大文", JoinedBy.SAID)
    assert me_of(session, Caller(device=device_of(session, joined.token, NOW))) == joined.me


def test_a_pass_takes_over_what_was_said_by_name_and_phone(session: Session, cast: Cast) -> None:
    for name, value in phone_columns(phone(1)).items():
        setattr(cast.chen_da, name, value)
    said = join(session, Caller(), cast.hupan.id, FORM.model_copy(update={"name": "陈大文"}), NOW)
    proven = join(session, remembered(session, cast, cast.chen_da), cast.hupan.id, PROVEN, NOW)
    assert proven.me == said.me
    made = row(session, said.me)
    assert (made.person_id, made.name, made.phone, made.phone_index) == (cast.chen_da.id, None, None, None)


def test_the_same_name_and_phone_do_not_open_what_somebody_else_said(session: Session, cast: Cast) -> None:
    join(session, Caller(), cast.hupan.id, FORM, NOW)
    with pytest.raises(Conflict) as told:
        join(session, Caller(), cast.hupan.id, FORM, NOW)
    assert told.value.code == "joined_already"
    assert join(session, Caller(), cast.hupan.id, FORM.model_copy(update={"name": "王二"}), NOW)  # of one family


def test_the_own_code_opens_it_on_another_phone_until_there_is_a_new_one(session: Session, cast: Cast) -> None:
    joined = join(session, Caller(), cast.hupan.id, FORM, NOW)
    assert me_of(session, Caller(), code=joined.code.lower()) == joined.me
    cookie = remember_here(session, joined.me, NOW)
    assert me_of(session, Caller(device=device_of(session, cookie, NOW))) == joined.me
    new_code(session, joined.me, joined.me.volunteer_id, NOW)
    assert me_of(session, Caller(), code=joined.code) is None


def test_another_guests_browser_is_nobody(session: Session, cast: Cast) -> None:
    join(session, Caller(), cast.hupan.id, FORM, NOW)
    cookie = remember_guest(session, cast.hupan.id, "王一", phone(1), NOW)  # typed the same name and number
    assert me_of(session, Caller(device=device_of(session, cookie, NOW))) is None


def test_an_account_may_be_a_volunteer(session: Session, cast: Cast) -> None:
    joined = join(session, Caller(), cast.hupan.id, FORM, NOW)
    row(session, joined.me).account_id = cast.volunteer.id
    session.flush()
    assert me_of(session, Caller(), cast.volunteer.id) == joined.me
    assert me_of(session, Caller(), cast.stranger.id) is None


@pytest.mark.parametrize(
    ("change", "code"),
    [
        ({"agreed": False}, "not_agreed"), ({"name": " "}, "name_missing"), ({"phone": "12"}, "phone_wrong"),
        ({"wish_hours": -1}, "number_out_of_range"), ({"wish_hours": float("nan")}, "number_out_of_range"),
    ],
)  # fmt: skip
def test_what_is_missing_is_asked_for(session: Session, cast: Cast, change: dict[str, object], code: str) -> None:
    with pytest.raises(Refused) as told:
        join(session, Caller(), cast.hupan.id, FORM.model_copy(update=change), NOW)
    assert told.value.code == code


def test_hours_and_languages_come_along(session: Session, cast: Cast) -> None:
    morning = WindowForm(weekday=0, since="09:00", until="12:00")
    form = FORM.model_copy(update={"windows": [morning, morning], "languages": ["minnan", "klingon", "minnan"]})
    me = join(session, Caller(), cast.hupan.id, form, NOW).me
    assert session.exec(select(Language.code).where(Language.volunteer_id == me.volunteer_id)).all() == ["minnan"]
    assert len(session.exec(select(Availability).where(Availability.volunteer_id == me.volunteer_id)).all()) == 1
    wrong = FORM.model_copy(update={"windows": [WindowForm(weekday=7, since="09:00", until="08:00")]})
    with pytest.raises(Invalid):
        join(session, Caller(), cast.hupan.id, wrong, NOW)


def test_who_has_left_comes_back_by_joining_again(session: Session, cast: Cast) -> None:
    caller = remembered(session, cast, cast.chen_da)
    me = join(session, caller, cast.hupan.id, PROVEN, NOW).me
    leave(session, me, me.volunteer_id, NOW)
    assert join(session, caller, cast.hupan.id, PROVEN, NOW).me == me
    assert row(session, me).left_at is None


def test_a_colleague_takes_somebody_in(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    known = join_for(session, who, cast.hupan.id, PROVEN, NOW, person_id=cast.chen_da.id)
    assert (row(session, known.me).person_id, row(session, known.me).joined_for) == (cast.chen_da.id, cast.cadre.id)
    assert row(session, join_for(session, who, cast.hupan.id, FORM, NOW).me).name == "王一"
    with pytest.raises(Conflict):
        join_for(session, who, cast.hupan.id, FORM, NOW)


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_takes_somebody_in(session: Session, cast: Cast, role: str) -> None:
    who: Actor = actor(session, getattr(cast, role))
    with pytest.raises(NotFound):
        join_for(session, who, cast.hupan.id, FORM, NOW)


def test_a_colleague_links_who_typed_a_name_to_the_roster_once(session: Session, cast: Cast) -> None:
    who, me = actor(session, cast.cadre), join(session, Caller(), cast.hupan.id, FORM, NOW).me
    with pytest.raises(NotFound):
        link_person(session, who, me.volunteer_id, cast.far_person.id, NOW)
    assert link_person(session, who, me.volunteer_id, cast.chen_da.id, NOW).name is None
    with pytest.raises(Conflict):
        link_person(session, who, me.volunteer_id, cast.chen_xiao.id, NOW)
    other = join(session, Caller(), cast.hupan.id, FORM, NOW).me
    with pytest.raises(Conflict):
        link_person(session, who, other.volunteer_id, cast.chen_da.id, NOW)
    with pytest.raises(Refused):
        remember_here(session, me, NOW)


def test_a_browser_that_is_forgotten_after_weeks_leaves_the_own_code(session: Session, cast: Cast) -> None:
    joined = join(session, Caller(), cast.hupan.id, FORM, NOW)
    forget_guests(session, NOW + timedelta(days=99))
    assert session.exec(select(VolunteerDevice)).all() == []
    assert device_of(session, joined.token, NOW) is None
    assert me_of(session, Caller(), code=joined.code) == joined.me


@pytest.mark.parametrize("form", [PROVEN, FORM])
def test_a_guest_who_is_remembered_types_nothing_or_the_same(session: Session, cast: Cast, form: JoinForm) -> None:
    cookie = remember_guest(session, cast.hupan.id, "王一", phone(1), NOW)
    caller = Caller(device=device_of(session, cookie, NOW))
    joined = join(session, caller, cast.hupan.id, form, NOW)
    assert (row(session, joined.me).name, joined.token, me_of(session, caller)) == ("王一", "", joined.me)


def test_on_one_phone_a_family_joins_each_with_a_link_of_their_own(session: Session, cast: Cast) -> None:
    caller = remembered(session, cast, cast.chen_da)
    first = join(session, caller, cast.hupan.id, PROVEN, NOW)
    second = join(session, caller, cast.hupan.id, FORM, NOW)
    assert (second.token, me_of(session, caller), me_of(session, Caller(), code=second.code)) == (
        "", first.me, second.me,
    )  # fmt: skip
    guest = Caller(device=device_of(session, remember_guest(session, cast.hupan.id, "陈奶奶", phone(7), NOW), NOW))
    granny = join(session, guest, cast.hupan.id, PROVEN, NOW)
    join(session, guest, cast.hupan.id, FORM.model_copy(update={"name": "陈爷爷"}), NOW)
    assert me_of(session, guest) == granny.me
