"""Notes come and answers go over HTTP, also for people without an account."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from app.accounts.service import actor_of
from app.feedback.models import Feedback
from app.feedback.service import answer_feedback
from app.shared.clock import now
from app.shared.db import transaction
from app.web import web
from tests.cast import make_cast

ORIGIN = "http://localhost:8000"


@pytest.fixture
def client(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with TestClient(web, base_url=ORIGIN, headers={"origin": ORIGIN}) as made:
        yield made


def test_a_stranger_gets_a_code_and_reads_the_answer_with_it(client: TestClient, empty_engine: Engine) -> None:
    code = client.post("/api/feedback", json={"text": "门口的码扫不了"}).json()["code"]
    assert client.post("/api/feedback/look-up", json={"code": code}).json()["answer"] == ""
    with transaction(empty_engine) as session:
        admin = actor_of(session, make_cast(session).admin.id, now())
        answer_feedback(session, admin, session.exec(select(Feedback)).one().id, "换了。", now())
    assert client.post("/api/feedback/look-up", json={"code": code.lower()}).json()["answer"] == "换了。"


def test_a_wrong_code_is_a_plain_404(client: TestClient) -> None:
    answer = client.post("/api/feedback/look-up", json={"code": "ABCDE-23456"})
    assert (answer.status_code, answer.json()["code"]) == (404, "no_such_code")
    assert answer.headers["content-type"].startswith("application/problem+json")
