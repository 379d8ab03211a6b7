"""The household's card on a phone: a visit is opened with its versions and photos; words follow the language."""

from __future__ import annotations

import io

import pytest
from PIL import Image

from tests.e2e.rounds import DOOR, go_offline_cold, make_due, open_round, until, visits

OUTBOX_EMPTY = "linju.value('outbox')?.length && linju.value('outbox').every(one => one.state === 'delivered')"


@pytest.fixture
def picture() -> dict:
    """A photo as a phone's camera hands it over."""
    file = io.BytesIO()
    Image.new("RGB", (320, 240), (180, 70, 40)).save(file, "JPEG")
    return {"name": "door.jpg", "mimeType": "image/jpeg", "buffer": file.getvalue()}


@pytest.fixture
def visited(server, phone, picture):
    """The card of 1栋2单元501 after a visit with a photo and an edit of it, both delivered."""
    make_due(server)
    open_round(server, phone)
    phone.locator(DOOR).first.click()
    phone.get_by_role("link", name="登记走访").click()
    phone.get_by_text("见到了").click()
    phone.locator("[name=note]").fill("先这样写")
    phone.locator("input[type=file]").last.set_input_files(picture)
    phone.locator(".lj-photo img").wait_for()
    phone.get_by_role("button", name="存下").click()
    phone.get_by_text("回执号").wait_for()
    phone.get_by_role("link", name="改这条").click()
    until(phone, "document.querySelector('[name=outcome][value=met]')?.checked")
    phone.locator("[name=note]").fill("后来这样写")
    phone.get_by_role("button", name="存下").click()
    until(phone, OUTBOX_EMPTY)
    phone.evaluate("linju.wake('manual')")
    [visit] = visits(server)
    phone.goto(f"{server.url}/households/{visit.household_id}")
    phone.get_by_text("第 2 版").wait_for()  # the card was brought up to date
    return phone


def test_a_visit_is_opened_with_both_versions_who_and_when_and_its_photo(visited) -> None:
    visited.get_by_role("button", name="看详情").first.click()
    sheet = visited.get_by_role("dialog")
    sheet.get_by_text("先这样写").wait_for()
    assert sheet.get_by_role("heading", level=3).count() == 2
    latest, first = sheet.get_by_role("article").all()
    assert "后来这样写" in latest.inner_text()
    for version in (latest, first):
        assert "张姐" in version.inner_text()
        assert "今天" in version.inner_text()
        assert "林阿婆" in version.inner_text()
    picture = latest.get_by_role("img", name="走访照片")
    picture.wait_for()
    until(visited, "document.querySelector('dialog article img')?.naturalWidth > 0")


def test_without_signal_the_sheet_says_what_cannot_be_seen(visited) -> None:
    visited.evaluate("navigator.serviceWorker.ready.then(() => true)")
    visited.context.set_offline(True)
    visited.reload()
    visited.get_by_role("button", name="看详情").first.click()
    visited.get_by_role("dialog").get_by_text("要有信号才能看").wait_for()


def test_a_visit_that_is_only_on_this_phone_can_be_read_too(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    go_offline_cold(server, phone)
    phone.locator(DOOR).first.click()
    phone.get_by_role("link", name="登记走访").click()
    phone.get_by_text("见到了").click()
    phone.locator("[name=note]").fill("还没有信号")
    phone.get_by_role("button", name="存下").click()
    phone.get_by_text("已登记").first.wait_for()
    phone.goto(phone.url.replace("/saved?household=", "/households/"))
    phone.get_by_role("button", name="看详情").first.click()
    sheet = phone.get_by_role("dialog")
    sheet.get_by_text("还没有信号").wait_for()
    sheet.get_by_text("已存手机").wait_for()


def test_dates_and_words_follow_the_language_both_ways(visited) -> None:
    main = visited.locator("main")
    for language, there, gone in (("English", "Today", "今天"), ("中文", "今天", "Today")):
        visited.locator("[data-open=settings]").click()
        visited.locator("#settings").get_by_text(language, exact=True).click()
        visited.locator("#settings [data-close]").click()
        main.get_by_text(there).first.wait_for()
        assert gone not in main.inner_text()


def test_nobody_at_home_moves_the_door_at_once_without_signal(server, phone) -> None:
    make_due(server)
    open_round(server, phone)
    go_offline_cold(server, phone)
    phone.locator(DOOR).first.click()
    phone.get_by_role("link", name="登记走访").click()
    phone.get_by_text("没人在").click()
    phone.get_by_role("button", name="存下").click()
    phone.get_by_text("已登记").first.wait_for()
    phone.goto(server.url + "/round")
    tabs = phone.locator("[name=tab]")
    phone.get_by_text("未遇", exact=True).first.click()
    phone.locator(DOOR).filter(has_text="未遇").wait_for()
    assert tabs.count() == 4
    assert visits(server) == []
