"""The page behind an invitation's link."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session

from app.accounts.models import Role
from app.accounts.rules.people import Place
from app.accounts.service.invitations import invite, offer_new_password
from app.accounts.service.people import actor_of
from app.shared.clock import now
from app.shared.db import transaction
from tests.accounts.conftest import PASSWORD, sign_in
from tests.cast import Cast


@pytest.fixture
def token(empty_engine: Engine, people: Cast) -> str:
    with transaction(empty_engine) as session:
        return invite(
            session, actor_of(session, people.admin.id, now()), "小赵", Role.CADRE, Place(people.hupan.id), 3, now()
        )[1]


def use(client: TestClient, token: str, login: str = "zhao", password: str = "spring-river-7"):
    return client.post("/auth/invitation", json={"token": token, "login": login, "password": password})


def test_who_opens_the_link_sees_what_it_is_for(client: TestClient, token: str) -> None:
    answer = client.post("/auth/invitation/look", json={"token": token})
    assert answer.json() == {"name": "小赵", "role": "cadre", "login": None}


def test_who_accepts_is_signed_in_and_the_link_is_used_up(client: TestClient, token: str) -> None:
    answer = use(client, token)
    assert (answer.status_code, answer.json()) == (201, {"next": "/round"})
    assert client.get("/api/stand-in").status_code == 200
    assert use(client, token, "second").status_code == 404
    assert client.post("/auth/invitation/look", json={"token": token}).status_code == 404
    client.cookies.clear()
    assert sign_in(client, "zhao", "spring-river-7").headers["location"] == "/round"


@pytest.mark.parametrize(
    ("login", "password", "status", "field", "code"),
    [
        ("cadre", "spring-river-7", 409, "login", "login_taken"),
        ("!", "spring-river-7", 422, "login", "bad_login"),
        ("zhao", "short", 422, "password", "short_password"),
        ("zhao", "12345678", 422, "password", "common_password"),
    ],
)
def test_what_is_wrong_is_said_per_field_and_uses_nothing_up(
    client: TestClient, token: str, login: str, password: str, status: int, field: str, code: str
) -> None:
    answer = use(client, token, login, password)
    assert answer.status_code == status
    assert [(e["field"], e["code"]) for e in answer.json()["errors"]] == [(field, code)]
    assert "set-cookie" not in answer.headers
    assert use(client, token).status_code == 201


@pytest.mark.parametrize("invented", ["", "x", "é", "\0", "a" * 100])
def test_an_invented_link_is_not_found(client: TestClient, invented: str) -> None:
    assert client.post("/auth/invitation/look", json={"token": invented}).status_code == 404
    assert use(client, invented).status_code == 404


def test_a_link_for_a_new_password_names_the_account_and_changes_it(
    client: TestClient, people: Cast, empty_engine: Engine
) -> None:
    with Session(empty_engine) as session, session.begin():
        _, token = offer_new_password(session, actor_of(session, people.admin.id, now()), people.cadre.id, now())
    assert client.post("/auth/invitation/look", json={"token": token}).json()["login"] == "cadre"
    assert use(client, token, login="admin").status_code == 201, "a login sent along decides nothing"
    client.cookies.clear()
    assert sign_in(client, "cadre", "spring-river-7").headers["location"] == "/round"
    assert sign_in(client, "admin", PASSWORD).headers["location"] == "/admin"


def test_accepting_ends_the_session_the_browser_had(client: TestClient, token: str) -> None:
    sign_in(client, "admin")
    before = client.cookies["linju"]
    use(client, token)
    client.cookies.clear()
    client.cookies.set("linju", before)
    assert client.get("/api/stand-in").status_code == 401
