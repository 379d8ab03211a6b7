"""The sign-in form, as a browser and as an attacker send it."""

from __future__ import annotations

from urllib.parse import parse_qs, urlsplit

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import Account, SignInSession
from app.accounts.rules.throttle import FREE_TRIES
from app.shared.settings import read_settings
from tests.accounts.conftest import ORIGIN, PASSWORD, sign_in
from tests.cast import Cast

COOKIE = "linju"


def cookies_set(answer) -> dict[str, str]:
    """Name → the whole Set-Cookie line, in small letters."""
    return {line.split("=", 1)[0]: line.lower() for line in answer.headers.get_list("set-cookie")}


def who_am_i(client: TestClient) -> int:
    return client.get("/api/stand-in").status_code


@pytest.fixture
def secure(monkeypatch: pytest.MonkeyPatch) -> None:
    """As if people reached us over HTTPS."""
    found = read_settings({"LINJU_PUBLIC_URL": "https://linju.example"})
    for module in ("app.accounts.cookies", "app.shared.guard"):
        monkeypatch.setattr(f"{module}.settings", lambda: found)


def test_the_right_password_signs_in(client: TestClient) -> None:
    assert who_am_i(client) == 401
    answer = sign_in(client)
    assert (answer.status_code, answer.headers["location"]) == (303, "/round")
    assert who_am_i(client) == 200


@pytest.mark.parametrize(
    ("login", "password"),
    [
        ("cadre", "wrong"), ("cadre", ""), ("cadre", PASSWORD + " "), ("nobody", PASSWORD), ("", ""),
        ("' or 1=1 --", "x"), ("cadre\0", PASSWORD), ("x" * 199, PASSWORD),
    ],
)  # fmt: skip
def test_anything_else_leads_back_with_one_and_the_same_sentence(client: TestClient, login: str, password: str) -> None:
    answer = sign_in(client, login, password)
    assert (answer.status_code, answer.headers["location"]) == (303, "/login?why=wrong#wrong")
    assert cookies_set(answer) == {}
    assert who_am_i(client) == 401


def test_an_account_without_password_or_a_disabled_one_is_not_let_in(
    client: TestClient, people: Cast, empty_engine: Engine
) -> None:
    with Session(empty_engine) as session, session.begin():
        session.get_one(Account, people.cadre.id).password_hash = None
        session.get_one(Account, people.admin.id).disabled_at = people.admin.created_at
    for login in ("cadre", "admin"):
        assert sign_in(client, login).headers["location"].endswith("#wrong")


def test_a_form_without_its_fields_is_a_wrong_password(client: TestClient) -> None:
    assert client.post("/auth/login").headers["location"].endswith("#wrong")


def test_guessing_is_slowed_down_and_says_for_how_long(client: TestClient) -> None:
    for _ in range(FREE_TRIES):
        sign_in(client, password="wrong")
    answer = sign_in(client)
    target = urlsplit(answer.headers["location"])
    assert (target.path, target.fragment) == ("/login", "wait")
    assert int(parse_qs(target.query)["seconds"][0]) >= 1
    assert who_am_i(client) == 401, "also the right password waits"
    assert sign_in(client, "admin").headers["location"] == "/admin", "somebody else does not"


def test_a_phone_that_was_in_before_is_let_in_while_a_stranger_guesses_beside_it(client: TestClient) -> None:
    sign_in(client)
    client.post("/auth/logout")
    proof = client.cookies["linju-device"]
    client.cookies.clear()
    for _ in range(FREE_TRIES + 1):
        sign_in(client, password="wrong")
    assert sign_in(client).headers["location"].endswith("#wait")
    client.cookies.set("linju-device", proof)
    assert sign_in(client).headers["location"] == "/round"


@pytest.mark.parametrize(
    ("next", "location"),
    [
        ("/households/1?x=2", "/households/1?x=2"),
        ("", "/round"),
        ("//evil.example", "/round"),
        ("https://evil.example/", "/round"),
        ("/\\evil.example", "/round"),
        ("javascript:alert(1)", "/round"),
        ("/round\r\nSet-Cookie: linju=1", "/round"),
    ],
)
def test_a_sign_in_leads_to_a_page_of_ours_only(client: TestClient, next: str, location: str) -> None:
    answer = sign_in(client, next=next)
    assert answer.headers["location"] == location
    assert COOKIE in cookies_set(answer)


def test_where_one_wanted_to_go_survives_a_wrong_password(client: TestClient) -> None:
    assert sign_in(client, password="x", next="/visit?a=1").headers["location"] == (
        "/login?why=wrong&next=%2Fvisit%3Fa%3D1#wrong"
    )
    assert "evil" not in sign_in(client, password="x", next="//evil.example").headers["location"]


def test_the_cookies_are_closed_to_scripts_and_to_other_sites(client: TestClient) -> None:
    made = cookies_set(sign_in(client))
    assert set(made) == {"linju", "linju-device", "linju-dock"}
    for name, line in made.items():
        assert ("httponly" in line) is (name != "linju-dock"), "scripts draw the dock, and it is no secret"
        assert "samesite=lax" in line
        assert "path=/" in line
        assert "domain" not in line
        assert "secure" not in line, "plain HTTP on localhost"


