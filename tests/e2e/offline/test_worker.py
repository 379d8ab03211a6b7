"""The production build on a phone: cold starts without a network, and coming to a new version."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from sqlmodel import Session, select

from app.households.models import Household
from app.serve import production
from tests.e2e.offline.fake import wait_until

SIDECARS = (".br", ".gz")


def value(page, name: str):
    return page.evaluate("(name) => globalThis.linju?.value?.(name)", name)


@pytest.fixture
def ready(server, phone):
    """A cadre's phone that has been here once: signed in, worker installed, round downloaded."""
    server.sign_in(phone.context, "cadre")
    phone.goto(server.url + "/round")
    wait_until(lambda: value(phone, "signed") == "in")
    wait_until(lambda: phone.evaluate("navigator.serviceWorker.controller !== null"))
    wait_until(lambda: value(phone, "sync")["contact_at"] > 0)
    wait_until(lambda: value(phone, "view:round") is not None)
    wait_until(lambda: value(phone, "line")["sending"] is False)
    return phone


@pytest.fixture
def newer() -> Iterator:
    """`newer()` puts a worker of another version on the server."""
    file = production.STATIC / "sw.js"
    kept = {path: path.read_bytes() for path in [file, *(Path(f"{file}{end}") for end in SIDECARS)] if path.exists()}

    def publish() -> None:
        for path in kept:
            path.unlink()
        file.write_bytes(kept[file] + b"\n// another version\n")

    yield publish
    for path, content in kept.items():
        path.write_bytes(content)


@pytest.fixture
def torn() -> Iterator:
    """One file of the app is not to be had until `mend()` is called."""
    file = production.STATIC / "motifs.svg"
    away = {path: path.with_name(f"{path.name}.away") for path in [file, *(Path(f"{file}{end}") for end in SIDECARS)]}
    away = {path: to for path, to in away.items() if path.exists()}

    def mend() -> None:
        for path, to in away.items():
            if to.exists():
                to.rename(path)

    for path, to in away.items():
        path.rename(to)
    yield mend
    mend()


def household_of(server) -> str:
    with Session(server.engine) as session:
        return str(session.exec(select(Household.id)).first())


@pytest.mark.parametrize("path", ["/", "/round", "/sync", "/sync/?from=home", "/visit?household=x", "/households/x"])
def test_a_cold_start_without_a_network_draws_the_screen(ready, server, path: str) -> None:
    context = ready.context
    ready.close()
    context.set_offline(True)
    page = context.new_page()
    page.goto(server.url + path)
    page.locator("main").wait_for()
    wait_until(lambda: path == "/" or value(page, "signed") == "in")


def test_a_first_install_that_a_poor_line_broke_begins_again_by_itself(server, phone, torn) -> None:
    phone.add_init_script("""
        const { register } = ServiceWorkerContainer.prototype;
        ServiceWorkerContainer.prototype.register = function (...all) {
          globalThis.begun = (globalThis.begun ?? 0) + 1;
          return register.apply(this, all);
        };""")
    server.sign_in(phone.context, "cadre")
    phone.goto(server.url + "/round")
    wait_until(lambda: phone.evaluate("globalThis.begun >= 2"), 30)
    assert phone.evaluate("navigator.serviceWorker.controller === null")
    torn()
    wait_until(lambda: phone.evaluate("navigator.serviceWorker.controller !== null"), 30)


def test_a_page_that_came_past_the_worker_asks_to_be_held_by_it(ready) -> None:
    held = "navigator.serviceWorker.controller !== null"
    ready.add_init_script(f"globalThis.began = {held}")
    ready.context.new_cdp_session(ready).send("Page.reload", {"ignoreCache": True})
    ready.wait_for_function("globalThis.began === false")
    wait_until(lambda: ready.evaluate(held))


def test_the_servers_own_paths_are_never_answered_by_the_worker(ready, server) -> None:
    ready.context.set_offline(True)
    for path in ("/api/views/round", "/healthz", "/auth/login"):
        assert ready.evaluate("(p) => fetch(p).then(() => 'answered', () => 'no network')", path) == "no network"


def test_a_half_filled_form_is_not_torn_away_by_a_new_version(ready, server, newer) -> None:
    ready.goto(f"{server.url}/visit?household={household_of(server)}")
    note = ready.locator("form [name=note]")
    note.fill("写到一半")
    wait_until(lambda: value(ready, "editing") == 1)
    ready.evaluate("globalThis.same = true")
    newer()
    ready.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    ready.get_by_text("新版本已就绪").wait_for()
    assert ready.evaluate("globalThis.same") is True
    with ready.expect_navigation():
        ready.get_by_role("button", name="更新").click()
    wait_until(lambda: note.input_value() == "写到一半")


def test_a_server_of_another_version_makes_no_reload_loop(ready, server) -> None:
    loads: list[str] = []
    ready.on("load", lambda page: loads.append(page.url))
    for _time in range(3):
        assert ready.evaluate("linju.newVersion({backend: 'x', reload_cooldown_ms: 0})") is True
    ready.evaluate("navigator.serviceWorker.getRegistration().then((found) => found.update())")
    assert loads == []


def test_the_install_prompt_is_kept_for_the_right_moment(ready) -> None:
    ready.evaluate("dispatchEvent(Object.assign(new Event('beforeinstallprompt'), { prompt() {}, userChoice: {} }))")
    assert value(ready, "installable") is True
