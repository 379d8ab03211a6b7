"""Devices read over Web Bluetooth by a real Chromium, with its emulated adapter in place of the air.

All but the last need no build and no server: the modules run in an empty page.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import expect
from sqlmodel import Session, select

from app.health.service.readings import readings_of
from app.households.models import Person
from tests.browsers import ARGUMENTS, chromium
from tests.e2e import meters
from tests.e2e.installation import Installation
from tests.e2e.measuring import TABLET, agree_to_both, begin, pass_of, sit_down
from tests.e2e.meters import BP, CONTEXT, CONTROL, GLUCOSE, MEASUREMENT, OXIMETER, THERMOMETER, WEIGHT, Radio

MODULES = Path(__file__).parents[2] / "app" / "health" / "js" / "bluetooth"
PAGE = "<!doctype html><button style='width:9em;height:9em'>从仪器读</button>"
CUFF, NO_NUMBER = "04 7800 5000 5d00 4800", "00 ff07 ff07 ff07"
WHO = "林阿婆"
DONE, EMPTY = "06 00 01 01", "06 00 01 06"
MEALS = (MEASUREMENT[GLUCOSE], CONTEXT, CONTROL)


@pytest.fixture(scope="module")
def chrome(browser) -> Iterator[Any]:
    launched = browser.browser_type.launch(executable_path=chromium(), args=[*ARGUMENTS, *meters.ARGUMENTS])
    yield launched
    launched.close()


@pytest.fixture
def page(chrome) -> Iterator[Any]:
    """An empty page that has the modules of the product, and a button for the tap that Chrome asks for."""
    made = chrome.new_page()
    made.route("**/*", _serve)
    made.goto("https://linju.example/")
    made.evaluate(f"() => {{ {meters.NOTIFIES} }}")
    yield made
    made.close()


@pytest.fixture
def radio(chrome, page) -> Iterator[Radio]:
    made = Radio(chrome, page)
    yield made
    made.off()


def _serve(route: Any) -> None:
    name = route.request.url.rsplit("/", 1)[1]
    if name.endswith(".js"):
        route.fulfill(body=(MODULES / name).read_text(), content_type="text/javascript")
    else:
        route.fulfill(body=PAGE, content_type="text/html; charset=utf-8")


def press(page, kind: str, **options: Any) -> None:
    """A tap on the button begins the reading; `out` is what comes of it. `cancel()` gives up."""
    page.evaluate(
        """([kind, options]) => {
          const stop = new AbortController();
          globalThis.cancel = () => stop.abort();
          globalThis.out = null;
          document.querySelector("button").onclick = async () => {
            const { measure } = await import("/cuff.js");
            globalThis.out = await measure(kind, { settle: 50, signal: stop.signal, ...options })
              .catch((error) => ({ failed: error.code ?? String(error) }));
          };
        }""",
        [kind, options],
    )
    page.click("button")


def outcome(page) -> Any:
    page.wait_for_function("globalThis.out !== null", timeout=10_000)
    return page.evaluate("out")


def read(page, kind: str, **options: Any) -> Any:
    press(page, kind, **options)
    return outcome(page)


def wait_for(page, condition: Callable[[], Any]) -> None:
    """Until something has come from the browser."""
    for _ in range(500):
        if condition():
            return
        page.wait_for_timeout(20)
    raise AssertionError("nothing came")


def test_a_cuff_is_found_by_its_service_listened_to_and_let_go(page, radio: Radio) -> None:
    radio.add("HEM-7322T", BP)
    radio.tell(CUFF)
    found = read(page, "bp")
    assert found.get("values") == {"systolic": 120, "diastolic": 80, "pulse": 72}, found
    assert found["device"] == "bluetooth:HEM-7322T"
    assert radio.subscribed == [MEASUREMENT[BP]]
    assert page.evaluate("navigator.bluetooth.getDevices?.().then((all) => all.some((one) => one.gatt.connected))") in (
        False, None,
    )  # fmt: skip


def test_a_device_with_another_service_is_not_offered(page, radio: Radio) -> None:
    radio.add("scale", WEIGHT)
    press(page, "bp")
    wait_for(page, lambda: radio.prompt)
    page.wait_for_timeout(300)  # time enough to show it
    assert radio.offered == []
    radio.choose_none()
    assert outcome(page) == {"failed": "no_device"}


def test_nobody_has_to_choose_a_device(page, radio: Radio) -> None:
    radio.add("cuff", BP)
    radio.shy = True
    assert read(page, "bp") == {"failed": "no_device"}


def test_what_a_cuff_still_had_in_its_memory_does_not_count(page, radio: Radio) -> None:
    radio.add("cuff", BP)
    radio.tell("04 9600 6400 7000 5000")
    radio.tell(CUFF)
    assert read(page, "bp")["values"]["systolic"] == 120


def test_a_cuff_that_failed_gives_no_number(page, radio: Radio) -> None:
    radio.add("cuff", BP)
    radio.tell(NO_NUMBER)
    assert read(page, "bp") == {"failed": "no_number"}


def test_a_frame_that_was_cut_off_says_nothing(page, radio: Radio) -> None:
    radio.add("cuff", BP)
    radio.tell("04 78")
    assert read(page, "bp") == {"failed": "short"}


@pytest.mark.parametrize(
    ("kind", "service", "frame", "values"),
    [
        ("bmi", WEIGHT, "00 3c32", {"weight": 64.3}),
        ("temperature", THERMOMETER, "00 6c0100ff", {"temperature": 36.4}),
        ("temperature", THERMOMETER, "00 ffff7f00", None),
        ("spo2", OXIMETER, "00 6200 4800", {"spo2": 98, "pulse": 72}),
    ],
)
def test_scale_thermometer_and_oximeter(page, radio: Radio, kind: str, service: int, frame: str, values: Any) -> None:
    radio.add("one", service)
    radio.tell(frame)
    found = read(page, kind)
    assert found.get("values") == values
    assert values or found == {"failed": "no_number"}


def test_a_meter_is_asked_for_its_last_record_and_tells_the_meal(page, radio: Radio) -> None:
    radio.add("meter", GLUCOSE, *MEALS)
    last = {MEASUREMENT[GLUCOSE]: "16 0500 e4070102 0a1530 3dc0 11", CONTEXT: "02 0500 03", CONTROL: DONE}
    radio.answers[CONTROL] = {which: [bytes.fromhex(frame)] for which, frame in last.items()}
    found = read(page, "glucose")
    assert (found["values"], found["context"]) == ({"glucose": 6.1}, "fasting")
    assert found["notes"] == ["not_now"], "it was measured years ago"
    assert radio.wrote == [b"\x01\x06"]
    assert sorted(radio.subscribed) == sorted(MEALS)


def test_a_meter_without_readings_says_so(page, radio: Radio) -> None:
    radio.add("meter", GLUCOSE, *MEALS)
    radio.answers[CONTROL] = {CONTROL: [bytes.fromhex(EMPTY)]}
    assert read(page, "glucose") == {"failed": "empty"}


@pytest.mark.parametrize(
    ("refused", "said"),
    [("connection", "no_connection"), ("subscribe-to-notifications", "no_connection"), ("discovery", "timeout")],
)
def test_a_device_that_does_not_answer_was_not_reached(page, radio: Radio, refused: str, said: str) -> None:
    """Chrome itself waits without end for the services of a device."""
    radio.add("cuff", BP)
    radio.refuses = {refused}
    assert read(page, "bp", wait=1_000) == {"failed": said}


def test_one_that_goes_away_before_it_has_told_anything_is_gone(page, radio: Radio) -> None:
    radio.add("cuff", BP)
    page.evaluate("globalThis.silent = true")
    press(page, "bp")
    wait_for(page, lambda: radio.subscribed)
    radio.hang_up()
    assert outcome(page) == {"failed": "gone"}


def test_it_waits_no_longer_than_it_says_and_stops_when_asked_to(page, radio: Radio) -> None:
    radio.add("cuff", BP)
    assert read(page, "bp", wait=200) == {"failed": "timeout"}
    press(page, "bp")
    page.evaluate("cancel()")
    assert outcome(page) == {"failed": "cancelled"}


def test_a_phone_without_bluetooth_says_so_at_once(page, chrome) -> None:
    radio = Radio(chrome, page, "absent")
    assert read(page, "bp") == {"failed": "off"}
    radio.off()


# ------------------------------------------------------------------------------------------------- the tablet


@pytest.fixture
def tablet(chrome) -> Iterator[Any]:
    """The lounge's tablet, in the Chrome with the emulated adapter."""
    context = chrome.new_context(**TABLET)
    context.add_init_script(f"(() => {{ {meters.NOTIFIES} }})()")
    yield context.new_page()
    context.close()