def test_under_https_the_cookies_are_secure_and_bound_to_this_host(client: TestClient, secure: None) -> None:
    headers = {"origin": "https://linju.example"}
    made = cookies_set(client.post("/auth/login", data={"login": "cadre", "password": PASSWORD}, headers=headers))
    assert set(made) == {"__Host-linju", "__Host-linju-device", "linju-dock"}
    assert all("; secure" in line and "path=/" in line and "domain" not in line for line in made.values())


def test_under_https_a_cookie_planted_without_the_prefix_is_nobody(client: TestClient, secure: None) -> None:
    """A neighbour subdomain or a page forged on plain HTTP can plant `linju`, never `__Host-linju`."""
    headers = {"origin": "https://linju.example"}
    answer = client.post("/auth/login", data={"login": "cadre", "password": PASSWORD}, headers=headers)
    token = answer.headers["set-cookie"].split("=", 1)[1].split(";")[0]
    client.cookies.clear()
    assert client.get("/api/stand-in", headers={"cookie": f"linju={token}"}).status_code == 401
    assert client.get("/api/stand-in", headers={"cookie": f"__Host-linju={token}"}).status_code == 200


def test_a_session_somebody_planted_is_not_the_one_a_person_signs_in_to(
    client: TestClient, empty_engine: Engine
) -> None:
    """Session fixation: the attacker knows a token, the victim signs in with it in their browser."""
    sign_in(client, "stranger")
    planted = client.cookies[COOKIE]
    answer = sign_in(client, "admin")
    assert client.cookies[COOKIE] != planted
    assert "linju=" + planted not in answer.headers["set-cookie"]
    client.cookies.clear()
    client.cookies.set(COOKIE, planted)
    assert who_am_i(client) == 401, "the planted session is over as well"
    client.cookies.clear()
    client.cookies.set(COOKIE, "invented-by-an-attacker")
    assert sign_in(client).cookies[COOKIE] != "invented-by-an-attacker"


def test_signing_out_ends_the_session_on_the_server(client: TestClient) -> None:
    sign_in(client)
    token = client.cookies[COOKIE]
    answer = client.post("/auth/logout")
    assert (answer.status_code, answer.headers["location"]) == (303, "/login")
    assert COOKIE not in client.cookies
    client.cookies.set(COOKIE, token)
    assert who_am_i(client) == 401


def test_signing_out_without_a_session_is_harmless(client: TestClient) -> None:
    for path in ("/auth/logout", "/auth/logout-everywhere"):
        assert client.post(path).status_code == 303


def test_signing_out_everywhere_ends_every_device_of_this_person(client: TestClient, empty_engine: Engine) -> None:
    sign_in(client, "admin")
    sign_in(client)
    client.cookies.delete(COOKIE)
    sign_in(client)
    assert client.post("/auth/logout-everywhere").status_code == 303
    with Session(empty_engine) as session:
        rows = session.exec(select(SignInSession, Account).join(Account)).all()
    open_ones = {account.login for row, account in rows if row.revoked_at is None}
    assert "cadre" not in open_ones


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/auth/logout-everywhere", "/auth/invitation"])
@pytest.mark.parametrize("origin", ["https://evil.example", "null", "http://localhost:9999", ORIGIN + ".evil.example"])
def test_another_site_cannot_send_our_forms(client: TestClient, path: str, origin: str) -> None:
    sign_in(client)
    answer = client.post(path, data={"login": "admin", "password": PASSWORD}, headers={"origin": origin})
    assert answer.status_code == 403
    assert who_am_i(client) == 200, "still signed in, as before"


@pytest.mark.parametrize("path", ["/auth/login", "/auth/logout", "/auth/logout-everywhere"])
def test_a_link_or_a_picture_on_another_site_does_nothing(client: TestClient, path: str) -> None:
    sign_in(client)
    assert client.get(path).status_code == 405
    assert who_am_i(client) == 200


def test_what_was_typed_is_never_sent_back(client: TestClient) -> None:
    answer = sign_in(client, "cadre", "my-secret-guess")
    assert "my-secret-guess" not in str(answer.headers) + answer.text


def test_a_device_is_remembered_with_its_name_and_address(client: TestClient, empty_engine: Engine) -> None:
    client.headers["user-agent"] = "Mozilla/5.0 (Linux; Android 14) Chrome/120 Mobile Safari/537.36"
    client.headers["x-forwarded-for"] = "203.0.113.7"
    sign_in(client)
    with Session(empty_engine) as session:
        row = session.exec(select(SignInSession)).one()
    assert (row.device, row.address) == ("Chrome · Android", "testclient")


def test_a_hash_made_with_weaker_parameters_is_renewed_at_sign_in(
    client: TestClient, people: Cast, empty_engine: Engine, monkeypatch: pytest.MonkeyPatch
) -> None:
    from argon2 import PasswordHasher

    stronger = PasswordHasher(time_cost=2, memory_cost=16, parallelism=1)
    monkeypatch.setattr("app.accounts.passwords._hasher", stronger)
    assert sign_in(client).headers["location"] == "/round"
    with Session(empty_engine) as session:
        renewed = session.get_one(Account, people.cadre.id).password_hash
    assert renewed is not None
    assert "m=16,t=2" in renewed
    client.cookies.clear()
    assert sign_in(client).headers["location"] == "/round"


def test_the_sign_in_screen_learns_which_ways_there_are(client: TestClient) -> None:
    assert client.get("/auth/options").json() == {"oidc": False}
