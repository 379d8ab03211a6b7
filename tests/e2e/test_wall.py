"""The wall goes on by itself: ten minutes without a network, a server that starts anew, the end of its event.

The clock of the screen is Playwright's, so that ten minutes take seconds. What a code is worth at such a moment is
asked of the very function that answers at `/e/<code>`, with that moment as its clock.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import UTC, datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlmodel import Session, select

from app.events.door.arriving import opened
from app.events.door.asked import Asked
from app.events.models import Attendee, Event, Via
from app.events.rules.codes import DIGITS, window_at
from app.households.models import Person
from app.shared.clock import now
from tests.e2e.doors import open_event
from tests.e2e.installation import Installation
from tests.e2e.rounds import until

WALL = {"viewport": {"width": 1280, "height": 720}, "locale": "zh-CN", "timezone_id": "Asia/Shanghai"}
STEP = 20  # seconds: a window of the code
URL = "globalThis.linju.value('wall').url"
# The number of the window that the code is of: six digits of base 32 before the last twelve.
WINDOW = f"[...{URL}.slice(-18, -12)].reduce((all, one) => all * 32 + '{DIGITS}'.indexOf(one), 0)"


@pytest.fixture
def wall(server: Installation, browser: Any) -> Iterator[Any]:
    context = browser.new_context(**WALL)
    server.sign_in(context, "cadre", "wall")
    page = context.new_page()
    page.clock.install()
    yield page
    context.close()


def put_up(wall: Any, server: Installation, event: str) -> None:
    wall.goto(f"{server.url}/wall/{event}")
    wall.locator(".lj-wall-code svg path").wait_for(state="attached")
    wall.wait_for_function(f"Boolean({URL})")


def come(server: Installation, event: str, name: str) -> None:
    with Session(server.engine) as session, session.begin():
        one = session.exec(select(Person).where(Person.name == name)).one()
        session.add(
            Attendee(
                community_id=one.community_id, event_id=UUID(event), person_id=one.id, who=one.id, came_at=now(),
                via=Via.WALL,
            )
        )  # fmt: skip


def figure(wall: Any, come: int) -> None:
    until(wall, f"document.querySelector('[data-testid=come]')?.textContent === '{come}'")


def answer(server: Installation, url: str, moment: datetime) -> str:
    """The page that a phone would get which scans this at that moment."""
    asked = Asked(url.rpartition("/")[2], "a-phone-of-its-own", "", None, None, "192.0.2.1", "zh")
    with Session(server.engine) as session:
        return opened(session, asked, moment).page.view


def pass_time(wall: Any, seconds: int) -> datetime:
    """Later on the screen's own clock, and drawn. Returns the moment there."""
    before = wall.evaluate("document.querySelector('.lj-wall-code path')?.getAttribute('d') ?? ''")
    wall.clock.fast_forward(seconds * 1000)
    if before and seconds == STEP:
        drawn = "old => (document.querySelector('.lj-wall-code path')?.getAttribute('d') ?? '') !== old"
        wall.wait_for_function(drawn, arg=before)
    return datetime.fromtimestamp(wall.evaluate("Date.now()") / 1000, UTC)


def cut(wall: Any) -> None:
    """The link of the screen alone: the server is well."""
    wall.context.set_offline(True)


def test_ten_minutes_without_a_network_the_codes_go_on_and_are_good(server: Installation, wall: Any) -> None:
    event = open_event(server)
    come(server, event, "林阿婆")
    put_up(wall, server, event)
    figure(wall, 1)
    cut(wall)
    come(server, event, "陈大文")  # of whom the screen cannot know
    seen = set()
    for _ in range(10 * 60 // STEP):
        moment = pass_time(wall, STEP)
        url = wall.evaluate(URL)
        assert answer(server, url, moment) == "ask"  # a good code: "who are you?"
        seen.add(url)
    assert len(seen) == 10 * 60 // STEP
    line = wall.get_by_text("网络断了，码照常换；人数是")
    line.wait_for()
    figure(wall, 1)
    assert wall.evaluate("linju.value('wall').since") < wall.evaluate("linju.value('wall').time")

    wall.context.set_offline(False)  # nobody touches the screen
    figure(wall, 2)
    line.wait_for(state="hidden")
    until(wall, f"Math.abs({WINDOW} - {window_at(now().timestamp())}) <= 1")  # by the server's clock again
    phone = wall.context.browser.new_context(java_script_enabled=False).new_page()
    assert phone.goto(wall.evaluate(URL)).status == 200
    phone.get_by_role("heading", name="签到").wait_for()


def test_a_server_that_is_killed_and_starts_anew_is_found_again(server: Installation, wall: Any) -> None:
    event = open_event(server)
    put_up(wall, server, event)
    figure(wall, 0)
    server.kill()
    moment = pass_time(wall, STEP)
    wall.get_by_text("网络断了").wait_for()
    assert answer(server, wall.evaluate(URL), moment) == "ask"
    with Session(server.engine) as session, session.begin():
        session.get_one(Event, UUID(event)).title = "书法班，换到三楼"
    come(server, event, "林阿婆")
    server.start()
    figure(wall, 1)
    wall.get_by_role("heading", name="书法班，换到三楼").wait_for()  # not the figures alone
    wall.get_by_text("网络断了").wait_for(state="hidden")


def test_at_the_end_the_code_goes_and_the_next_activity_is_told_also_without_a_network(
    server: Installation, wall: Any
) -> None:
    event = open_event(server, names_shown="masked")
    come(server, event, "林阿婆")
    later = now() + timedelta(hours=20)
    open_event(
        server, title="晨练八段锦", short="AAAAAA", starts_at=later, ends_at=later + timedelta(hours=1), opens_before=30
    )
    put_up(wall, server, event)
    wall.get_by_text("林**").wait_for()
    cut(wall)
    pass_time(wall, 2 * 60 * 60)
    wall.get_by_text("签到结束了").wait_for()
    wall.get_by_text("晨练八段锦").wait_for()
    assert wall.locator(".lj-wall-code").count() == 0
    assert wall.get_by_text("林**").count() == 0  # nobody's name stays for the night
    pass_time(wall, 10 * 60 * 60)  # past midnight, whatever the hour is now or soon
    wall.get_by_text("晨练八段锦").wait_for()
    wall.context.set_offline(False)  # by the server's clock it is not over yet: it is believed
    wall.locator(".lj-wall-code svg path").wait_for(state="attached")


def test_the_screen_moves_on_to_the_next_event_when_its_door_opens(server: Installation, wall: Any) -> None:
    event = open_event(server)
    following = open_event(server, title="义诊", short="AAAAAA")
    put_up(wall, server, event)
    with Session(server.engine) as session, session.begin():
        session.get_one(Event, UUID(event)).finished_at = now()
    wall.get_by_role("heading", name="义诊").wait_for()
    wall.locator(".lj-wall-code svg path").wait_for(state="attached")
    assert wall.url == f"{server.url}/wall/{following}"
    moment = datetime.fromtimestamp(wall.evaluate("Date.now()") / 1000, UTC)
    assert answer(server, wall.evaluate(URL), moment) == "ask"


def test_a_screen_whose_sign_in_ended_asks_for_it_and_comes_back(server: Installation, wall: Any) -> None:
    event = open_event(server)
    put_up(wall, server, event)
    wall.context.clear_cookies()
    wall.reload()
    wall.get_by_text("请先登录").wait_for()
    server.sign_in(wall.context, "cadre", "wall")  # in another window of this browser
    wall.locator(".lj-wall-code svg path").wait_for(state="attached")
