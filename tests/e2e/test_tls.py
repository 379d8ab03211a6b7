"""`linju serve --tls`: a phone that trusts our authority gets the screens, the worker and a socket over TLS."""

from __future__ import annotations

import ssl
import urllib.error
import urllib.request
from collections.abc import Iterator

import pytest
from playwright.sync_api import expect
from sqlmodel import Session

from tests.cast import make_cast
from tests.e2e.conftest import PASSWORD, _give_passwords
from tests.e2e.installation import Installation


@pytest.fixture(scope="module")
def office(built, make_home) -> Iterator[Installation]:
    installation = make_home("sqlite", tls=True)
    with Session(installation.engine) as session, session.begin():
        make_cast(session)
        _give_passwords(session)
    yield installation.start()
    installation.remove()


def test_the_certificate_holds_for_who_trusts_the_authority_and_for_nobody_else(office: Installation) -> None:
    trusting = ssl.create_default_context(cafile=office.home / "tls" / "authority.pem")
    for name in ("localhost", "127.0.0.1"):
        with urllib.request.urlopen(f"https://{name}:{office.port}/healthz", context=trusting) as answer:
            assert answer.status == 200
    with pytest.raises(urllib.error.URLError, match="CERTIFICATE_VERIFY_FAILED"):
        urllib.request.urlopen(f"https://localhost:{office.port}/healthz")


def test_beside_it_a_plain_page_says_how_a_phone_trusts_it(office: Installation) -> None:
    with urllib.request.urlopen(f"http://127.0.0.1:{office.port + 1}/trust") as answer:
        said = answer.read().decode()
    assert f":{office.port}" in said and "https://" in said  # under the name or address that phones reach


def test_over_https_one_signs_in_and_a_screen_has_its_socket(office: Installation, browse) -> None:
    page, sockets = browse(ignore_https_errors=True), []
    page.on("websocket", lambda socket: sockets.append(socket))
    page.goto(office.url + "/login")
    page.locator("[name=login]").fill("admin")
    page.locator("[name=password]").fill(PASSWORD)
    page.locator("form [type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)
    (cookie,) = [one for one in page.context.cookies() if one["name"].endswith("linju")]
    assert cookie["secure"] and cookie["httpOnly"]
    page.goto(office.url + "/admin/visits")
    expect(page.get_by_role("button", name="普通住户")).to_be_visible()  # what the server has sent over the socket
    assert sockets and {socket.url.split("/_event")[0] for socket in sockets} == {f"wss://localhost:{office.port}"}
    assert page.evaluate("isSecureContext && 'serviceWorker' in navigator")
