"""Signing in through a real OpenID provider: npm's certified `oidc-provider`, under the Node of this environment."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from urllib.parse import parse_qs, urlsplit

import httpx
import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts import oidc
from app.accounts.models import Account, ExternalIdentity
from app.accounts.service.identities import link
from app.accounts.service.people import actor_of
from app.shared.clock import now
from app.shared.db import transaction
from app.shared.settings import read_settings
from tests.cast import Cast

pytestmark = pytest.mark.browser  # like the browser's, its package comes from the network: not part of `make check`

HERE = Path(__file__).parent / "oidc_provider"
CALLBACK = "http://localhost:8000/auth/oidc/callback"
PATH = os.pathsep.join([str(Path(sys.executable).parent), os.environ.get("PATH", "")])


@pytest.fixture(scope="session")
def installed() -> Path:
    """The provider's packages, in a folder that lasts as long as their lock."""
    lock = sha256((HERE / "package-lock.json").read_bytes()).hexdigest()[:12]
    folder = Path(os.environ.get("XDG_CACHE_HOME", Path.home() / ".cache")) / "linju-tests" / f"oidc-{lock}"
    if not (folder / "node_modules" / "oidc-provider").exists():
        shutil.copytree(HERE, folder, dirs_exist_ok=True)
        command = ["npm", "ci", "--no-audit", "--no-fund", "--ignore-scripts"]
        subprocess.run(command, cwd=folder, env={**os.environ, "PATH": PATH}, check=True, capture_output=True)
    shutil.copy(HERE / "provider.mjs", folder)
    return folder


@pytest.fixture(scope="session")
def issuer(installed: Path) -> Iterator[str]:
    """A running provider."""
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        port = str(probe.getsockname()[1])
    command = ["node", "provider.mjs", port, CALLBACK]
    process = subprocess.Popen(
        command, cwd=installed, env={**os.environ, "PATH": PATH}, stdout=subprocess.PIPE, stderr=subprocess.DEVNULL
    )
    assert process.stdout is not None
    assert process.stdout.readline() == b"ready\n"
    yield f"http://localhost:{port}"
    process.kill()
    process.wait()


def configure(monkeypatch: pytest.MonkeyPatch, issuer: str) -> None:
    found = read_settings(
        {
            "LINJU_OIDC_ISSUER": issuer,
            "LINJU_OIDC_CLIENT_ID": "linju",
            "LINJU_OIDC_CLIENT_SECRET": "linju-secret",
            "LINJU_PUBLIC_URL": "http://localhost:8000",
        }
    )
    for module in ("app.accounts.oidc", "app.accounts.api.sign_in"):
        monkeypatch.setattr(f"{module}.settings", lambda: found)
    oidc.provider.cache_clear()


