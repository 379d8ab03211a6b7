"""Every screen in every form: axe-core finds nothing, nothing sticks out, everything can be read and hit with a thumb.

A screen is loaded once, as the role it is for; window, language, colours and elder mode then change on the open page.
"""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from app.app import app
from app.households.models import Community
from tests.cast import make_cast
from tests.e2e.installation import Installation
from tests.e2e.looks import EMPTY, FORMS, SCREENS, Screen, enter, flaws, problems, wear
from tests.e2e.whose import empty, liven, login_of, path_of


@pytest.fixture(scope="module")
def lively(built: Path, demo_home: Installation, make_home: Callable[..., Installation]) -> Iterator[Installation]:
    """The demo community in use. Nothing is changed by looking."""
    house = make_home("sqlite")
    shutil.copy(demo_home.home / "linju.db", house.home / "linju.db")
    liven(house)
    yield house.start()
    house.remove()


@pytest.fixture(scope="module")
def bare(built: Path, make_home: Callable[..., Installation]) -> Iterator[Installation]:
    """The first morning: accounts, but nobody lives here yet."""
    house = make_home("sqlite")
    with Session(house.engine) as session, session.begin():
        make_cast(session)
    empty(house)
    yield house.start()
    house.remove()


@pytest.fixture(scope="module")
def visitor(browser) -> Iterator[Callable]:
    """One browser context for each person and house: what a phone has learnt once, it need not fetch again."""
    contexts: dict[tuple[str, str, str], Any] = {}

    def context_of(house: Installation, screen: Screen):
        key = (house.url, screen.who or "", screen.agent)
        if key not in contexts:
            contexts[key] = browser.new_context(**FORMS["phone"].options(screen))
            if screen.who:
                house.sign_in(contexts[key], login_of(house, screen.who))
        return contexts[key]

    yield context_of
    for context in contexts.values():
        context.close()


@pytest.fixture
def look(visitor) -> Iterator[Callable]:
    """What is wrong with a screen, by form."""
    pages = []

    def look_at(house: Installation, screen: Screen) -> dict[str, list[str]]:
        page = visitor(house, screen).new_page()
        pages.append(page)
        login = login_of(house, screen.who) if screen.who else None
        enter(page, screen, house.url + path_of(house, screen.path, login))
        return {name: found for name in screen.forms if (found := problems(page, FORMS[name]))}

    yield look_at
    for page in pages:
        wear(page, FORMS["phone"])  # its choices are kept for the next page
        page.close()


@pytest.mark.parametrize("screen", SCREENS, ids=lambda screen: screen.name)
def test_a_screen_is_accessible_and_fits_in_every_form(look, lively, screen: Screen) -> None:
    assert look(lively, screen) == {}


@pytest.mark.parametrize("screen", EMPTY, ids=lambda screen: screen.name)
def test_a_screen_without_anything_in_it_is_accessible_and_fits(look, bare, screen: Screen) -> None:
    assert look(bare, screen) == {}


@pytest.fixture
def show(browse):
    """Opens a screen on a phone of its own."""

    def open_(house: Installation, screen: Screen):
        page = browse(**FORMS["phone"].options(screen))
        if screen.who:
            house.sign_in(page.context, login_of(house, screen.who))
        enter(page, screen, house.url + screen.path)
        return page

    return open_


PAPERS = (
    "/slip/{home}", "/committee/{community}", "/print/poster/{event}", "/print/cards", "/record", "/volunteer/notice",
    "/volunteer/record?code={volunteer}", "/volunteer/record?code={recorded}", "/record/{record}",
    "/record/ABCDEFGHJKLM", "/health/print?days=30", "/health/shared/{sharer}", "/s/{token}?days=90&form=print",
    "/s/{token}", "/s/nothing",
)  # fmt: skip
WHO = {"/health/print?days=30": "owner", "/health/shared/{sharer}": "clinician"}


@pytest.mark.parametrize("address", PAPERS)
@pytest.mark.parametrize("form", ["phone", "small"])
def test_a_paper_that_needs_no_scripts_is_accessible_and_fits(browse, lively, address: str, form: str) -> None:
    page = browse(**FORMS[form].options())
    login = login_of(lively, WHO.get(address, "cadre"))
    lively.sign_in(page.context, login)
    with Session(lively.engine) as session:
        code = session.exec(select(Community.code)).one()
    page.goto(lively.url + path_of(lively, address.replace("{community}", code), login))
    assert page.locator("main h1").count() == 1
    assert flaws(page, FORMS["phone"]) == []


def test_every_screen_of_the_product_is_looked_at() -> None:
    seen = {
        re.sub(r"\{\w+\}", "{}", screen.path.partition("?")[0].partition("#")[0].strip("/")) or "index"
        for screen in SCREENS
    }
    routes = {re.sub(r"\[\w+\]", "{}", route) for route in app._unevaluated_pages} - {"404", "kit"}
    assert routes <= seen


def test_choices_are_there_at_the_first_paint_and_after_a_reload(show, lively) -> None:
    page = show(lively, SCREENS[0])
    page.get_by_role("button", name="长辈版").click()
    assert page.evaluate("getComputedStyle(document.body).fontSize") == "20px"
    page.get_by_role("button", name="设置").click()
    page.get_by_role("button", name="大一点").click()
    page.get_by_text("深色").click()
    page.get_by_text("English").click()
    before_scripts = page.context.new_page()
    before_scripts.route("**/*.js", lambda route: route.abort())  # only what stands in the page itself
    before_scripts.goto(page.url)
    shown = before_scripts.evaluate(
        "[document.documentElement.lang, document.documentElement.dataset.theme,"
        " getComputedStyle(document.body).fontSize, document.querySelector('h1').textContent]"
    )
    assert shown[:3] == ["en", "linju-night", "22px"]
    assert shown[3]  # prerendered words, not an empty shell


def test_elder_mode_and_settings_work_before_react_has_started(show, lively) -> None:
    page = show(lively, SCREENS[0])
    plain = page.context.new_page()
    plain.route("**/*.js", lambda route: route.abort())
    plain.goto(lively.url + "/")
    plain.get_by_role("button", name="长辈版").click()
    assert plain.evaluate("document.documentElement.hasAttribute('data-elder')")
    plain.get_by_role("button", name="设置").click()
    plain.get_by_role("dialog").wait_for()


def test_the_connection_line_shows_without_a_network_and_goes_away_again(show, lively) -> None:
    page = show(lively, SCREENS[0])
    line = page.get_by_text("离线，已存手机")
    assert not line.is_visible()
    page.context.set_offline(True)
    line.wait_for()
    for name in ("small", "elder30", "dark", "english"):
        assert problems(page, FORMS[name]) == []
    wear(page, FORMS["phone"])
    page.context.set_offline(False)
    line.wait_for(state="hidden")


def test_signing_out_forgets_on_the_phone_and_on_the_server(show, lively) -> None:
    page = show(lively, next(screen for screen in SCREENS if screen.name == "sync"))
    page.get_by_text("都送到了").wait_for()
    page.get_by_role("button", name="设置").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(lively.url + "/")
    page.goto(lively.url + "/sync")
    page.get_by_text("请先登录").wait_for()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "linju"]
