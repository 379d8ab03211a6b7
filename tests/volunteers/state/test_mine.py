"""On their phone somebody joins in a minute, answers, and gives a seat up as long as there is time."""

from __future__ import annotations

import asyncio

from sqlmodel import select

from app.accounts import passwords
from app.accounts.service import actor_of
from app.passes.models import ResidentPass
from app.passes.service import issue_pass, set_pin
from app.shared.clock import now
from app.shared.db import transaction
from app.volunteers.forms import JoinForm
from app.volunteers.models import Assignment, Volunteer
from app.volunteers.service.joining import join_for
from app.volunteers.service.own import set_experienced
from app.volunteers.state.mine import MineState
from tests.volunteers.state.conftest import Phone

LI = {"name": "李奶奶", "phone": "138 0000 0002", "agreed": "on"}


def joined(phone: Phone) -> int:
    with transaction(phone.desk.engine) as session:
        return len(session.exec(select(Volunteer)).all())


def test_a_stranger_joins_and_is_sent_to_their_own_link(phone: Phone) -> None:
    form = LI | {"community": str(phone.desk.town.hupan.id)}
    state = phone.press(MineState, "join", form, code="")
    assert state.key and joined(phone) == 2
    again = phone.press(MineState, "join", form, code="")
    assert again.key == "" and joined(phone) == 2


def test_what_is_wrong_stands_below_its_field(phone: Phone) -> None:
    form = LI | {"community": str(phone.desk.town.hupan.id)}
    assert "phone" in phone.press(MineState, "join", form | {"phone": "12"}, code="").wrong_zh
    assert "agreed" in phone.press(MineState, "join", form | {"agreed": ""}, code="").wrong_zh
    assert joined(phone) == 1


def card(phone: Phone, pin: str = "") -> ResidentPass:
    """林阿婆 has a pass."""
    with transaction(phone.desk.engine) as session:
        admin = actor_of(session, phone.desk.town.admin.id, now())
        made = issue_pass(session, admin, phone.desk.town.lin_apo.id, now())
        if pin:
            set_pin(session, made.token, asyncio.run(passwords.make(pin)), None, now())
        return made


def test_six_letters_of_a_pass_stand_for_name_and_phone_and_open_nothing_that_was_there(phone: Phone) -> None:
    form = {"pass": card(phone).short_code.lower(), "agreed": "on", "community": str(phone.desk.town.hupan.id)}
    state = phone.press(MineState, "join", form, code="")
    with transaction(phone.desk.engine) as session:
        lin = session.exec(select(Volunteer).where(Volunteer.person_id == phone.desk.town.lin_apo.id)).one()
        assert (state.wrong_zh, lin.joined_by, lin.name) == ({}, "pass", None)
        lin.left_at = now()
    again = phone.press(MineState, "join", form, code="")
    assert "已经是志愿者" in again.wrong_zh["pass"] and joined(phone) == 2
    with transaction(phone.desk.engine) as session:
        assert session.exec(select(Volunteer.left_at).where(Volunteer.code == lin.code)).one() is not None


def test_a_pass_with_a_pin_asks_for_it_and_one_that_is_none_says_so(phone: Phone) -> None:
    form = {"pass": card(phone, "2580").short_code, "agreed": "on", "community": str(phone.desk.town.hupan.id)}
    asked = phone.press(MineState, "join", form, code="")
    assert asked.asks_pin and "pin" in asked.wrong_zh
    assert "pin" in phone.press(MineState, "join", form | {"pin": "1357"}, code="", asks_pin=True).wrong_zh
    assert "pass" in phone.press(MineState, "join", form | {"pass": "AAAAAA"}, code="").wrong_zh
    assert joined(phone) == 1
    assert phone.press(MineState, "join", form | {"pin": "2580"}, code="", asks_pin=True).wrong_zh == {}
    assert joined(phone) == 2


def test_the_own_link_shows_the_seats_and_can_be_remembered(phone: Phone) -> None:
    phone.ask(phone.shift())
    state = phone.press(MineState, "load")
    assert (state.there, state.name, state.key) == (True, "何**", phone.code)
    assert [row.title for row in state.seats.asked] == ["前台"] and not state.seats.coming


def test_a_wrong_link_and_a_strange_phone_see_the_way_in(phone: Phone) -> None:
    for code in ("", "ABCDEFGHJKLM"):
        state = phone.press(MineState, "load", code=code)
        assert (state.there, state.ready, state.calendar) == (False, True, "")


def test_yes_makes_the_seat_theirs_and_no_frees_it(phone: Phone) -> None:
    seat = phone.ask(phone.shift())
    state = phone.press(MineState, "accept", seat)
    assert [row.confirmed for row in state.seats.coming] == [True] and not state.seats.asked
    other = phone.ask(phone.shift(72))
    assert not phone.press(MineState, "decline", other).seats.asked


def test_a_seat_is_given_up_in_time_and_late_only_with_a_word(phone: Phone) -> None:
    early, late = phone.ask(phone.shift(72)), phone.ask(phone.shift(3))
    for seat in (early, late):
        phone.press(MineState, "accept", seat)
    assert [row.late for row in phone.press(MineState, "give_up", early).seats.coming] == [True]
    assert len(phone.press(MineState, "give_up", late).seats.coming) == 1
    assert not phone.press(MineState, "cannot_come", late).seats.coming
    with transaction(phone.desk.engine) as session:
        rows = session.exec(select(Assignment)).all()
        assert {str(one.id): one.late for one in rows} == {early: False, late: True}


def test_a_seat_given_away_stays_theirs_until_somebody_takes_it(phone: Phone) -> None:
    seat = phone.ask(phone.shift(72))
    phone.press(MineState, "accept", seat)
    (row,) = phone.press(MineState, "pass_on", seat).seats.coming
    other = joined_too(phone)
    (offered,) = phone.press(MineState, "load", code=other).seats.offers
    assert row.offer == offered.id
    assert not phone.press(MineState, "take_back", row.offer).seats.coming[0].offer
    again = phone.press(MineState, "pass_on", seat).seats.coming[0].offer
    assert len(phone.press(MineState, "take_over", again, code=other).seats.coming) == 1
    assert not phone.press(MineState, "load").seats.coming


def joined_too(phone: Phone) -> str:
    form = JoinForm(name="苏建国", phone="13900000009", agreed=True, languages=[], windows=[])
    with transaction(phone.desk.engine) as session:
        who = actor_of(session, phone.desk.town.admin.id, now())
        made = join_for(session, who, phone.me.community_id, form, now())
        set_experienced(session, who, made.me.volunteer_id, True, now())
        return made.code
