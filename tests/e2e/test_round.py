"""The round and the household's card on a phone: what is due, at a glance, also from a cold start without signal."""

from __future__ import annotations

from tests.e2e.rounds import DOOR, go_offline_cold, make_due, open_round


def test_a_cadre_sees_their_doors_with_reason_and_state(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    door = phone.locator(DOOR)
    assert door.count() == 1  # grid one only
    assert "1栋2单元501" in door.inner_text()
    assert "林阿婆" in door.inner_text()
    phone.get_by_text("登记 400 天还没见到").wait_for()
    assert "逾期" in door.inner_text()


def test_the_round_and_a_card_open_from_a_cold_start_without_signal(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    go_offline_cold(server, phone)
    phone.locator(DOOR).first.click()
    phone.get_by_role("link", name="登记走访").wait_for()
    assert phone.get_by_role("heading", level=1).inner_text().replace(" ", "") == "1栋2单元501"
    phone.reload()
    phone.get_by_role("link", name="登记走访").wait_for()


def test_the_plan_of_a_building_leads_to_the_card(server, phone) -> None:
    make_due(server)
    open_round(server, phone, "cadre_all")
    phone.get_by_role("button", name="楼栋图").click()
    phone.get_by_role("link", name="501 已逾期").click()
    phone.get_by_role("link", name="登记走访").wait_for()


def test_filters_narrow_the_list_and_can_be_cleared(server, phone) -> None:
    make_due(server)
    open_round(server, phone, "cadre_all")
    assert phone.locator(DOOR).count() == 2
    phone.get_by_role("button", name="2栋").click()
    phone.locator(DOOR).filter(has_text="2栋1单元101").wait_for()
    assert phone.locator(DOOR).count() == 1
    phone.get_by_role("button", name="人群").click()
    phone.get_by_role("dialog").get_by_role("button", name="独居老人").click()
    phone.get_by_role("button", name="看全部").click()
    phone.locator(DOOR).nth(1).wait_for()


def test_who_has_no_round_is_told_so(server, phone) -> None:
    server.sign_in(phone.context, "supervisor")
    phone.goto(server.url + "/round")
    phone.get_by_text("您没有走访任务").wait_for()


def test_a_phone_nobody_signed_in_on_says_what_to_do(server, phone) -> None:
    phone.goto(server.url + "/round")
    phone.get_by_role("link", name="去登录").wait_for()


def test_a_note_written_at_the_door_stands_on_the_card_at_once(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    go_offline_cold(server, phone)
    phone.locator(DOOR).first.click()
    phone.get_by_role("button", name="写门口提示").click()
    phone.locator("[name=text]").fill("有狗，先打电话")
    phone.get_by_role("dialog").get_by_role("button", name="存下").click()
    phone.get_by_text("有狗，先打电话").and_(phone.locator("p")).wait_for()
    phone.get_by_text("敲门前看一眼").wait_for()
    phone.get_by_role("dialog").wait_for(state="hidden")


def test_standing_in_needs_signal_and_says_so(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    go_offline_cold(server, phone)
    phone.get_by_role("button", name="替班").click()
    phone.get_by_text("接手和结束替班都要有信号").wait_for()


def test_a_colleagues_grid_is_taken_over_and_given_back(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    phone.get_by_role("button", name="替班").click()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_text("第二网格").click()
    sheet.locator("[name=reason]").fill("李哥休假")
    sheet.get_by_role("button", name="接手").click()
    phone.locator(DOOR).filter(has_text="2栋1单元101").wait_for(state="attached")
    sheet.get_by_role("button", name="结束").click()
    phone.locator(DOOR).filter(has_text="2栋1单元101").wait_for(state="detached")
