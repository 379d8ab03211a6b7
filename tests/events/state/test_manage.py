"""One event at the desk: publish, change, cancel; who is coming, who came."""

from __future__ import annotations

from datetime import timedelta

from app.accounts.rules import Permission
from app.accounts.service import actor_of
from app.events.models import DoorTry, Via
from app.events.service.find import event_for
from app.events.state.manage import ManageState
from app.shared.clock import now
from app.shared.db import transaction
from tests.events.state.conftest import Afternoon, hold
from tests.visits.state.conftest import Desk


def test_a_draft_is_published_and_can_be_signed_up_for(desk: Desk) -> None:
    draft = hold(desk, now() + timedelta(days=1), published=False)
    assert draft.look("cadre", ManageState, "load").event.row.standing == "draft"
    assert draft.look("cadre", ManageState, "publish").event.row.standing == "published"


def test_it_is_finished_or_cancelled_with_a_reason(desk: Desk, afternoon: Afternoon) -> None:
    other = hold(desk, now() + timedelta(days=1))
    assert other.look("cadre", ManageState, "cancel", {"why": " "}).event.row.standing == ""
    assert other.look("cadre", ManageState, "cancel", {"why": "台风"}).event.why == "台风"
    assert afternoon.look("cadre", ManageState, "finish").event.row.standing == "finished"


def test_the_form_has_what_the_event_says_and_changes_it(afternoon: Afternoon) -> None:
    plan = afternoon.look("cadre", ManageState, "load").plan
    form = vars(plan) | {"title": "书法课（改）", "capacity": "5", "walk_in": "on"}
    state = afternoon.look("cadre", ManageState, "change", form, before={"doing": "edit"})
    assert (state.event.row.title, state.event.row.capacity, state.doing) == ("书法课（改）", 5, "")


def test_fewer_places_than_are_taken_are_refused_below_the_field(afternoon: Afternoon) -> None:
    afternoon.family("王叔", "王婶", "王二")
    form = vars(afternoon.look("cadre", ManageState, "load").plan) | {"capacity": "2"}
    state = afternoon.look("cadre", ManageState, "change", form, before={"doing": "edit"})
    assert "已有 3 人报上名" in state.wrong_zh["capacity"] and state.doing == "edit"


def test_who_is_coming_is_found_by_name_and_checked_in_by_one_tap(afternoon: Afternoon) -> None:
    afternoon.family("王叔", "王婶")
    state = afternoon.look("cadre", ManageState, "find", "王婶")
    (row,) = state.people
    state = afternoon.look("cadre", ManageState, "check_in", row.id)
    assert (state.figures.came, [one.name for one in state.people]) == (1, ["王叔"])
    (here,) = afternoon.look("cadre", ManageState, "choose", "came").people
    assert (here.name, here.via, here.by, here.mine, bool(here.came)) == ("王婶", "staff", "张姐", True, True)


def test_the_wrong_person_is_undone_and_somebody_leaves(afternoon: Afternoon) -> None:
    afternoon.family("王叔")
    (row,) = afternoon.look("cadre", ManageState, "load").people
    afternoon.look("cadre", ManageState, "check_in", row.id)
    assert afternoon.look("cadre_two", ManageState, "undo", row.id).figures.came == 0  # not theirs: nothing shown
    assert afternoon.look("cadre", ManageState, "check_out", row.id).figures.left == 1
    assert afternoon.look("cadre", ManageState, "undo", row.id).figures.came == 0


def test_staff_sign_a_family_up_and_it_is_recorded(afternoon: Afternoon) -> None:
    form = {"name": "李奶奶", "phone": "13800000002", "others": "李爷爷  小李"}
    state = afternoon.look("cadre", ManageState, "sign_up", form, before={"doing": "add"})
    assert ([row.on_behalf for row in state.people], state.doing, state.event.row.left) == (["张姐"] * 3, "", 0)
    wrong = afternoon.look("cadre", ManageState, "sign_up", form | {"phone": "1"}, before={"doing": "add"})
    assert wrong.doing == "add" and "phone" in wrong.wrong_zh


def test_a_family_that_does_not_come_frees_its_places_for_who_waits(afternoon: Afternoon) -> None:
    first = afternoon.family("王叔", "王婶", "王二")
    afternoon.family("赵家", phone="13800000003")
    state = afternoon.look("cadre", ManageState, "cancel_sign_up", str(first.id))
    assert [(row.name, row.state) for row in state.people] == [("赵家", "confirmed")]


def test_a_clash_is_looked_at_and_gone(afternoon: Afternoon) -> None:
    with transaction(afternoon.desk.engine) as session:
        session.add(
            DoorTry(community_id=afternoon.desk.town.hupan.id, event_id=afternoon.id, code="already", via=Via.CAMERA,
                    at=now(), person_id=afternoon.desk.town.lin_apo.id)
        )  # fmt: skip
    (row,) = afternoon.look("cadre", ManageState, "load").clashes
    assert (row.code, row.name, row.via) == ("already", "林阿婆", "camera")
    assert afternoon.look("cadre", ManageState, "look_at", row.id).clashes == []


