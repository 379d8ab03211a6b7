"""A visit with a photo; the tab, the server or the link is killed at every step. Lost 0, doubled 0."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import pytest
from playwright.sync_api import Error
from sqlmodel import Session

from tests.cast import make_cast
from tests.e2e import cadre
from tests.e2e.installation import Installation

# In the order in which a visit passes them (app/offline/js/fault.js).
PLACES = ["draft", "taken", "saving", "saved", "photo-sent", "sending", "sent", "answered", "settled"]
WHILE_TYPING = ("draft", "taken")
BEFORE_SAVED = (*WHILE_TYPING, "saving")

STOP_AT = """
globalThis.linjuReach = (place) => {
  if (place !== "%s" || sessionStorage.stopped) return undefined;
  sessionStorage.stopped = "once in this tab, also after a reload";
  return new Promise((goOn) => { globalThis.goOn = goOn; });
};
"""


@dataclass
class Place:
    """A server that lives through all the crashes, and the household that is visited again and again."""

    server: Installation
    household: UUID


@pytest.fixture(scope="module")
def place(built: Path, make_home: Callable[..., Installation]) -> Iterator[Place]:
    server = make_home("sqlite")
    with Session(server.engine, expire_on_commit=False) as session, session.begin():
        household = make_cast(session).lin_home.id
    yield Place(server.start(), household)
    server.remove()


@pytest.fixture
def note() -> str:
    return f"崩溃 {uuid4()}"


@pytest.mark.parametrize("step", PLACES)
def test_the_tab_dies(place: Place, phone: Any, note: str, step: str) -> None:
    stopped = visit_until(place, phone, note, step)
    crash(stopped)
    finish(place, phone.context.new_page(), note, step)


@pytest.mark.parametrize("step", PLACES)
def test_the_server_dies(place: Place, phone: Any, note: str, step: str) -> None:
    stopped = visit_until(place, phone, note, step)
    place.server.kill()
    stopped.evaluate("() => globalThis.goOn()")
    if step in WHILE_TYPING:
        complete_and_save(stopped, note, retake=step == "draft")
    stopped.wait_for_url("**/saved*")  # until then nothing has told anybody that the visit is safe
    place.server.start()
    finish(place, stopped, note, step, saved=True)


@pytest.mark.parametrize("step", PLACES)
def test_the_link_dies(place: Place, phone: Any, note: str, step: str) -> None:
    stopped = visit_until(place, phone, note, step)
    phone.context.set_offline(True)
    stopped.evaluate("() => globalThis.goOn()")
    if step in WHILE_TYPING:
        complete_and_save(stopped, note, retake=step == "draft")
    stopped.wait_for_url("**/saved*")  # until then nothing has told anybody that the visit is safe
    phone.context.set_offline(False)
    finish(place, stopped, note, step, saved=True)


def visit_until(place: Place, phone: Any, note: str, step: str) -> Any:
    """Fill the form in a second tab that stops at `step`; returns that tab."""
    place.server.sign_in(phone.context, "cadre")
    cadre.arrive(phone, place.server)
    phone.goto("about:blank")  # one sender: the tab that is going to stop
    tab = phone.context.new_page()
    tab.add_init_script(STOP_AT % step)
    cadre.open_form(tab, place.server, place.household)
    cadre.fill(tab, note)
    if step != "draft":
        cadre.take_photo(tab)
    if step not in WHILE_TYPING:
        cadre.see_photo(tab)
        cadre.save(tab)
    tab.wait_for_function("() => Boolean(sessionStorage.stopped)", timeout=20_000)
    return tab


def crash(tab: Any) -> None:
    """Kill the renderer as the system does when memory runs out: no unload handler runs."""
    with suppress(Error):  # the answer dies with the page
        tab.goto("chrome://crash", timeout=3000)
    tab.close()


def finish(place: Place, tab: Any, note: str, step: str, saved: bool = False) -> None:
    """Come back, complete what was not saved yet, and count."""
    if step in BEFORE_SAVED and not saved:
        cadre.open_form(tab, place.server, place.household)
        assert_draft(tab, note)
        complete_and_save(tab, note, retake=step in WHILE_TYPING)
    else:
        tab.goto(place.server.url + "/round")
    cadre.wait_until_delivered(tab, 1)
    assert [one["state"] for one in cadre.records(tab)] == ["delivered"]
    (visit,) = cadre.noted(place.server, note)
    assert cadre.photos_of(place.server, visit) == 1


def assert_draft(tab: Any, note: str) -> None:
    """What was typed before the crash is in the form again."""
    field = tab.locator(f"{cadre.FORM} textarea[name=note]")
    tab.wait_for_function("(note) => document.querySelector('textarea[name=note]').value === note", arg=note)
    assert field.input_value() == note


def complete_and_save(tab: Any, note: str, retake: bool) -> None:
    """Take the photo if the crash came before it, then save."""
    cadre.fill(tab, note)
    if retake:
        cadre.take_photo(tab)
    cadre.see_photo(tab)
    cadre.save(tab)
