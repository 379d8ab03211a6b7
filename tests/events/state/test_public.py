"""Anybody sees what is on and asks for places; what came of it is told truthfully."""

from __future__ import annotations

import asyncio
import re
from datetime import timedelta

import pytest
from sqlmodel import select

from app.accounts import passwords
from app.accounts.models import SignInTries
from app.accounts.service import actor_of
from app.events.models import Event, EventFeedback, SignUp
from app.events.payload import EventPlan
from app.events.rules.pace import PACES, Pace
from app.events.service.edit import change_event
from app.events.service.giving_up import cancel_by_code
from app.events.state.event import EventState
from app.events.state.public import EventsState
from app.passes.models import ResidentPass
from app.passes.service import issue_pass, revoke_pass, set_pin
from app.shared.clock import now
from app.shared.db import transaction
from tests.events.state.conftest import Afternoon, hold
from tests.visits.state.conftest import Desk

LI = {"name": "李奶奶", "phone": "138 0000 0002"}


def test_the_list_is_by_week_and_leaves_drafts_out(desk: Desk) -> None:
    hold(desk, now() + timedelta(days=14), title="后来的")
    hold(desk, title="今天的")
    hold(desk, published=False, title="草稿")
    weeks = hold(desk, title="也是今天的").look("", EventsState, "load").weeks
    assert [[row.title for row in week.events] for week in weeks] == [["今天的", "也是今天的"], ["后来的"]]
    assert weeks[0].name.zh == "本周"


def test_an_event_says_what_is_left(afternoon: Afternoon) -> None:
    afternoon.family("王叔", "王婶")
    event = afternoon.look("", EventState, "load").event
    assert (event.row.title, event.row.left, event.open, event.group_most) == ("书法课", 1, True, 3)


def test_a_draft_is_not_there(desk: Desk) -> None:
    state = hold(desk, published=False).look("", EventState, "load")
    assert (state.there, state.ready, state.event.row.title) == (False, True, "")


def test_a_resident_gets_places_and_a_code(afternoon: Afternoon) -> None:
    state = afternoon.look("", EventState, "sign_up", LI | {"other_1": ""}, before={"others": [1], "there": True})
    assert (state.found.state, state.found.size, state.found.names) == ("confirmed", 2, "李**")
    assert len(state.found.code) == 10 and state.others == []
    assert state.event.row.left == 1


def test_whoever_comes_too_late_is_told_their_place_in_line(afternoon: Afternoon) -> None:
    afternoon.family("王叔", "王婶", "王二")
    afternoon.family("赵家", phone="13800000003")
    state = afternoon.look("", EventState, "sign_up", LI, before={"there": True})
    assert (state.found.state, state.found.place) == ("waiting", 2)


def test_what_is_wrong_stands_below_its_field(afternoon: Afternoon) -> None:
    state = afternoon.look("", EventState, "sign_up", {"name": "李奶奶", "phone": "12"})
    assert state.wrong_zh == {"phone": "电话号码不对，请看一下。"} and state.found.id == ""


def test_the_code_shows_the_sign_up_and_gives_it_up(afternoon: Afternoon) -> None:
    made, later = afternoon.family("王叔", "王婶", "王二"), afternoon.family("赵家", phone="13800000003")
    seen = afternoon.look("", EventState, "look", {"code": f" {made.code[:5]}-{made.code[5:].lower()} "})
    assert (seen.found.state, seen.found.size) == ("confirmed", 3)
    gone = afternoon.look("", EventState, "cancel", made.code, before={"there": True})
    assert gone.found.id == ""
    offered = afternoon.look("", EventState, "look", {"code": later.code})
    assert offered.found.state == "confirmed"


def test_a_code_of_another_event_shows_nothing(desk: Desk, afternoon: Afternoon) -> None:
    other = hold(desk, title="插花").family("王叔")
    state = afternoon.look("", EventState, "look", {"code": other.code})
    assert state.found.id == "" and "code" in state.wrong_zh


def test_a_link_with_the_code_opens_the_sign_up(afternoon: Afternoon) -> None:
    made = afternoon.family("王叔")
    state = afternoon.look("", EventState, "load", path=f"/events/{afternoon.id}?code={made.code}")
    assert (state.found.id, state.found.code) == (str(made.id), made.code)


def test_the_form_grows_to_what_one_sign_up_may_bring(afternoon: Afternoon) -> None:
    event = afternoon.look("", EventState, "load").event
    state = afternoon.look("", EventState, "one_more", before={"event": event, "others": [1]})
    assert state.others == [1, 2]
    assert afternoon.look("", EventState, "one_more", before={"event": event, "others": [1, 2]}).others == [1, 2]
    assert afternoon.look("", EventState, "one_less", before={"others": [1, 2]}).others == [1]


def test_giving_up_takes_a_second_tap(afternoon: Afternoon) -> None:
    assert afternoon.look("", EventState, "ask_to_give_up", "x").giving_up == "x"
    assert afternoon.look("", EventState, "keep", before={"giving_up": "x"}).giving_up == ""


