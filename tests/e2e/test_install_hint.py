"""The hint to put Linju on the home screen: when it helps, once, and never again after "later"."""

from __future__ import annotations

from tests.e2e.rounds import DOOR, make_due, open_round, until

HINT = "把邻聚放到手机桌面"
ANDROID = "Mozilla/5.0 (Linux; Android 14; Pixel 8) AppleWebKit/537.36 Chrome/140.0 Mobile Safari/537.36"
IPHONE = "Mozilla/5.0 (iPhone; CPU iPhone OS 18_0 like Mac OS X) AppleWebKit/605.1.15 Version/18.0 Mobile Safari/604.1"


def test_the_hint_comes_after_the_first_delivered_visit_and_can_be_put_off(server, browse) -> None:
    make_due(server)
    phone = browse(user_agent=ANDROID)
    open_round(server, phone)
    assert phone.get_by_text(HINT).count() == 0
    phone.locator(DOOR).first.click()
    phone.get_by_role("link", name="登记走访").click()
    phone.get_by_text("见到了").click()
    phone.get_by_role("button", name="存下").click()
    phone.get_by_text("回执号").wait_for()
    phone.goto(server.url + "/round")
    phone.get_by_text(HINT).wait_for()
    phone.get_by_role("button", name="以后再说").click()
    phone.get_by_text(HINT).wait_for(state="detached")
    phone.reload()
    until(phone, "linju.value?.('sync')?.delivered > 0")
    assert phone.get_by_text(HINT).count() == 0


def test_the_hint_comes_on_the_second_day(server, browse) -> None:
    make_due(server)
    phone = browse(user_agent=ANDROID)
    open_round(server, phone)
    phone.evaluate("localStorage.setItem('linju:install.first', JSON.stringify('Sun Mar 01 2026'))")
    phone.reload()
    phone.get_by_text(HINT).wait_for()


def test_an_iphone_is_told_before_the_first_visit(server, browse) -> None:
    make_due(server)
    phone = browse(user_agent=IPHONE)
    open_round(server, phone)
    phone.get_by_text("添加到主屏幕").wait_for()
