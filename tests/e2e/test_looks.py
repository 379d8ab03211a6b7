"""Every screen in every form: axe-core finds nothing, nothing sticks out, everything can be hit with a thumb."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from sqlmodel import Session

from tests.cast import make_cast
from tests.e2e.installation import Installation
from tests.e2e.looks import FORMS, SCREENS, Form, Screen, arrive, axe_problems, overflow, small_targets
from tests.e2e.whose import login_of, path_of

SEEN = [(screen, FORMS[name]) for screen in SCREENS for name in screen.forms]


@pytest.fixture(scope="module")
def server(built: Path, make_home: Callable[..., Installation]) -> Iterator[Installation]:
    """One server for all these looks: nothing is changed here."""
    installation = make_home("sqlite")
    with Session(installation.engine) as session, session.begin():
        make_cast(session)
    yield installation.start()
    installation.remove()


@pytest.fixture
def show(server, browse):
    """Opens a screen in a form, as the person it is for."""

    def open_(screen: Screen, form: Form):
        page = browse(**form.options)
        page.add_init_script(form.script)
        login = login_of(server, screen.who) if screen.who else None
        if login:
            server.sign_in(page.context, login)
        page.goto(server.url + path_of(server, screen.path, login))
        page.locator(screen.ready).first.wait_for()
        arrive(page)
        return page

    return open_


@pytest.mark.parametrize(("screen", "form"), SEEN, ids=lambda part: part.name)
def test_a_screen_is_accessible_and_fits(show, screen: Screen, form: Form) -> None:
    page = show(screen, form)
    assert axe_problems(page) == []
    assert overflow(page) <= 0
    assert small_targets(page, form.target) == []


@pytest.mark.parametrize("form", [FORMS["small"], FORMS["elder30"], FORMS["dark"]], ids=lambda form: form.name)
def test_the_settings_sheet_is_accessible_and_fits(show, form: Form) -> None:
    page = show(SCREENS[0], form)
    page.get_by_role("button", name="设置").click()
    page.get_by_role("dialog").wait_for()
    assert axe_problems(page) == []
    assert overflow(page) <= 0
    assert small_targets(page, form.target) == []


def test_choices_are_there_at_the_first_paint_and_after_a_reload(show) -> None:
    page = show(SCREENS[0], FORMS["phone"])
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


def test_elder_mode_and_settings_work_before_react_has_started(show, server) -> None:
    page = show(SCREENS[0], FORMS["phone"])
    bare = page.context.new_page()
    bare.route("**/*.js", lambda route: route.abort())
    bare.goto(server.url + "/")
    bare.get_by_role("button", name="长辈版").click()
    assert bare.evaluate("document.documentElement.hasAttribute('data-elder')")
    bare.get_by_role("button", name="设置").click()
    bare.get_by_role("dialog").wait_for()


def test_the_connection_line_shows_without_a_network_and_goes_away_again(show) -> None:
    page = show(SCREENS[0], FORMS["phone"])
    line = page.get_by_text("离线，已存手机")
    assert not line.is_visible()
    page.context.set_offline(True)
    line.wait_for()
    page.context.set_offline(False)
    line.wait_for(state="hidden")


def test_signing_out_forgets_on_the_phone_and_on_the_server(show, server) -> None:
    page = show(next(screen for screen in SCREENS if screen.name == "sync"), FORMS["phone"])
    page.get_by_text("都送到了").wait_for()
    page.get_by_role("button", name="设置").click()
    page.get_by_role("button", name="退出登录").click()
    page.wait_for_url(server.url + "/")
    page.goto(server.url + "/sync")
    page.get_by_text("请先登录").wait_for()
    assert not [cookie for cookie in page.context.cookies() if cookie["name"] == "linju"]