@pytest.fixture
def app(client: TestClient, issuer: str, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """Linju with this provider configured."""
    configure(monkeypatch, issuer)
    yield client
    oidc.provider.cache_clear()


def at_the_provider(start: str, name: str) -> str:
    """Sign in at the provider as a person in front of a browser. Returns the address it sends them back to."""
    with httpx.Client(follow_redirects=False) as browser:
        answer = browser.get(start)
        for _ in range(12):
            if answer.is_redirect:
                target = str(answer.url.join(answer.headers["location"]))
                if target.startswith(CALLBACK):
                    return target
                answer = browser.get(target)
                continue
            prompt = re.search(r'name="prompt" value="(\w+)"', answer.text)
            action = re.search(r'action="([^"]+)"', answer.text)
            assert prompt, answer.text[:500]
            assert action
            form = {"prompt": prompt[1], "login": name, "password": "any"}
            answer = browser.post(str(answer.url.join(action[1])), data=form)
    raise AssertionError("the provider never sent us back")


def go(app: TestClient, name: str, next: str = "") -> httpx.Response:
    """From the button to wherever one ends up."""
    left = app.get("/auth/oidc", params={"next": next})
    assert left.status_code == 302
    return app.get(at_the_provider(left.headers["location"], name))


def link_to(engine: Engine, people: Cast, name: str, account: Account) -> None:
    with transaction(engine) as session:
        identity = session.exec(select(ExternalIdentity).where(ExternalIdentity.subject == name)).one()
        link(session, actor_of(session, people.admin.id, now()), identity.id, account.id)


def test_the_provider_is_asked_for_a_code_with_a_challenge(app: TestClient) -> None:
    asked = parse_qs(urlsplit(app.get("/auth/oidc").headers["location"]).query)
    assert asked["response_type"] == ["code"]
    assert asked["code_challenge_method"] == ["S256"]
    assert asked["code_challenge"]
    assert asked["state"] and asked["nonce"]
    assert asked["redirect_uri"] == [CALLBACK]


def test_somebody_unknown_is_remembered_and_told_to_ask(app: TestClient, empty_engine: Engine) -> None:
    answer = go(app, "zhao")
    assert (answer.status_code, urlsplit(answer.headers["location"]).fragment) == (303, "unlinked")
    assert app.get("/api/stand-in").status_code == 401
    with Session(empty_engine) as session:
        row = session.exec(select(ExternalIdentity)).one()
    assert (row.subject, row.shown_name, row.account_id) == ("zhao", "zhao 同志", None)


def test_somebody_an_admin_has_linked_comes_in_where_they_wanted(
    app: TestClient, people: Cast, empty_engine: Engine
) -> None:
    go(app, "zhao")
    link_to(empty_engine, people, "zhao", people.cadre)
    answer = go(app, "zhao", next="/visit?x=1")
    assert (answer.status_code, answer.headers["location"]) == (303, "/visit?x=1")
    assert app.get("/api/stand-in").status_code == 200
    assert "linju-oidc" not in app.cookies, "the memory of the way there served once"
    assert go(app, "zhao", next="//evil.example").headers["location"] == "/round"


def test_a_disabled_account_stays_out(app: TestClient, people: Cast, empty_engine: Engine) -> None:
    go(app, "zhao")
    link_to(empty_engine, people, "zhao", people.cadre)
    with transaction(empty_engine) as session:
        session.get_one(Account, people.cadre.id).disabled_at = now()
    assert go(app, "zhao").headers["location"].endswith("#closed")


def test_an_answer_that_another_browser_asked_for_is_refused(
    app: TestClient, people: Cast, empty_engine: Engine
) -> None:
    """Or an attacker could sign a victim in as themselves."""
    go(app, "zhao")
    link_to(empty_engine, people, "zhao", people.cadre)
    back = at_the_provider(app.get("/auth/oidc").headers["location"], "zhao")
    app.cookies.clear()
    assert app.get(back).headers["location"].endswith("#cancelled")
    app.get("/auth/oidc")
    assert app.get(back).headers["location"].endswith("#cancelled"), "nor with the memory of another start"
    assert app.get("/api/stand-in").status_code == 401


def test_an_answer_serves_once(app: TestClient, people: Cast, empty_engine: Engine) -> None:
    go(app, "zhao")
    link_to(empty_engine, people, "zhao", people.cadre)
    left = app.get("/auth/oidc")
    memory = app.cookies["linju-oidc"]
    back = at_the_provider(left.headers["location"], "zhao")
    assert app.get(back).headers["location"] == "/round"
    app.cookies.clear()
    app.cookies.set("linju-oidc", memory)
    assert app.get(back).headers["location"].endswith("#cancelled")


@pytest.mark.parametrize(
    "query", ["", "?error=access_denied", "?code=x", "?code=x&state=y", "?state=y&code=" + "x" * 999]
)
def test_who_cancels_or_makes_something_up_is_told_so(app: TestClient, query: str) -> None:
    app.get("/auth/oidc")
    assert app.get("/auth/oidc/callback" + query).headers["location"].endswith("#cancelled")
    app.cookies.set("linju-oidc", "forged")
    assert app.get("/auth/oidc/callback" + query).headers["location"].endswith("#cancelled")


def test_a_provider_that_does_not_answer_is_said_to_be_away(
    client: TestClient, monkeypatch: pytest.MonkeyPatch
) -> None:
    configure(monkeypatch, "http://localhost:9")
    assert client.get("/auth/oidc").headers["location"].endswith("#provider")
    assert client.get("/auth/options").json() == {"oidc": True}
    oidc.provider.cache_clear()


def test_where_none_is_configured_there_is_no_such_address(client: TestClient) -> None:
    oidc.provider.cache_clear()
    assert client.get("/auth/oidc").status_code == 404
    assert client.get("/auth/oidc/callback").status_code == 404
