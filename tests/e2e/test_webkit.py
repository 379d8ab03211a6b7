"""The same story on WebKit, as far as WebDriver reaches.

WebDriver cannot switch the network off, so "no signal" is a server that is gone, and a cold start is a second load of
the page with nobody to answer it. It cannot kill a tab either: the crash matrix is Chromium's.
"""

from __future__ import annotations

import os
import shutil
import subprocess
from collections.abc import Iterator
from pathlib import Path
from typing import Any
from uuid import UUID

import pytest
from selenium import webdriver
from selenium.common.exceptions import TimeoutException
from selenium.webdriver.common.by import By
from selenium.webdriver.support.ui import WebDriverWait

from tests.e2e import cadre
from tests.e2e.conftest import PASSWORD
from tests.e2e.installation import Installation
from tests.e2e.rounds import make_due, visits
from tests.e2e.test_story import VISITS, check_database, more_doors

pytestmark = pytest.mark.webkit

MINI_BROWSER = next(Path("/usr/lib").glob("*/webkit2gtk-4.*/MiniBrowser"), None)
PATIENCE = 60.0  # seconds
HAS_ALL = (
    "const kept = value('kept') ?? [];"
    "return ['cards', 'words'].every(one => kept.includes(one)) && Boolean(navigator.serviceWorker?.controller)"
)

FACTS = """
const worker = await navigator.serviceWorker?.getRegistration();
const states = ["installing", "waiting", "active"].map((name) => `${name}: ${worker?.[name]?.state}`);
const controlled = Boolean(navigator.serviceWorker?.controller);
const facts = [location.href, value("kept"), states, controlled, value("line"), value("sync")];
return JSON.stringify([...facts, document.body.innerText]);
"""


@pytest.fixture
def display() -> Iterator[str]:
    """A screen that nobody sees."""
    reading, writing = os.pipe()
    command = ["Xvfb", "-displayfd", str(writing), "-screen", "0", "800x1000x24", "-nolisten", "tcp"]
    screen = subprocess.Popen(command, pass_fds=[writing], stderr=subprocess.DEVNULL)
    os.close(writing)
    with os.fdopen(reading) as number:
        yield f":{number.readline().strip()}"
    screen.terminate()
    screen.wait()


@pytest.fixture
def safari(display: str) -> Iterator[Any]:
    """WebKitGTK in a window as wide as a phone."""
    options = webdriver.WebKitGTKOptions()
    options.binary_location = str(MINI_BROWSER)
    options.add_argument("--automation")
    options.set_capability("browserName", "MiniBrowser")
    environment = os.environ | {"DISPLAY": display, "LIBGL_ALWAYS_SOFTWARE": "1"}
    service = webdriver.WebKitGTKService(executable_path=shutil.which("WebKitWebDriver"), env=environment)
    driver = webdriver.WebKitGTK(options=options, service=service)
    driver.set_window_size(390, 844)
    driver.set_script_timeout(60)
    yield driver
    driver.quit()


@pytest.fixture
def photo(tmp_path: Path) -> Path:
    """A picture in a folder, to choose from."""
    path = tmp_path / "photo.jpg"
    path.write_bytes(cadre.picture()["buffer"])
    return path


def test_twenty_visits_typed_while_the_server_is_gone_arrive_once_each(
    server: Installation, safari: Any, photo: Path
) -> None:
    homes = more_doors(server)
    make_due(server)
    sign_in(safari, server)
    safari.get(server.url + "/round")
    wait(safari, HAS_ALL)
    server.kill()
    for number, home in enumerate(homes):  # each a cold start: a new page, and nobody answers
        log_visit(safari, server, home, f"第 {number + 1} 户，一切都好", photo)
    assert len(records(safari)) == VISITS
    server.start()
    safari.get(server.url + "/sync")
    wait(safari, "return value('sync')?.waiting === 0")
    assert [record["state"] for record in records(safari)] == ["delivered"] * VISITS
    check_database(server)


def test_a_half_filled_form_survives_a_reload_without_a_server(server: Installation, safari: Any) -> None:
    homes = more_doors(server)
    sign_in(safari, server)
    safari.get(server.url + "/round")
    wait(safari, HAS_ALL)
    server.kill()
    safari.get(f"{server.url}/visit?household={homes[0]}")
    type_note(safari, "说到一半")
    wait(safari, "return value('draft')?.saved_at > 0")
    safari.refresh()
    wait(safari, "return document.querySelector('[name=note]')?.value === '说到一半'")
    assert visits(server) == []


def sign_in(safari: Any, server: Installation) -> None:
    safari.get(server.url + "/login")
    find(safari, "input[name=login]").send_keys("cadre")
    find(safari, "input[name=password]").send_keys(PASSWORD)
    find(safari, "main button[type=submit]").click()
    WebDriverWait(safari, PATIENCE).until(lambda driver: "/login" not in driver.current_url)


def log_visit(safari: Any, server: Installation, home: UUID, note: str, photo: Path) -> None:
    safari.get(f"{server.url}/visit?household={home}")
    type_note(safari, note)
    safari.execute_script("document.querySelector('[name=outcome][value=met]').click()")
    find(safari, f"{cadre.FORM} input[type=file]").send_keys(str(photo))
    find(safari, f"{cadre.FORM} img")
    find(safari, cadre.SAVE).click()
    WebDriverWait(safari, PATIENCE).until(lambda driver: "/saved" in driver.current_url)


def type_note(safari: Any, note: str) -> None:
    find(safari, f"{cadre.FORM} textarea[name=note]").send_keys(note)


def find(safari: Any, selector: str) -> Any:
    return WebDriverWait(safari, PATIENCE).until(lambda driver: driver.find_element(By.CSS_SELECTOR, selector))


def wait(safari: Any, condition: str) -> None:
    value = "const value = (name) => globalThis.linju?.value?.(name);"
    try:
        WebDriverWait(safari, PATIENCE).until(lambda _: safari.execute_script(value + condition))
    except TimeoutException:
        facts = safari.execute_async_script(f"const done = arguments[0]; (async () => {{{value}{FACTS}}})().then(done)")
        pytest.fail(f"{condition}: never. {facts}")


def records(safari: Any) -> list[dict[str, Any]]:
    """What lies on the phone."""
    return safari.execute_async_script(f"const done = arguments[0]; ({cadre.RECORDS})().then(done)")
