"""A visit on a phone: five taps, nothing lost, mistakes said in place, the slip for a door that did not open."""

from __future__ import annotations

import pytest

from tests.e2e.rounds import DOOR, go_offline_cold, make_due, open_round, until, visits


@pytest.fixture
def at_the_door(server, phone):
    """A phone without signal that shows the form of 1栋2单元501."""
    make_due(server)
    open_round(server, phone)
    go_offline_cold(server, phone)
    phone.locator(DOOR).first.click()
    phone.get_by_role("link", name="登记走访").click()
    phone.locator("[name=topics]").first.wait_for()
    return phone


def test_a_routine_visit_takes_five_taps_and_arrives_once(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    go_offline_cold(server, phone)
    phone.locator(DOOR).first.tap()  # 1
    phone.get_by_role("link", name="登记走访").tap()  # 2
    phone.get_by_text("见到了", exact=True).tap()  # 3
    phone.get_by_text("身体状况").tap()  # 4
    phone.get_by_role("button", name="存下").tap()  # 5
    phone.get_by_text("该访的都访过了").wait_for()
    phone.locator("[data-state=saved]").first.wait_for()
    assert visits(server) == []
    phone.context.set_offline(False)
    phone.evaluate("linju.wake('manual')")
    phone.get_by_text("回执号").wait_for()
    [visit] = visits(server)
    assert (visit.outcome, visit.mode, visit.topics, len(visit.people)) == ("met", "visit", ["health"], 1)


def test_a_half_filled_form_survives_a_reload(at_the_door) -> None:
    phone = at_the_door
    phone.get_by_text("见到了", exact=True).click()
    phone.locator("[name=note]").fill("说到一半")
    phone.get_by_role("button", name="有诉求").click()
    phone.locator("[name='needs.0.text']").fill("想借轮椅")
    until(phone, "linju.value('draft')?.saved_at > 0")
    phone.reload()
    phone.get_by_text("已恢复草稿").wait_for()
    phone.locator("[name='needs.0.text']").wait_for()
    assert phone.locator("[name=note]").input_value() == "说到一半"
    assert phone.locator("[name='needs.0.text']").input_value() == "想借轮椅"
    assert phone.locator("[name=outcome][value=met]").is_checked()


def test_the_next_household_starts_with_an_empty_form(server, phone) -> None:
    make_due(server)
    open_round(server, phone, "cadre_all")
    phone.locator(DOOR).first.click()
    phone.get_by_role("link", name="登记走访").click()
    phone.get_by_text("没人在").click()
    phone.get_by_role("button", name="有诉求").click()
    phone.locator("[name='needs.0.text']").fill("灯坏了")
    phone.get_by_text("看病用药").click()
    phone.get_by_role("button", name="存下").click()
    phone.get_by_role("link", name="去这一户").click()
    phone.get_by_role("link", name="登记走访").click()
    phone.locator("[name=topics]").first.wait_for()  # nobody at home was the other door's answer
    assert phone.locator("[name='needs.0.text']").count() == 0


def test_what_is_missing_is_said_beside_it_and_nothing_is_lost(at_the_door) -> None:
    phone = at_the_door
    phone.locator("[name=note]").fill("都好")
    phone.get_by_role("button", name="存下").click()
    phone.get_by_role("alert").filter(has_text="先选一下结果").wait_for()
    assert phone.locator("[name=note]").input_value() == "都好"
    phone.get_by_text("见到了", exact=True).click()
    phone.get_by_role("alert").filter(has_text="先选一下结果").wait_for(state="detached")


def test_a_row_can_be_taken_away_and_the_next_moves_up(at_the_door) -> None:
    phone = at_the_door
    for number, text in enumerate(["第一件", "第二件"]):
        phone.get_by_role("button", name="有诉求").click()
        phone.locator(f"[name='needs.{number}.text']").fill(text)
    phone.get_by_role("button", name="去掉这一条").first.click()
    phone.locator("[name='needs.1.text']").wait_for(state="detached")
    assert phone.locator("[name='needs.0.text']").input_value() == "第二件"


def test_nobody_at_home_proposes_another_time_and_a_slip_without_names(at_the_door) -> None:
    phone = at_the_door
    phone.get_by_text("没人在").click()
    assert phone.locator("[name=people]").count() == 0
    phone.get_by_role("link", name="留张便条").wait_for()
    phone.get_by_role("button", name="存下").click()
    phone.get_by_role("link", name="留张便条").click()
    phone.get_by_role("button", name="打印").wait_for()
    assert "林阿婆" not in phone.locator("main").inner_text()


def test_the_whole_form_can_be_filled_in_by_keyboard(at_the_door) -> None:
    phone = at_the_door
    phone.locator("[name=outcome]").first.focus()
    phone.keyboard.press("Space")
    phone.locator("[name=note]").focus()
    phone.keyboard.type("按键盘也行")
    phone.keyboard.press("Tab")
    phone.get_by_role("button", name="存下").focus()
    phone.keyboard.press("Enter")
    phone.get_by_text("已登记").first.wait_for()


def test_a_saved_record_is_opened_again_and_changed(server, at_the_door) -> None:
    phone = at_the_door
    phone.get_by_text("见到了", exact=True).click()
    phone.get_by_role("button", name="存下").click()
    phone.get_by_role("link", name="改这条").click()
    until(phone, "document.querySelector('[name=outcome][value=met]')?.checked")
    phone.locator("[name=note]").fill("补一句")
    phone.get_by_role("button", name="存下").click()
    phone.get_by_text("已登记").first.wait_for()
    phone.context.set_offline(False)
    phone.evaluate("linju.wake('manual')")
    phone.get_by_text("回执号").wait_for()
    assert [visit.note for visit in visits(server)] == ["补一句"]


def test_a_delivered_visit_is_changed_as_a_new_revision(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    phone.locator(DOOR).first.click()
    phone.get_by_role("link", name="登记走访").click()
    phone.get_by_text("见到了", exact=True).click()
    phone.get_by_role("button", name="存下").click()
    phone.get_by_text("回执号").wait_for()
    phone.get_by_role("link", name="改这条").click()
    until(phone, "document.querySelector('[name=outcome][value=met]')?.checked")
    phone.locator("[name=note]").fill("第二版")
    phone.get_by_role("button", name="存下").click()
    until(phone, "linju.value('outbox').filter(one => one.state === 'delivered').length === 2")
    [visit] = visits(server)
    assert (visit.note, visit.revision) == ("第二版", 2)
