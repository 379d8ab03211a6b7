"""Health checks from the first consent to the last deletion: one resident, the cadre of the grid, a clinician."""

from __future__ import annotations

from typing import Any

from playwright.sync_api import expect

from app.health.models import (
    Consent,
    DataKey,
    FollowUp,
    FollowUpDone,
    Look,
    Origin,
    Reading,
    ShareGrant,
    Tally,
    TallyKind,
)
from tests.e2e.cadre import DELIVERED
from tests.e2e.installation import Installation
from tests.e2e.measuring import (
    COUNT,
    TABLET,
    agree_to_both,
    begin,
    left_behind,
    pass_of,
    rows,
    sign_in,
    sit_down,
    type_pressure,
)
from tests.e2e.rounds import until

WHO = "林阿婆"


def test_a_resident_measures_is_looked_after_shares_takes_it_back_and_is_forgotten(
    server: Installation, browse: Any
) -> None:
    tablet, cadre, phone, clinician = browse(**TABLET), browse(), browse(), browse()
    letters = pass_of(server, WHO)
    a_guided_check_at_the_tablet(tablet, server, letters)
    an_urgent_one(tablet, server, letters)
    the_cadre_comes_by(cadre, server)
    at_home_without_signal(phone, server, letters)
    a_clinician_looks(phone, clinician, server)
    it_is_taken_back(phone, clinician, server)
    nothing_is_kept_any_more(phone, server)
    everything_is_erased(phone, server)


def a_guided_check_at_the_tablet(tablet: Any, server: Installation, letters: str) -> None:
    sit_down(tablet, server, letters)
    assert not rows(server, Consent)
    agree_to_both(tablet)
    assert [one.kind for one in rows(server, Consent)] == ["keep", "follow_up"]
    tablet.evaluate(COUNT)
    begin(tablet)
    type_pressure(tablet, 135, 85, 72)
    tablet.get_by_test_id("skip").click()
    type_pressure(tablet, 131, 83, 70)
    expect(tablet.get_by_test_id("result")).to_contain_text("133")
    expect(tablet.get_by_text("已存到您自己的健康记录")).to_be_visible()
    assert tablet.evaluate("taps") <= 7, "and one more to end it"
    tablet.get_by_role("button", name="量完了，结束").click()
    tablet.get_by_test_id("just-measure").wait_for()
    assert not left_behind(tablet, WHO, "systolic", "/api/health")
    assert {one.origin for one in rows(server, Reading)} == {Origin.LOUNGE}
    assert not rows(server, FollowUp)


def an_urgent_one(tablet: Any, server: Installation, letters: str) -> None:
    sit_down(tablet, server, letters)
    begin(tablet)
    type_pressure(tablet, 193, 117, 88)
    urgent = tablet.get_by_test_id("urgent")
    expect(urgent).to_contain_text("马上打 120")
    assert urgent.bounding_box() == {"x": 0, "y": 0, **TABLET["viewport"]}, "nothing beside it"
    expect(urgent.get_by_role("link", name="打 120")).to_have_attribute("href", "tel:120")
    expect(urgent).to_contain_text("会请您这一片的社区工作者今天联系您")
    expect(urgent).to_contain_text("已存到您自己的健康记录")
    urgent.get_by_role("button", name="结束").click()
    tablet.get_by_test_id("just-measure").wait_for()
    assert len(rows(server, FollowUp)) == 1


def the_cadre_comes_by(cadre: Any, server: Installation) -> None:
    """Who knows the person and a sentence, and no number."""
    server.sign_in(cadre.context, "cadre")
    cadre.goto(server.url + "/admin/health")
    page = cadre.locator("main")
    expect(page).to_contain_text(WHO)
    shown = page.inner_text()
    assert "193" not in shown
    assert "117" not in shown
    page.get_by_role("button", name="办好了").click()
    page.get_by_text("联系上了，人还好").click()
    page.get_by_role("button", name="记下").click()
    expect(page.get_by_text("今天没有要去看的人")).to_be_visible()
    (task,) = rows(server, FollowUp)
    assert (task.done, task.closed_at is None) == (FollowUpDone.REACHED, False)
    assert {TallyKind.URGENT, TallyKind.CONTACTED} <= {one.kind for one in rows(server, Tally)}