def test_the_guide_takes_two_readings_from_a_cuff_without_a_key(chrome, tablet, server: Installation) -> None:
    """The first one fails as cuffs do; it is said, and no number is made of it."""
    radio = Radio(chrome, tablet)
    radio.add("HEM-7322T", BP)
    sit_down(tablet, server, pass_of(server, WHO))
    agree_to_both(tablet)
    begin(tablet)
    for frame in (NO_NUMBER, CUFF):
        radio.tell(frame)
        tablet.get_by_role("button", name="从蓝牙仪器读").click()
        if frame == NO_NUMBER:
            expect(tablet.get_by_text("仪器这次没有量出来")).to_be_visible(timeout=10_000)
    tablet.locator("[data-guide=between]").wait_for()
    tablet.get_by_test_id("skip").click()
    radio.tell("04 7a00 5200 5d00 4a00")
    tablet.get_by_role("button", name="从蓝牙仪器读").click()
    expect(tablet.get_by_test_id("result")).to_contain_text("121")
    expect(tablet.get_by_text("已存到您自己的健康记录")).to_be_visible()
    radio.off()
    with Session(server.engine) as session:
        person = session.exec(select(Person).where(Person.name == WHO)).one()
        kept = [one.taken for one in readings_of(session, person.id)]
    assert [one.values for one in kept] == [
        {"systolic": 120, "diastolic": 80, "pulse": 72}, {"systolic": 122, "diastolic": 82, "pulse": 74},
    ]  # fmt: skip
    assert {one.device for one in kept} == {"bluetooth:HEM-7322T"}
