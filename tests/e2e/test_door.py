"""The scanner: camera, hand scanner and six letters, with the network away, and what the server has in the end."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest

from tests.browsers import ARGUMENTS, chromium
from tests.e2e.conftest import PHONE
from tests.e2e.doors import TOKENS, arrivals, film, give_passes, open_event, tries
from tests.e2e.offline.fake import wait_until
from tests.e2e.rounds import until

LIN, CHEN = TOKENS["林阿婆"], TOKENS["陈大文"]
CAMERA = ["--use-fake-device-for-media-stream", "--use-fake-ui-for-media-stream"]


@pytest.fixture
def filmed(browser, tmp_path: Path) -> Iterator[Callable]:
    """Phones whose camera sees a card with this text; with `asks` nobody says yes to the camera."""
    launched = []

    def make(text: str, *, asks: bool = False) -> Any:
        seen = film(tmp_path / "card.mjpeg", text)
        arguments = [*ARGUMENTS, *CAMERA[: 1 if asks else 2], f"--use-file-for-fake-video-capture={seen}"]
        launched.append(browser.browser_type.launch(executable_path=chromium(), args=arguments))
        return launched[-1].new_context(**PHONE).new_page()

    yield make
    for one in launched:
        one.close()


def stand_at_the_door(server, page, event: str = "", *, login: str = "cadre") -> None:
    """With everything needed on this phone."""
    carry(server, page, login)
    page.goto(server.url + "/door" + (f"?event={event}" if event else ""))


def carry(server, page, login: str = "cadre") -> None:
    """Be at another screen until everything needed lies on this phone."""
    server.sign_in(page.context, login)
    page.goto(server.url + "/sync")
    until(page, "globalThis.linju?.value?.('kept')?.includes('door') && linju.value('large')?.door")


def lose_the_network(page) -> None:
    """As soon as the service worker has taken over."""
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    until(page, "navigator.serviceWorker.controller !== null")
    page.context.set_offline(True)


def verdict(page, code: str) -> Any:
    found = page.locator(f"[data-verdict='{code}']")
    found.wait_for()
    return found


def came(page) -> str:
    return page.locator("[data-testid=came]").inner_text()


def scan_by_hand(page, text: str) -> None:
    """What a hand scanner does: every letter within a blink, then Enter."""
    page.evaluate(
        """text => { for (const key of [...text, "Enter"]) {
          const what = {key, bubbles: true, cancelable: true, composed: true};
          if (document.activeElement.dispatchEvent(new KeyboardEvent("keydown", what)) && key.length === 1) {
            const field = document.activeElement;
            if (field.tagName === "INPUT") field.value += key;
          } } }""",
        text,
    )


def test_a_camera_reads_a_pass_offline_and_the_server_hears_of_it_later(server, filmed) -> None:
    event = open_event(server)
    give_passes(server)
    page = filmed(f"https://linju.example/p/{LIN[0]}")
    carry(server, page)
    lose_the_network(page)
    page.goto(f"{server.url}/door?event={event}")  # cold; the camera comes on by itself where it was allowed before
    assert "林**" in verdict(page, "enter").inner_text()
    until(page, "document.querySelector('[data-testid=came]').textContent === '1'")
    page.get_by_text("还有 1 条没送出").wait_for()
    assert arrivals(server) == []
    scanned = page.evaluate("linju.outbox()[0].made_at")
    page.context.set_offline(False)
    wait_until(lambda: len(arrivals(server)) == 1, 30)
    (row,) = arrivals(server)
    assert row.via == "camera"
    assert row.came_at.isoformat(timespec="milliseconds").replace("+00:00", "Z") == scanned
    page.get_by_text("还有 1 条没送出").wait_for(state="hidden")
    assert page.locator("[data-testid=scan]").count() == 1  # the card is still before the camera


def test_only_who_lets_people_in_has_the_scanner_on_the_phone(server, phone, browse) -> None:
    engine = "caches.match(new Request('/large.json')).then(async list => list && (await list.json()).door[0])"
    stand_at_the_door(server, phone, open_event(server))
    phone.get_by_text("没有信号也能扫码").wait_for()
    assert phone.evaluate(f"{engine}.then(file => caches.match(file)).then(Boolean)")
    resident = browse()
    resident.goto(server.url + "/events")
    until(resident, "navigator.serviceWorker.controller !== null")
    resident.evaluate("navigator.serviceWorker.ready.then(() => true)")
    assert resident.evaluate("caches.keys().then(names => names.some(name => name.includes('precache')))")
    assert not resident.evaluate(
        "caches.keys().then(names => Promise.all(names.map(name => caches.open(name).then(one => one.keys()))))"
        ".then(lists => lists.flat().some(({url}) => url.includes('.wasm')))"
    )


def test_six_letters_let_somebody_in_once(server, phone) -> None:
    open_event(server)
    give_passes(server)
    stand_at_the_door(server, phone)
    field = phone.get_by_label("输入六位码")
    field.fill("abc-234")
    field.press("Enter")
    verdict(phone, "enter")
    assert field.input_value() == ""
    assert phone.evaluate("document.activeElement.id") == "door-code"
    field.fill("ABC234")
    phone.get_by_role("button", name="签到", exact=True).click()
    assert "已经签到过了" in verdict(phone, "already").inner_text()
    assert came(phone) == "1"


def test_a_mistyped_code_stays_in_the_field_and_says_what_is_wrong(server, phone) -> None:
    open_event(server)
    give_passes(server)
    stand_at_the_door(server, phone)
    field = phone.get_by_label("输入六位码")
    field.fill("ABCO12")
    field.press("Enter")
    assert "没有 0、O、1、I、L" in verdict(phone, "no:letters").inner_text()
    assert field.input_value() == "ABCO12"
    field.fill("https://linju.example/e/K7M2QX00AB12XXXXXXXXXXXX")
    field.press("Enter")
    verdict(phone, "no:wall")


def test_a_hand_scanner_is_heard_wherever_the_focus_is(server, phone) -> None:
    open_event(server)
    give_passes(server)
    stand_at_the_door(server, phone)
    until(phone, "globalThis.linju?.value?.('door.listens')")
    phone.get_by_role("button", name="打开摄像头扫码").focus()  # Enter must not press it
    scan_by_hand(phone, f"https://linju.example/p/{LIN[0]}")
    verdict(phone, "enter")
    assert phone.evaluate("linju.value('door.camera').state") == "off"
    field = phone.get_by_label("输入六位码")
    field.fill("ST")
    field.focus()
    scan_by_hand(phone, CHEN[1])
    phone.get_by_role("status").get_by_text("陈**").wait_for()
    assert field.input_value() == "ST"  # what somebody was typing is still there
    assert phone.evaluate("linju.outbox().map(({data}) => data.via)") == ["hid", "hid"]


def test_a_full_event_is_told_and_a_person_may_decide_otherwise(server, phone) -> None:
    open_event(server, capacity=1)
    give_passes(server)
    stand_at_the_door(server, phone)
    lose_the_network(phone)
    phone.reload()
    field = phone.get_by_label("输入六位码")
    for code, expected in ((LIN[1], "enter"), (CHEN[1], "full")):
        field.fill(code)
        field.press("Enter")
        verdict(phone, expected)
    assert came(phone) == "1"
    phone.get_by_role("button", name="仍然请进").click()
    verdict(phone, "insisted")
    assert came(phone) == "2"


def test_a_wrong_scan_is_taken_back_before_it_leaves_the_phone(server, phone) -> None:
    open_event(server)
    give_passes(server)
    stand_at_the_door(server, phone)
    lose_the_network(phone)
    phone.reload()
    field = phone.get_by_label("输入六位码")
    field.fill(LIN[1])
    field.press("Enter")
    verdict(phone, "enter").get_by_role("button", name="撤销").click()
    verdict(phone, "undone")
    assert came(phone) == "0"
    phone.context.set_offline(False)
    until(phone, "linju.value('online') && !linju.value('line')?.sending")
    assert arrivals(server) == []


def test_a_scan_that_has_left_is_taken_back_on_the_server_too(server, phone) -> None:
    open_event(server)
    give_passes(server)
    stand_at_the_door(server, phone)
    phone.get_by_label("输入六位码").fill(LIN[1])
    phone.keyboard.press("Enter")
    verdict(phone, "enter")
    until(phone, "linju.outbox()[0]?.state === 'delivered'")
    assert len(arrivals(server)) == 1
    phone.get_by_role("button", name="撤销 林**").click()
    verdict(phone, "undone")
    wait_until(lambda: arrivals(server) == [])
    until(phone, "document.querySelector('[data-testid=came]').textContent === '0'")


def test_two_phones_without_a_network_let_the_same_person_in_and_they_stay_in(server, browse) -> None:
    open_event(server)
    give_passes(server)
    phones = [browse(), browse()]
    for page, login in zip(phones, ("cadre", "cadre_two"), strict=True):
        stand_at_the_door(server, page, login=login)
        lose_the_network(page)
        page.get_by_label("输入六位码").fill(LIN[1])
        page.keyboard.press("Enter")
        verdict(page, "enter")
    for page in phones:
        page.context.set_offline(False)
        until(page, "linju.outbox()[0]?.state === 'delivered'")
    (row,) = arrivals(server)
    assert row.came_at.isoformat(timespec="milliseconds").replace("+00:00", "Z") == phones[0].evaluate(
        "linju.outbox()[0].made_at"
    )
    assert tries(server) == ["already"]  # for staff to look at


def test_a_refused_camera_says_what_to_do_and_typing_goes_on(server, filmed) -> None:
    open_event(server)
    give_passes(server)
    phone = filmed("nothing", asks=True)
    stand_at_the_door(server, phone)
    phone.get_by_role("button", name="打开摄像头扫码").click()
    phone.get_by_text("没有允许用摄像头").wait_for()
    phone.get_by_text("也可以在下面输入卡上的六位码").wait_for()
    phone.get_by_label("输入六位码").fill(LIN[1])
    phone.keyboard.press("Enter")
    verdict(phone, "enter")


def test_a_device_without_a_camera_says_so(server, phone) -> None:
    open_event(server)
    stand_at_the_door(server, phone)
    phone.get_by_role("button", name="打开摄像头扫码").click()
    phone.get_by_text("这台设备没有摄像头").wait_for()


def test_an_event_is_chosen_among_several(server, phone) -> None:
    open_event(server)
    other = open_event(server, title="义诊", short="AAAAAA")
    stand_at_the_door(server, phone)
    phone.get_by_text("在哪一场活动签到？").wait_for()
    phone.get_by_role("button", name="义诊").click()
    phone.get_by_text("请出示居民码").wait_for()
    assert phone.url.endswith(f"/door?event={other}")


def test_an_event_published_a_minute_ago_is_fetched_when_its_door_is_opened(server, phone) -> None:
    open_event(server)
    carry(server, phone)
    late = open_event(server, title="义诊", short="AAAAAA")
    phone.goto(f"{server.url}/door?event={late}")
    phone.get_by_text("请出示居民码").wait_for()
    assert "义诊" in phone.locator("[data-open=door-events]").inner_text()


def test_without_events_and_without_the_task_it_says_so(server, phone, browse) -> None:
    stand_at_the_door(server, phone)
    phone.get_by_text("今天和明天没有活动").wait_for()
    other = browse()
    server.sign_in(other.context, "resident")
    other.goto(server.url + "/door")
    other.get_by_text("您不负责签到").wait_for()