def test_the_street_sees_numbers_and_no_names(afternoon: Afternoon) -> None:
    afternoon.family("王叔")
    state = afternoon.look("supervisor", ManageState, "load")
    assert (state.figures.expected, state.people, state.may_read, state.may_edit) == (1, [], False, False)


def test_another_community_finds_no_event(afternoon: Afternoon) -> None:
    state = afternoon.look("far_cadre", ManageState, "load")
    assert (state.there, state.ready, state.event.row.title) == (False, True, "")
    with transaction(afternoon.desk.engine) as session:
        admin = actor_of(session, afternoon.desk.town.admin.id, now())
        assert event_for(session, admin, afternoon.id, Permission.EVENT_READ)


def test_forms_open_and_close(afternoon: Afternoon) -> None:
    assert afternoon.look("", ManageState, "open", "cancel").doing == "cancel"
    assert afternoon.look("", ManageState, "open", "nonsense").doing == ""
    assert afternoon.look("", ManageState, "close", before={"doing": "add"}).doing == ""


def test_somebody_of_the_roster_is_found_picked_and_signed_up_with_who_lives_there(afternoon: Afternoon) -> None:
    town = afternoon.desk.town
    found = afternoon.look("cadre_two", ManageState, "look_for", " cdw ", before={"doing": "add"})
    assert [(row.name, row.door, row.expected) for row in found.candidates] == [("陈大文", "2栋1单元101", False)]
    state = afternoon.look("cadre_two", ManageState, "pick", found.candidates[0].id)
    assert (state.picked.name, [one.name for one in state.kin]) == ("陈大文", ["陈小文"])
    form = {"phone": "", "others": "表弟", state.kin[0].field: "on", "kin_nonsense": ""}
    done = afternoon.look("cadre_two", ManageState, "sign_up", form, before={"doing": "add", "picked": state.picked})
    assert [(row.name, row.on_behalf) for row in done.people] == [
        ("陈大文", "李哥"), ("陈小文", "李哥"), ("表弟", "李哥"),
    ]  # fmt: skip
    assert (done.doing, done.picked.id, done.kin) == ("", "", [])
    again = afternoon.look("cadre_two", ManageState, "pick", str(town.chen_da.id))
    assert again.picked.expected and again.kin[0].expected


def test_a_name_is_enough_for_a_guest_and_a_second_one_is_asked_about(afternoon: Afternoon) -> None:
    form = {"name": "王阿姨", "phone": "", "others": ""}
    assert afternoon.look("cadre", ManageState, "sign_up", form, before={"doing": "add"}).doing == ""
    twice = afternoon.look("cadre", ManageState, "sign_up", form, before={"doing": "add"})
    assert "名单上已经有一位王阿姨" in twice.wrong_zh["name"] and twice.doing == "add"


def test_whom_to_call_is_listed_noted_and_taken_back(afternoon: Afternoon) -> None:
    made = afternoon.family("王叔", "王婶")
    off = afternoon.look("cadre", ManageState, "cancel", {"why": "台风"}, before={"doing": "cancel"})
    assert (off.wanted, off.figures.untold, off.doing) == ("tell", 1, "")
    (row,) = off.calls
    assert (row.names, row.tel, bool(row.cancelled), row.promoted) == ("王叔、王婶", "tel:13800000001", True, "")
    on_it = {"wanted": "tell"}
    told = afternoon.look("cadre", ManageState, "told", str(made.id), before=on_it)
    assert (told.calls, told.figures.untold) == ([], 0)
    (row,) = afternoon.look("cadre", ManageState, "list_calls", "all", before=on_it).calls
    assert (row.by, bool(row.told)) == ("张姐", True)
    back = afternoon.look("cadre", ManageState, "not_told", str(made.id), before=on_it)
    assert [one.told for one in back.calls] == [""]


def test_another_time_is_announced_with_how_many_to_call(afternoon: Afternoon) -> None:
    afternoon.family("王叔")
    form = vars(afternoon.look("cadre", ManageState, "load").plan) | {"place": "二楼活动室"}
    state = afternoon.look("cadre", ManageState, "change", form, before={"doing": "edit"})
    assert state.figures.untold == 1
    assert afternoon.look("cadre", ManageState, "choose", "tell").calls[0].moved


def test_a_refresh_shows_who_came_and_leaves_what_is_being_typed(afternoon: Afternoon) -> None:
    afternoon.family("王叔", "王婶")
    (row, _) = afternoon.look("cadre", ManageState, "load").people
    before = {"doing": "add", "wanted": "came", "typed": "王"}
    assert afternoon.look("cadre", ManageState, "refresh", before=before).people == []
    afternoon.look("cadre_two", ManageState, "check_in", row.id)
    state = afternoon.look("cadre", ManageState, "refresh", before=before)
    assert ([one.name for one in state.people], state.figures.came) == (["王叔"], 1)
    assert (state.doing, state.typed, state.plan.title) == ("add", "王", ""), "forms are not filled anew"
    assert afternoon.look("", ManageState, "refresh").people == [], "signed out: it says nothing"
