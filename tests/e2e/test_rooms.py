"""Every role signs in to a screen of its own, and every place of its dock opens: no dead door, nobody else's room."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from app.shared.docks import docks
from tests.cast import make_cast
from tests.e2e.conftest import PASSWORD, _give_passwords
from tests.e2e.installation import Installation

DOCK = {
    "cadre": "field",
    "cadre_all": "field",
    "leader": "leader",
    "volunteer": "guest",
    "resident": "resident",
    "clinician": "guest",
    "supervisor": "watch",
    "auditor": "audit",
    "admin": "desk",
    "stranger": "guest",
}
REFUSED = ("这一页不归您的角色用", "这里没有这一页", "这一页出了点问题", "您没有走访任务", "请先登录")


@pytest.fixture(scope="module")
def server(built: Path, make_home: Callable[..., Installation]) -> Iterator[Installation]:
    """One server for all who walk about: they change nothing."""
    house = make_home("sqlite")
    with Session(house.engine) as session, session.begin():
        make_cast(session)
        _give_passwords(session)
    yield house.start()
    house.remove()


def sign_in(server, page, login: str) -> None:
    page.goto(server.url + "/login")
    page.get_by_label("账号").fill(login)
    page.get_by_label("密码").fill(PASSWORD)
    page.get_by_role("button", name="登录", exact=True).click()
    page.wait_for_url(lambda url: "/login" not in url)


def look_for_trouble(page) -> list[str]:
    """What on the open screen says that it does not belong to who looks."""
    page.wait_for_function("() => !document.querySelector('main .lj-bone')")
    text = page.locator("main").inner_text()
    return [words for words in REFUSED if words in text]


def path_of(page) -> str:
    return page.evaluate("location.pathname.replace(/(.)\\/$/, '$1')")


@pytest.mark.parametrize("login", sorted(DOCK))
def test_a_role_lands_at_its_work_and_every_place_of_its_dock_opens(server, page, login: str) -> None:
    answers: dict[str, int] = {}
    page.on("response", lambda answer: answers.update({answer.url: answer.status}))
    failures: list[str] = []
    page.on("pageerror", lambda error: failures.append(str(error)))
    places = docks()[DOCK[login]]
    sign_in(server, page, login)
    assert path_of(page) == places[0].href
    for place in places:
        link = page.locator(f".lj-dock a.lj-place[href='{place.href}']:visible")
        link.click()
        page.wait_for_function("href => location.pathname.replace(/(.)\\/$/, '$1') === href", arg=place.href)
        page.locator(f".lj-dock a.lj-place[href='{place.href}'][aria-current]:visible").wait_for()  # its own screen
        assert look_for_trouble(page) == [], f"{login} at {place.href}"
    bad = {url: status for url, status in answers.items() if status >= 400 and url.startswith(server.url)}
    assert bad == {}
    assert failures == []


@pytest.mark.parametrize("login", sorted(DOCK))
def test_every_door_on_somebodys_desk_opens(server, page, login: str) -> None:
    server.sign_in(page.context, login)
    page.goto(server.url + "/admin")
    page.locator("main .lj-row").first.wait_for()
    doors = page.locator("main a.lj-row").evaluate_all("rows => rows.map(row => row.getAttribute('href'))")
    assert "/account" in doors
    for door in doors:
        page.goto(server.url + door)
        page.locator("main :is(h1, h2, p, li):visible").first.wait_for()
        assert look_for_trouble(page) == [], f"{login} at {door}"


def test_who_comes_to_somebody_elses_screen_is_shown_the_way_to_their_own(server, page) -> None:
    server.sign_in(page.context, "auditor")
    page.goto(server.url + "/admin/people")
    page.get_by_role("link", name="去工作台").click()
    page.get_by_role("link", name="访问记录").click()
    page.get_by_text("这里没有考勤").wait_for()


def test_the_installed_app_opens_at_the_work_of_who_signed_in(server, page) -> None:
    sign_in(server, page, "supervisor")
    page.goto(server.url + "/?from=home")
    page.wait_for_url(re.compile("/admin/coverage/?$"))


def test_the_dock_follows_a_changed_role_at_the_next_contact(server, page) -> None:
    server.sign_in(page.context, "admin")
    page.context.add_cookies([{"name": "linju-dock", "value": "audit", "url": server.url}])
    page.goto(server.url + "/account")
    page.locator(".lj-dock[data-for=desk]").wait_for()


def test_an_admin_and_a_neighbour_leader_open_a_household_they_found(server, browse) -> None:
    for login in ("admin", "leader"):
        page = browse()
        server.sign_in(page.context, login)
        page.goto(server.url + "/search")
        page.get_by_text("手机里有").wait_for()
        page.locator("#q").fill("林")
        page.get_by_role("link", name="林阿婆").click()
        page.get_by_role("heading", name="林阿婆").wait_for()


@pytest.mark.parametrize(("login", "words"), [("cadre", "张姐，回到工作"), ("resident", "居民小郑，您好。")])
def test_the_front_door_knows_who_is_signed_in(server, page, login: str, words: str) -> None:
    server.sign_in(page.context, login)
    page.goto(server.url + "/")
    page.get_by_role("link", name=words).click()
    page.wait_for_url(re.compile("/(round|health)/?$"))


def test_a_desk_screen_without_a_network_says_so_and_the_round_is_one_tap_away(server, page) -> None:
    server.sign_in(page.context, "cadre")
    page.goto(server.url + "/round")
    page.get_by_role("radio", name="待访").wait_for(state="attached")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.context.set_offline(True)
    page.locator(".lj-dock a[href='/admin/needs']:visible").click()
    page.get_by_text("没有网络，这一页打不开").wait_for()
    page.locator(".lj-dock a[href='/round']:visible").click()
    page.get_by_role("radio", name="待访").wait_for(state="attached")
