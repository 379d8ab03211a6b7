"""Signing up: alone, as a family, on somebody's behalf, in line; and giving it up."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlmodel import Session, select

from app.events.models import Attendee, Event, SignUp, SignUpState
from app.events.payload import Family, OnePerson
from app.events.service.edit import cancel, change_event
from app.events.service.giving_up import (
    cancel_by_code,
    cancel_for,
    cancel_own,
    own_sign_ups,
    sign_up_by_code,
)
from app.events.service.people import Caller
from app.events.service.signing import SignedUp, sign_up, sign_up_for
from app.passes.models import Verified
from app.passes.service import device_of, issue_pass, own_pass, remember_guest, remember_person
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import HOUR, actor, come, event, family, phone, plan, resident

CONFIRMED, WAITING, CANCELLED = SignUpState.CONFIRMED, SignUpState.WAITING, SignUpState.CANCELLED


def ask(session: Session, on: Event, name: str, number: int, *others: str) -> SignedUp:
    return sign_up(session, Caller(), on.id, family(name, number, *others), NOW)


def states(session: Session, on: Event) -> list[SignUpState]:
    rows = session.exec(select(SignUp).where(SignUp.event_id == on.id)).all()
    return [row.state for row in sorted(rows, key=lambda row: row.in_line)]


def test_a_family_gets_all_its_places_or_waits_for_all(session: Session, cast: Cast) -> None:
    on = event(session, cast, capacity=5)
    assert ask(session, on, "赵一", 1, "赵二", "").state is CONFIRMED
    waits = ask(session, on, "王芳", 2, "王二", "王三")
    assert (waits.state, waits.ahead, waits.names) == (WAITING, 0, ("王芳", "王二", "王三"))
    assert on.taken == 3


def test_smaller_families_go_ahead_so_often_and_no_more(session: Session, cast: Cast) -> None:
    on = event(session, cast, capacity=5, skips_most=2)
    ask(session, on, "赵一", 1, "赵二", "赵三")
    ask(session, on, "王芳", 2, "王二", "王三")
    assert [ask(session, on, f"单{n}", 10 + n).state for n in range(3)] == [CONFIRMED, CONFIRMED, WAITING]
    on2 = event(session, cast, capacity=6, skips_most=2)
    for number in range(4):
        ask(session, on2, f"人{number}", 20 + number)
    ask(session, on2, "王芳", 2, "王二", "王三")
    assert [ask(session, on2, f"单{n}", 30 + n).state for n in range(2)] == [CONFIRMED, CONFIRMED]
    assert ask(session, on2, "单九", 39).state is WAITING, "nobody overtakes them any more"


def test_a_place_given_up_goes_to_the_first_whose_family_fits(session: Session, cast: Cast) -> None:
    on = event(session, cast, capacity=2)
    first = ask(session, on, "赵一", 1)
    second = ask(session, on, "赵二", 2)
    ask(session, on, "王芳", 3, "王二")
    single = ask(session, on, "单一", 4)
    cancel_by_code(session, first.code, NOW)
    assert states(session, on) == [CANCELLED, CONFIRMED, WAITING, CONFIRMED]
    assert session.get_one(SignUp, single.id).promoted_at == NOW
    cancel_by_code(session, second.code, NOW)
    cancel_by_code(session, single.code, NOW)
    assert states(session, on) == [CANCELLED, CANCELLED, CONFIRMED, CANCELLED]
    assert on.taken == 2


def test_more_places_go_to_the_line_at_once(session: Session, cast: Cast) -> None:
    on = event(session, cast, capacity=1)
    ask(session, on, "赵一", 1)
    ask(session, on, "赵二", 2)
    change_event(session, actor(session, cast.cadre), on.id, plan(capacity=None), NOW)
    assert states(session, on) == [CONFIRMED, CONFIRMED]


@pytest.mark.parametrize("others", [(), ("陈小文",)])
def test_a_person_is_at_an_event_once(session: Session, cast: Cast, others: tuple[str, ...]) -> None:
    on = event(session, cast)
    ask(session, on, "陈大文", 1, *others)
    with pytest.raises(Conflict) as refused:
        ask(session, on, "陈大文", 1)
    assert refused.value.code == "signed_up_already"
    with pytest.raises(Conflict):
        ask(session, on, "林一", 2, "林二", "林二")


def test_a_member_of_the_household_is_known_by_name(session: Session, cast: Cast) -> None:
    resident(session, cast.chen_home, "陈阿姨", 1)
    on = event(session, cast)
    ask(session, on, "陈阿姨", 1, "陈小文", "外人")
    rows = {row.person_id for row in session.exec(select(Attendee))}
    assert cast.chen_xiao.id in rows and None in rows


@pytest.mark.parametrize(
    ("asked", "code"),
    [
        (family("", 1), "name_missing"),
        (Family(people=[OnePerson(name="王芳")], phone="12"), "phone_wrong"),
        (Family(people=[OnePerson(name="王芳")]), "phone_wrong"),
        (family("王芳", 1, "a", "b", "c", "d"), "group_too_large"),
        (family("王芳", 1, "a", "b", "c"), "larger_than_event"),
    ],
)
def test_what_cannot_be_is_refused(session: Session, cast: Cast, asked: Family, code: str) -> None:
    on = event(session, cast, capacity=3)
    with pytest.raises(Refused) as refused:
        sign_up(session, Caller(), on.id, asked, NOW)
    assert refused.value.code == code


def test_nobody_signs_up_for_what_is_not_public_or_over(session: Session, cast: Cast) -> None:
    draft, off, past = event(session, cast, published=False), event(session, cast), event(session, cast)
    cancel(session, actor(session, cast.admin), off.id, "停电", NOW)
    for event_id, error in ((draft.id, NotFound), (new_id(), NotFound), (off.id, Conflict)):
        with pytest.raises(error):
            sign_up(session, Caller(), event_id, family("王芳", 1), NOW)
    with pytest.raises(Conflict):
        sign_up(session, Caller(), past.id, family("王芳", 1), NOW + 3 * HOUR)


def test_a_remembered_browser_signs_up_in_one_tap_and_cancels(session: Session, cast: Cast) -> None:
    token = issue_pass(session, actor(session, cast.cadre), cast.lin_apo.id, NOW).token
    cookie = remember_person(session, own_pass(session, token), Verified.PASS, NOW)
    caller, on = Caller(device_of(session, cookie, NOW)), event(session, cast)
    made = sign_up(session, caller, on.id, Family(people=[]), NOW)
    assert made.names == ("林阿婆",)
    assert [one.id for one in own_sign_ups(session, caller, NOW)] == [made.id]
    other = ask(session, on, "王芳", 1)
    with pytest.raises(NotFound):
        cancel_own(session, caller, other.id, NOW)
    assert cancel_own(session, caller, made.id, NOW).state is CANCELLED
    assert own_sign_ups(session, caller, NOW) == own_sign_ups(session, Caller(), NOW) == []


def test_a_browser_of_another_community_has_to_type(session: Session, cast: Cast) -> None:
    cookie = remember_guest(session, cast.shanjiao.id, "远客", phone(9), NOW)
    caller = Caller(device_of(session, cookie, NOW))
    with pytest.raises(Refused):
        sign_up(session, caller, event(session, cast).id, Family(people=[]), NOW)


def test_staff_sign_up_on_behalf_and_it_is_recorded(session: Session, cast: Cast) -> None:
    on, who = event(session, cast), actor(session, cast.cadre)
    made = sign_up_for(session, who, on.id, Family(people=[]), NOW, person_id=cast.chen_da.id)
    row = session.get_one(SignUp, made.id)
    assert (row.by, row.on_behalf, made.names) == (cast.cadre.id, True, ("陈大文",))
    with pytest.raises(NotFound):
        sign_up_for(session, who, on.id, Family(people=[]), NOW, person_id=cast.far_person.id)
    assert cancel_for(session, who, made.id, "电话说不来了", NOW).state is CANCELLED
    assert session.get_one(SignUp, made.id).cancelled_by == cast.cadre.id


@pytest.mark.parametrize(
    "role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "stranger"]
)
def test_others_sign_up_nobody_and_cancel_nobody(session: Session, cast: Cast, role: str) -> None:
    on, who = event(session, cast), actor(session, getattr(cast, role))
    made = ask(session, on, "王芳", 1)
    with pytest.raises(NotFound):
        sign_up_for(session, who, on.id, family("赵一", 2), NOW)
    with pytest.raises(NotFound):
        cancel_for(session, who, made.id, "", NOW)
    assert states(session, on) == [CONFIRMED]


def test_who_is_in_already_stays_in_when_the_rest_of_the_family_gives_up(session: Session, cast: Cast) -> None:
    on = event(session, cast, capacity=4)
    made = ask(session, on, "王芳", 1, "王二", "王三")
    assert come(session, on.id, "王芳", 1).mine
    left = cancel_by_code(session, made.code, NOW)
    assert (left.state, left.size, on.taken) == (CONFIRMED, 1, 1)


def test_cancelling_twice_is_once_and_too_late_is_told(session: Session, cast: Cast) -> None:
    on = event(session, cast, capacity=3)
    first, second = ask(session, on, "王芳", 1), ask(session, on, "赵一", 2)
    assert cancel_by_code(session, first.code, NOW) == cancel_by_code(session, first.code.lower(), NOW)
    assert on.taken == 1
    with pytest.raises(Conflict):
        cancel_by_code(session, second.code, NOW + timedelta(days=1))
    assert ask(session, on, "王芳", 1).state is CONFIRMED, "and may come back"


@pytest.mark.parametrize("code", ["", "ABC", "A" * 10, "'; --", "é" * 10])
def test_a_code_that_nobody_was_given_opens_nothing(session: Session, cast: Cast, code: str) -> None:
    ask(session, event(session, cast), "王芳", 1)
    with pytest.raises(NotFound):
        sign_up_by_code(session, code)
