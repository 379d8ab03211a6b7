"""Anybody sees what is on and asks for places; what came of it is told truthfully."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from app.events.models import EventFeedback, SignUp
from app.events.state.public import EventsState, EventState
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
