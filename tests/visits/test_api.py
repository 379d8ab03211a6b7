"""Downloads of visits over HTTP."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Iterator
from datetime import timedelta
from io import BytesIO
from urllib.parse import unquote

import pytest
from fastapi.testclient import TestClient
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session

from app.accounts.service.sessions import start_session
from app.accounts.session import cookie_name
from app.offline.photos import store_photo
from app.shared.clock import now
from app.shared.db import transaction
from app.visits.models import Visit
from app.web import web
from tests.cast import Cast, make_cast
from tests.offline.test_photos import jpeg
from tests.visits.visiting import visit, who

OTHERS = ["neighbour_leader", "volunteer", "resident", "clinician", "auditor", "stranger"]


@pytest.fixture
def town(empty_engine: Engine) -> Cast:
    with transaction(empty_engine) as session:
        return make_cast(session)


@pytest.fixture
def browser(empty_engine: Engine, town: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Callable[[str], TestClient]]:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with TestClient(web, base_url="http://localhost:8000") as client:

        def signed_in(role: str) -> TestClient:
            client.cookies.clear()
            if role:
                with transaction(empty_engine) as session:
                    token = start_session(session, town.account(role).id, "a browser", "127.0.0.1", now())
                client.cookies.set(cookie_name(), token)
            return client

        yield signed_in


@pytest.fixture
def kept(empty_engine: Engine, town: Cast) -> Visit:
    moment = now() - timedelta(hours=1)
    with transaction(empty_engine) as session:
        picture = jpeg()
        sha256 = hashlib.sha256(picture).hexdigest()
        store_photo(session, who(session, town.cadre, moment), sha256, picture)
        return visit(session, town.cadre, town.lin_home, at=moment, photos=[sha256], outcome="not_home")


def test_the_export_is_a_workbook_with_a_chinese_name(browser: Callable[[str], TestClient], kept: Visit) -> None:
    answer = browser("supervisor").get("/api/visits/export", params={"reason": "汇总"})
    assert answer.status_code == 200
    assert load_workbook(BytesIO(answer.content))["走访记录"].max_row == 2
    assert "走访记录_湖畔社区_" in unquote(answer.headers["content-disposition"])
    assert answer.headers["cache-control"] == "no-store"


def test_a_period_is_given_as_days(browser: Callable[[str], TestClient], kept: Visit) -> None:
    answer = browser("cadre").get("/api/visits/export", params={"from": "2020-01-01", "to": "2020-01-31"})
    assert load_workbook(BytesIO(answer.content))["走访记录"].max_row == 1
    assert browser("cadre").get("/api/visits/export", params={"from": "昨天"}).status_code == 422


def test_nobody_signed_in_gets_nothing(browser: Callable[[str], TestClient], town: Cast, kept: Visit) -> None:
    for path in ("/api/visits/export", f"/api/visits/{kept.id}/revisions", f"/slip/{town.lin_home.id}"):
        assert browser("").get(path).status_code == 401


@pytest.mark.parametrize("role", OTHERS)
def test_who_may_not_gets_a_problem_and_no_file(
    browser: Callable[[str], TestClient], town: Cast, kept: Visit, role: str
) -> None:
    client = browser(role)
    for path in ("/api/visits/export", f"/api/visits/{kept.id}/revisions", f"/slip/{kept.id}"):
        answer = client.get(path)
        assert answer.status_code == 404
        assert answer.headers["content-type"] == "application/problem+json"


def test_a_photo_is_shown_to_those_who_may_read_the_visit(
    browser: Callable[[str], TestClient], empty_engine: Engine, kept: Visit
) -> None:
    with Session(empty_engine) as session:
        from sqlmodel import select

        from app.visits.models import VisitPhoto

        sha256 = session.exec(select(VisitPhoto.sha256)).one()
    path = f"/api/visits/{kept.id}/photos/{sha256}"
    answer = browser("cadre_all").get(path)
    assert (answer.status_code, answer.headers["content-type"]) == (200, "image/jpeg")
    for role in ("cadre_two", "far_cadre", *OTHERS, "supervisor", "admin"):
        assert browser(role).get(path).status_code == 404
    assert browser("cadre").get(f"/api/visits/{kept.id}/photos/{'0' * 64}").status_code == 404


def test_every_revision_is_readable(browser: Callable[[str], TestClient], kept: Visit) -> None:
    (first,) = browser("cadre").get(f"/api/visits/{kept.id}/revisions").json()
    assert (first["number"], first["by"], first["body"]["outcome"]) == (1, "张姐", "not_home")


def test_the_slip_is_a_page_of_its_own_and_the_committees_is_public(
    browser: Callable[[str], TestClient], town: Cast, kept: Visit
) -> None:
    answer = browser("cadre").get(f"/slip/{kept.id}")
    assert answer.status_code == 200 and "我们来过" in answer.text
    assert "湖畔社区" in browser("").get(f"/committee/{town.hupan.code}").text


def test_other_names_below_slip_are_left_to_the_phones_screen(browser: Callable[[str], TestClient]) -> None:
    assert browser("cadre").get("/slip/index.html").status_code == 404  # no page here in a unit test, and no 422