def test_stars_are_kept_once_without_a_name(afternoon: Afternoon) -> None:
    for _ in range(2):
        afternoon.look("", EventState, "rate", {"stars": "4", "words": "茶好喝"})
    afternoon.look("", EventState, "rate", {"stars": "9"})
    with transaction(afternoon.desk.engine) as session:
        rows = session.exec(select(EventFeedback)).all()
        assert [(one.stars, one.words) for one in rows] == [(4, "茶好喝")]
        assert session.exec(select(SignUp)).all() == []


def give_pass(afternoon: Afternoon, pin: str = "") -> ResidentPass:
    """林阿婆 has a card."""
    with transaction(afternoon.desk.engine) as session:
        admin = actor_of(session, afternoon.desk.town.admin.id, now())
        card = issue_pass(session, admin, afternoon.desk.town.lin_apo.id, now())
        if pin:
            set_pin(session, card.token, asyncio.run(passwords.make(pin)), None, now())
        return card


def test_six_letters_are_enough_and_whose_they_are_is_told_to_nobody(afternoon: Afternoon) -> None:
    card = give_pass(afternoon)
    form = {"name": "", "phone": "", "pass": card.short_code.lower(), "other_1": "外孙"}
    state = afternoon.look("", EventState, "sign_up", form, before={"there": True, "others": [1]})
    assert (state.found.state, state.found.names) == ("confirmed", "林**、外**")
    assert "林阿婆" not in str({name: getattr(state, name) for name in EventState.base_vars})


def test_a_pass_with_a_pin_asks_for_it_and_counts_wrong_ones(afternoon: Afternoon) -> None:
    form = {"pass": give_pass(afternoon, "2580").token}
    asked = afternoon.look("", EventState, "sign_up", form, before={"there": True})
    assert (asked.asks_pin, asked.wrong_zh, asked.found.id) == (True, {"pin": "这张居民码设了密码，请输密码。"}, "")
    on = {"there": True, "asks_pin": True}
    wrong = afternoon.look("", EventState, "sign_up", form | {"pin": "1357"}, before=on)
    assert (wrong.asks_pin, wrong.wrong_zh, wrong.found.id) == (True, {"pin": "居民码或密码不对。"}, "")
    right = afternoon.look("", EventState, "sign_up", form | {"pin": " 2580 "}, before=on)
    assert (right.found.state, right.asks_pin, right.wrong_zh) == ("confirmed", False, {})


def test_a_pass_that_is_none_or_was_taken_back_says_what_to_do(afternoon: Afternoon) -> None:
    card = give_pass(afternoon)
    with transaction(afternoon.desk.engine) as session:
        admin = actor_of(session, afternoon.desk.town.admin.id, now())
        revoke_pass(session, admin, card.id, "丢了", now())
    for typed, sentence in ((card.token, "已经停用"), ("AAAAAA", "没有这个居民码")):
        state = afternoon.look("", EventState, "sign_up", {"pass": typed}, before={"there": True})
        assert sentence in state.wrong_zh["pass"] and state.found.id == ""


def test_whoever_is_too_fast_is_told_when_to_come_back(afternoon: Afternoon, monkeypatch: pytest.MonkeyPatch) -> None:
    made = afternoon.family("王叔")
    for what in PACES:
        monkeypatch.setitem(PACES, what, Pace(0, 0, timedelta(seconds=2)))
    slow = afternoon.look("", EventState, "sign_up", LI, before={"there": True})
    assert "请 2 秒后再试" in slow.wrong_zh["slow"] and slow.found.id == ""
    looked = afternoon.look("", EventState, "look", {"code": "ABCDEFGHJK"}, before={"there": True})
    assert "请 2 秒后再试" in looked.wrong_zh["code"]
    afternoon.look("", EventState, "rate", {"stars": "5"})
    with transaction(afternoon.desk.engine) as session:
        assert session.exec(select(EventFeedback)).all() == []
    assert afternoon.look("", EventState, "look", {"code": made.code}).found.id, "a right code is always answered"
    assert afternoon.look("", EventState, "cancel", made.code, before={"there": True}).event.row.taken == 0


def test_a_typing_mistake_is_no_try(afternoon: Afternoon) -> None:
    for _ in range(20):
        afternoon.look("", EventState, "sign_up", {"name": "李奶奶", "phone": "12"}, before={"there": True})
    with transaction(afternoon.desk.engine) as session:
        assert session.exec(select(SignInTries)).all() == []


def test_the_page_says_since_when_a_place_is_theirs_and_that_it_was_moved(afternoon: Afternoon) -> None:
    first, later = afternoon.family("王叔", "王婶", "王二"), afternoon.family("赵家", phone="13800000003")
    with transaction(afternoon.desk.engine) as session:
        cancel_by_code(session, first.code, now())
        admin = actor_of(session, afternoon.desk.town.admin.id, now())
        event = session.get_one(Event, afternoon.id)
        plan = EventPlan(**{name: getattr(event, name) for name in EventPlan.model_fields} | {"place": "二楼"})
        change_event(session, admin, afternoon.id, plan, now())
    row = afternoon.look("", EventState, "look", {"code": later.code}, before={"there": True}).found
    assert row.state == "confirmed"
    assert re.fullmatch(r"\d+月\d+日 周. \d\d:\d\d", row.promoted.zh) and row.moved.zh and row.moved.en
