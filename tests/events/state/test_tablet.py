"""The tablet: find, tap, in. It tells nobody's whole name and keeps nothing."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import select

from app.events.models import Attendee, Via
from app.events.state.tablet import TabletState
from app.shared.clock import now
from app.shared.db import transaction
from tests.events.state.conftest import Afternoon, hold
from tests.visits.state.conftest import Desk


def find(afternoon: Afternoon, text: str):
    return afternoon.look("cadre", TabletState, "find", {"text": text})


def test_a_whole_name_finds_and_shows_only_the_family_name(afternoon: Afternoon) -> None:
    state = find(afternoon, "林阿婆")
    assert [(one.name, one.hint) for one in state.matches] == [("林**", "1栋")] and state.step == "choose"


def test_one_letter_finds_nobody_and_says_why(afternoon: Afternoon) -> None:
    state = find(afternoon, "林")
    assert (state.matches, state.step) == ([], "find") and "后四位" in state.wrong_zh


def test_one_tap_checks_in_and_offers_the_family(afternoon: Afternoon) -> None:
    afternoon.family("王叔", "王婶")
    matches = find(afternoon, "王叔").matches
    state = afternoon.look("cadre", TabletState, "tap", matches[0].key, before={"matches": matches})
    assert (state.step, state.tone, state.said_zh) == ("done", "success", "王**，已签到")
    assert ([one.name for one in state.kin], state.matches) == (["王**"], [])
    after = afternoon.look(
        "cadre", TabletState, "bring", state.kin[0].key, before={"_told": state._told, "kin": state.kin}
    )
    assert after.kin == []
    assert find(afternoon, "王婶").matches[0].came


def test_only_who_was_found_can_be_tapped(afternoon: Afternoon) -> None:
    key = f"p:{afternoon.desk.town.lin_apo.id}"
    assert afternoon.look("cadre", TabletState, "tap", key).step == "find"


def test_a_walk_in_leaves_name_and_phone_where_the_event_allows_it(desk: Desk) -> None:
    form = {"name": "新来的", "phone": "13800000009"}
    closed, open_ = hold(desk), hold(desk, walk_in=True)
    assert closed.look("cadre", TabletState, "come", form).tone == "warning"
    state = open_.look("cadre", TabletState, "come", form)
    assert (state.tone, state.said_zh) == ("success", "新**，已签到")
    wrong = open_.look("cadre", TabletState, "come", form | {"phone": "1"}, before={"step": "walk_in"})
    assert wrong.step == "walk_in" and wrong.wrong_zh


def test_a_name_is_enough_to_walk_in_and_nothing_else_is_kept(desk: Desk) -> None:
    open_ = hold(desk, walk_in=True, capacity=None)
    state = open_.look("cadre", TabletState, "come", {"name": "新来的", "phone": ""})
    assert (state.tone, state.said_zh, state._typed) == ("success", "新**，已签到", "")
    with transaction(desk.engine) as session:
        (row,) = session.exec(select(Attendee).where(Attendee.event_id == open_.id)).all()
        assert (row.name, row.phone, row.via, row.by is not None) == ("新来的", None, Via.WALK_IN, True)


def test_a_second_guest_of_the_same_name_is_asked_and_told_apart(desk: Desk) -> None:
    open_ = hold(desk, walk_in=True, capacity=None)
    open_.look("cadre", TabletState, "come", {"name": "新来的"})
    state = open_.look("cadre", TabletState, "come", {"name": "新来的"})
    assert state.step == "choose" and [(one.name, one.came, bool(one.hour)) for one in state.matches] == [
        ("新**", True, True)
    ]
    before = {"_typed": "新来的", "matches": state.matches, "step": "choose"}
    assert open_.look("cadre", TabletState, "new", before=before).said_zh == "新**，已签到"
    assert open_.look("cadre", TabletState, "new").step == "find"  # a second tap finds nothing to do
    with transaction(desk.engine) as session:
        assert len(session.exec(select(Attendee).where(Attendee.event_id == open_.id)).all()) == 2


def test_somebody_new_whom_digits_did_not_find_writes_a_name(desk: Desk) -> None:
    open_ = hold(desk, walk_in=True)
    state = find(open_, "9876")
    assert (state.step, state.matches, state.nameless) == ("choose", [], True)
    assert open_.look("cadre", TabletState, "new", before={"nameless": True, "_typed": "9876"}).step == "walk_in"


def test_namesakes_who_look_alike_are_asked_for_their_digits(desk: Desk, afternoon: Afternoon) -> None:
    afternoon.family("王芳", phone="13800000021")
    afternoon.family("王芳", phone="13800000022")
    state = find(afternoon, "王芳")
    assert (state.step, state.matches) == ("find", []) and "后四位" in state.wrong_zh
    (one,) = find(afternoon, "0022").matches
    assert (one.name, one.expected) == ("王**", True)


def test_family_that_is_on_no_list_is_brought_by_who_is_in(desk: Desk) -> None:
    open_ = hold(desk, walk_in=True, capacity=None)
    state = open_.look("cadre", TabletState, "come", {"name": "新来的", "phone": "13800000009"})
    before = {"_told": state._told, "step": "done", "tone": "success"}
    after = open_.look("cadre", TabletState, "bring_named", {"family": "新媳妇"}, before=before)
    assert (after.brought, after.step) == (["新**"], "done")
    with transaction(desk.engine) as session:
        rows = session.exec(select(Attendee).where(Attendee.event_id == open_.id)).all()
        assert [one.via for one in rows if one.by_attendee] == [Via.FAMILY]


def test_whoever_comes_in_pays_for_the_look_before(desk: Desk) -> None:
    open_ = hold(desk, walk_in=True, capacity=None)
    said = [open_.look("cadre", TabletState, "come", {"name": f"客人{at}"}).tone for at in range(35)]
    assert set(said) == {"success"}  # an honest crowd is not slowed down


def test_before_its_hour_nobody_is_in(desk: Desk) -> None:
    later = hold(desk, now() + timedelta(hours=5))
    later.family("王叔")
    matches = find(later, "王叔").matches
    state = later.look("cadre", TabletState, "tap", matches[0].key, before={"matches": matches})
    assert state.tone == "warning" and state.said_zh in ("还没到签到时间。", "不是今天的活动，不能签到。")


def test_whoever_looks_about_is_slowed_down(afternoon: Afternoon) -> None:
    said = [find(afternoon, f"无名{at}").wrong_zh for at in range(40)]
    assert said[0] == "" and "试得太多了" in said[-1]


def test_the_next_one_finds_an_empty_screen(afternoon: Afternoon) -> None:
    matches = find(afternoon, "林阿婆").matches
    state = afternoon.look("cadre", TabletState, "again", before={"matches": matches, "step": "choose"})
    assert (state.step, state.matches, state.kin, state.said_zh) == ("find", [], [], "")
    assert afternoon.look("cadre", TabletState, "walk_in").step == "walk_in"


def test_a_draft_is_closed_and_another_communitys_is_not_there(desk: Desk, afternoon: Afternoon) -> None:
    draft = hold(desk, published=False).look("cadre", TabletState, "load")
    assert (draft.there, draft.open) == (True, False)
    assert afternoon.look("far_cadre", TabletState, "load").there is False
