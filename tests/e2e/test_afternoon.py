"""An afternoon at the lounge, whole: forty sign up, a family waits, the wall is on, three ways in, no network for a
while, and in the end the list is right."""

from __future__ import annotations

import csv
import io
import json
from datetime import timedelta
from typing import Any
from zoneinfo import ZoneInfo

import httpx
import pytest
import zxingcpp
from PIL import Image
from sqlmodel import Session, select

from app.households.models import Person
from app.shared.clock import now
from app.shared.crypto import KeyRing
from tests.e2e.conftest import PHONE
from tests.e2e.doors import TOKENS, give_passes
from tests.e2e.installation import Installation
from tests.e2e.offline.fake import wait_until
from tests.e2e.rounds import until
from tests.e2e.test_door import lose_the_network, verdict

WALL = {"viewport": {"width": 1920, "height": 1080}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}


def publish(server: Installation) -> str:
    """As a clerk does at the command line: this afternoon, forty places."""
    local = now().astimezone(ZoneInfo("Asia/Shanghai"))
    start, end = (f"{moment:%Y-%m-%dT%H:%M}" for moment in (local - timedelta(minutes=1), local + timedelta(hours=2)))
    made = server.run(
        "event", "add", "--title", "闽南童谣下午场", "--start", start, "--end", end, "--capacity", "40",
        "--place", "公共客厅", "--community", "350206999001", "--json",
    )  # fmt: skip
    assert made.returncode == 0, made.stderr
    return json.loads(made.stdout)["id"]


def sign_up(server: Installation, event: str, people: list[str], phone: str) -> dict[str, Any]:
    family = {"people": [{"name": name} for name in people], "phone": phone}
    answer = httpx.post(f"{server.url}/api/events/{event}/sign-ups", json=family, headers={"origin": server.url})
    assert answer.status_code < 300, answer.text
    return answer.json()


def know_number(server: Installation, name: str, phone: str) -> None:
    """The roster has this person's number, so that the sign-up is theirs and their card is good for it."""
    with Session(server.engine) as session, session.begin():
        person = session.exec(select(Person).where(Person.name == name)).one()
        keys = KeyRing(server.home / "keys")
        person.phone_index, person.phone_last4 = keys.blind("phone", phone), phone[-4:]


def number(n: int) -> str:
    return f"1380000{n:04}"


def code_on(page: Any) -> str:
    """What a phone's camera reads off the wall."""
    (found,) = zxingcpp.read_barcodes(Image.open(io.BytesIO(page.screenshot())))
    return found.text


def figure(page: Any, come: int) -> None:
    until(page, f"document.querySelector('[data-testid=come]')?.textContent === '{come}'")


@pytest.fixture
def wall(server: Installation, browser) -> Any:
    context = browser.new_context(**WALL)
    server.sign_in(context, "cadre", "wall")
    yield context.new_page()
    context.close()


def test_an_afternoon_from_the_first_sign_up_to_the_list(server: Installation, browser, phone, wall) -> None:
    event = publish(server)
    give_passes(server)
    know_number(server, "林阿婆", number(100))
    seats = [sign_up(server, event, [f"来客{n}", f"家人{n}"], number(n)) for n in range(19)]
    seats.append(sign_up(server, event, ["林阿婆", "老陈"], number(100)))
    waiting = sign_up(server, event, ["吴一家", "吴小宝"], number(200))
    assert {one["state"] for one in seats} == {"confirmed"}
    assert (waiting["state"], waiting["ahead"]) == ("waiting", 0)

    wall.goto(f"{server.url}/wall/{event}")
    wall.locator(".lj-wall-code svg path").wait_for(state="attached")
    figure(wall, 0)

    # One: their own phone, which was never here and runs no scripts.
    resident = browser.new_context(**PHONE, java_script_enabled=False).new_page()
    resident.goto(code_on(wall))
    resident.get_by_label("姓名").fill("来客3")
    resident.get_by_label("手机号").fill(number(3))
    resident.get_by_role("button", name="签到", exact=True).first.click()
    resident.get_by_text("来客3，已签到").wait_for()
    figure(wall, 1)
    resident.get_by_text("家里人一起来了").click()
    resident.get_by_label("家里人的姓名").fill("家人3")
    resident.get_by_role("button", name="给家里人签到").click()
    resident.get_by_text("家人3，也签到了").wait_for()
    figure(wall, 2)

    # Two: staff take the card while there is no network; the server is gone as well, and the wall goes on.
    server.sign_in(phone.context, "cadre")
    phone.goto(server.url + "/sync")
    until(phone, "globalThis.linju?.value?.('kept')?.includes('door')")
    lose_the_network(phone)
    server.kill()
    wall.get_by_text("网络断了").wait_for()
    before = code_on(wall)
    phone.goto(f"{server.url}/door?event={event}")
    field = phone.get_by_label("输入六位码")
    field.fill(TOKENS["林阿婆"][1])
    field.press("Enter")
    verdict(phone, "enter")
    until(wall, f"globalThis.linju.value('wall').url !== '{before}'")
    server.start()
    phone.context.set_offline(False)
    figure(wall, 3)
    assert code_on(wall) != before

    # A family gives up its places; the one that waited has them, and comes in by name.
    answer = httpx.post(
        f"{server.url}/api/sign-ups/cancel", json={"code": seats[7]["code"]}, headers={"origin": server.url}
    )
    assert answer.status_code < 300, answer.text
    late = browser.new_context(**PHONE).new_page()
    late.goto(code_on(wall))
    late.get_by_label("姓名").fill("吴一家")
    late.get_by_label("手机号").fill(number(200))
    late.get_by_role("button", name="签到", exact=True).first.click()
    late.get_by_text("吴一家，已签到").wait_for()
    figure(wall, 4)

    rows = exported(server, phone, event)
    came = {row["姓名"] for row in rows if row["签到时间"]}
    assert came == {"来客3", "家人3", "林阿婆", "吴一家"}
    wait_until(lambda: phone.evaluate("linju.outbox().every(one => one.state === 'delivered')"), 30)


def exported(server: Installation, page: Any, event: str) -> list[dict[str, str]]:
    """The list as staff download it."""
    answer = page.request.get(f"{server.url}/api/events/{event}/attendance.csv")
    assert answer.ok, answer.text()
    return list(csv.DictReader(io.StringIO(answer.body().decode("utf-8-sig"))))