def at_home_without_signal(phone: Any, server: Installation, letters: str) -> None:
    sign_in(phone, server, letters)
    phone.goto(server.url + "/health/measure")
    until(phone, "navigator.serviceWorker.controller !== null")
    until(phone, "globalThis.linju?.value?.('view:health')?.[0]?.consent_keep")
    before = len(rows(server, Reading))
    phone.context.set_offline(True)
    phone.goto(server.url + "/health/measure")
    begin(phone)
    type_pressure(phone, 146, 92, 71)
    phone.locator("[data-guide=between]").wait_for()
    until(phone, "globalThis.linju?.value?.('health.drafted') === 'between'")
    phone.reload()  # whatever happens meanwhile: the check goes on where it was
    phone.get_by_test_id("skip").click()
    type_pressure(phone, 143, 90, 70)
    expect(phone.get_by_text("已存在这部手机上")).to_be_visible()
    phone.goto(server.url + "/sync")
    expect(phone.locator("main")).to_contain_text("量了血压")
    assert "146" not in phone.locator("main").inner_text()
    assert len(rows(server, Reading)) == before
    phone.context.set_offline(False)
    assert phone.evaluate(DELIVERED, 1) == ["delivered"]
    assert [one.origin for one in rows(server, Reading)[before:]] == [Origin.HOME] * 2


def a_clinician_looks(phone: Any, clinician: Any, server: Installation) -> None:
    phone.goto(server.url + "/health/shares")
    phone.get_by_role("button", name="给签约医生看").click()
    phone.get_by_role("button", name="同意给看").click()
    phone.get_by_role("button", name="收回，不给看了").wait_for()
    server.sign_in(clinician.context, "clinician")
    clinician.goto(server.url + "/health/shared")
    clinician.get_by_role("link", name=WHO).click()
    expect(clinician.locator("body")).to_contain_text("193")
    assert [one.name for one in rows(server, Look)] == ["何医生"]
    phone.reload()
    expect(phone.locator("main").get_by_role("listitem").filter(has_text="在屏幕上看")).to_contain_text("何医生")


def it_is_taken_back(phone: Any, clinician: Any, server: Installation) -> None:
    phone.get_by_role("button", name="收回，不给看了").click()
    expect(phone.get_by_text("现在没有给任何人看")).to_be_visible()
    (grant,) = rows(server, ShareGrant)
    assert grant.revoked_at
    clinician.reload()
    expect(clinician.locator("body")).not_to_contain_text("193")
    clinician.goto(server.url + "/health/shared")
    expect(clinician.get_by_text("现在没有人给您看")).to_be_visible()


def nothing_is_kept_any_more(phone: Any, server: Installation) -> None:
    """Withdrawn: measuring goes on, keeping does not."""
    phone.goto(server.url + "/health/consent")
    keep = phone.locator("#keep")
    keep.get_by_role("button", name="撤回同意").click()
    keep.get_by_role("button", name="真的撤回").click()
    expect(keep.get_by_role("button", name="同意", exact=True)).to_be_visible()
    assert {one.kind: bool(one.withdrawn_at) for one in rows(server, Consent) if one.kind == "keep"} == {"keep": True}
    phone.goto(server.url + "/health/measure")
    expect(phone.get_by_text("您还没有同意保存健康数据：只量不记。")).to_be_visible()


def everything_is_erased(phone: Any, server: Installation) -> None:
    phone.goto(server.url + "/health/own")
    phone.get_by_role("button", name="全部删除").click()
    phone.locator("#sure").fill("全部删除")
    phone.get_by_role("button", name="真的全部删除").click()
    expect(phone.locator("#sure")).to_have_count(0)
    assert not rows(server, Reading)
    assert [one.wrapped for one in rows(server, DataKey)] == [None]
