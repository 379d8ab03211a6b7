"""The guided check: at the lounge's tablet, where nothing stays, and on one's own phone, also without a network."""

from __future__ import annotations

from typing import Any

import pytest
from playwright.sync_api import expect

from app.health.models import Consent, Origin, Reading, Sitting, Tally
from tests.e2e.installation import Installation
from tests.e2e.measuring import (
    COUNT,
    TABLET,
    agree_to_both,
    begin,
    left_behind,
    pass_of,
    rows,
    sit_down,
    type_keys,
    type_pressure,
)
from tests.e2e.rounds import until

MENDS = (
    ("bp", "80120>", "对调：高压 120，低压 80", "120/80"),
    ("bp", "17.3>11.2>>", "是 kPa，换算成 130/84 mmHg", "130/84"),
    ("glucose", "126>", "是 mg/dL，换算成 7 mmol/L", "7"),
    ("bmi", "130>165>", "是斤，换算成 65 公斤", "65"),
    ("bmi", "65>1.65>", "是米，换算成 165 厘米", "165"),
)


def test_a_check_at_the_tablet_takes_at_most_eight_taps_and_leaves_nothing_behind(
    server: Installation, browse: Any
) -> None:
    tablet = browse(**TABLET)
    sit_down(tablet, server, pass_of(server, "林阿婆"))
    agree_to_both(tablet)
    expect(tablet.get_by_test_id("sitter")).to_contain_text("林阿婆，您好")
    assert [one.kind for one in rows(server, Consent)] == ["keep", "follow_up"]

    tablet.evaluate(COUNT)
    begin(tablet)
    type_pressure(tablet, 135, 85, 72)
    tablet.get_by_test_id("skip").click()
    type_pressure(tablet, 131, 83, 70)
    expect(tablet.get_by_test_id("result")).to_contain_text("133")
    expect(tablet.get_by_text("这是自测参考，不是诊断。")).to_be_visible()
    expect(tablet.get_by_text("已存到您自己的健康记录")).to_be_visible()
    assert tablet.evaluate("taps") <= 7, "and one more to end it"
    first, second = rows(server, Reading)
    assert first.check_id == second.check_id
    assert {first.origin, second.origin} == {Origin.LOUNGE}

    tablet.get_by_role("button", name="量完了，结束").click()
    tablet.get_by_test_id("just-measure").wait_for()
    assert rows(server, Sitting)[0].ended_at
    assert not left_behind(tablet, "林阿婆", "systolic", "mmHg", "/api/health")
    tablet.go_back()
    assert "林阿婆" not in tablet.content()
    assert not [one for one in tablet.context.cookies() if "sitting" in one["name"]]


def test_who_gets_up_after_one_reading_finds_it_in_their_record(server: Installation, browse: Any) -> None:
    tablet = browse(**TABLET)
    sit_down(tablet, server, pass_of(server, "林阿婆"))
    agree_to_both(tablet)
    begin(tablet)
    type_pressure(tablet, 135, 85, 72)
    tablet.get_by_test_id("end").click()
    tablet.get_by_test_id("just-measure").wait_for()
    assert len(rows(server, Reading)) == 1


def test_a_tablet_that_nobody_touches_counts_down_and_signs_out(server: Installation, browse: Any) -> None:
    tablet = browse(**TABLET)
    tablet.clock.install()
    sit_down(tablet, server, pass_of(server, "林阿婆"))
    tablet.clock.run_for(52_000)
    expect(tablet.get_by_test_id("ending")).to_contain_text("秒后自动退出")
    tablet.mouse.click(5, 400)
    expect(tablet.get_by_test_id("ending")).to_have_count(0)
    tablet.clock.run_for(61_000)
    tablet.get_by_test_id("just-measure").wait_for()
    assert "林阿婆" not in tablet.content()
    tablet.go_back()
    assert "林阿婆" not in tablet.content()


def test_measuring_without_a_name_keeps_nothing_but_a_count(server: Installation, browse: Any) -> None:
    tablet = browse(**TABLET)
    tablet.goto(server.url + "/health/lounge")
    tablet.get_by_test_id("just-measure").click()
    begin(tablet)
    type_pressure(tablet, 122, 78)
    tablet.get_by_test_id("skip").click()
    type_pressure(tablet, 118, 78)
    expect(tablet.get_by_text("只量不记：没有存任何数。")).to_be_visible()
    tablet.get_by_test_id("end").click()
    tablet.get_by_test_id("just-measure").wait_for()
    assert not rows(server, Reading)
    assert [(one.kind, one.count) for one in rows(server, Tally)] == [("just_measured", 1)]
    assert not left_behind(tablet, "systolic", "/api/health")


@pytest.mark.parametrize(("measure", "keys", "mend", "shown"), MENDS, ids=[mend for _, _, mend, _ in MENDS])
def test_what_is_likely_a_slip_is_mended_by_one_tap(
    server: Installation, phone: Any, measure: str, keys: str, mend: str, shown: str
) -> None:
    phone.goto(server.url + "/health/measure")
    begin(phone, measure)
    type_keys(phone, keys)
    phone.get_by_role("button", name=mend, exact=True).click()
    guide = phone.locator("[data-guide=between], [data-guide=result]")
    expect(guide.get_by_text(shown, exact=True)).to_be_visible()


def test_a_phone_that_was_there_once_measures_from_a_cold_start_without_a_network(
    server: Installation, browse: Any
) -> None:
    phone = browse()
    phone.goto(server.url + "/health/measure")
    until(phone, "navigator.serviceWorker.controller !== null")
    phone.close()
    context = phone.context
    context.set_offline(True)
    cold = context.new_page()
    cold.goto(server.url + "/health/measure")
    begin(cold)
    cold.keyboard.type("13585")
    cold.keyboard.press("Enter")
    cold.get_by_test_id("skip").click()
    cold.locator("[data-guide=type]").wait_for()
    cold.keyboard.type("13183")
    cold.keyboard.press("Enter")
    expect(cold.get_by_test_id("result")).to_contain_text("133")
    expect(cold.get_by_text("只量不记：没有存任何数。")).to_be_visible()
    assert not left_behind(cold, "systolic", "health.measure:now")
