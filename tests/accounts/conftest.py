"""A web client on a database with the cast in it, committed."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from argon2 import PasswordHasher
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.web import web
from tests.cast import Cast, make_cast
from tests.conftest import NOW

PASSWORD = "lin-ju-2026"
ORIGIN = "http://localhost:8000"
# Quick to check; the parameters in use are tested on their own.
QUICK = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1)


@pytest.fixture
def quick_hashes(monkeypatch: pytest.MonkeyPatch) -> None:
    """Argon2 with parameters for tests: the real ones take a good part of a second each time."""
    monkeypatch.setattr("app.accounts.passwords._hasher", QUICK)
    monkeypatch.setattr("app.accounts.passwords.DECOY", QUICK.hash("nobody"))


@pytest.fixture
def people(empty_engine: Engine, quick_hashes: None) -> Cast:
    """The cast, committed; everybody's password is `PASSWORD`."""
    hashed = QUICK.hash(PASSWORD)
    with Session(empty_engine, expire_on_commit=False) as session, session.begin():
        cast = make_cast(session)
        for account in vars(cast).values():
            if isinstance(account, Account):
                account.password_hash = hashed
    return cast


@pytest.fixture
def client(empty_engine: Engine, people: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """A browser that is not signed in. Does not follow redirects."""
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with TestClient(web, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False) as made:
        yield made


def sign_in(client: TestClient, login: str = "cadre", password: str = PASSWORD, **form: str):
    """Submit the sign-in form."""
    return client.post("/auth/login", data={"login": login, "password": password, **form})


def actor(session: Session, account: Account) -> Actor:
    """The person behind an account of the cast, as services take them."""
    return actor_of(session, account.id, NOW)
