"""The paper for the doctor, its code, and the files to take along."""

from __future__ import annotations

import json
import re
from collections.abc import Iterator
from datetime import date

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import select

from app.accounts.service.sessions import start_session
from app.health.models import ShareGrant, ShareKind
from app.households.models import Household, Person
from app.shared.clock import now
from app.shared.db import transaction
from app.web import web
from tests.cast import make_cast
from tests.health.measured import kept, one
from tests.health.owners import agreed, child_of

ORIGIN = "http://localhost:8000"


@pytest.fixture
def client(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Iterator[TestClient]:
    """林阿婆, who has measured her blood pressure today."""
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        owner = agreed(session, cast.lin_apo)
        kept(session, owner, one(taken_at=now(), values={"systolic": 146, "diastolic": 92}), now=now())
        assert owner.account_id is not None
        token = start_session(session, owner.account_id, "x", "", now())
    headers = {"cookie": f"linju={token}", "origin": ORIGIN}
    with TestClient(web, base_url=ORIGIN, headers=headers, follow_redirects=False) as made:
        yield made


def test_the_paper_has_chart_table_and_average_and_is_kept_by_no_browser(client: TestClient) -> None:
    page = client.get("/health/print?days=30")
    assert page.status_code == 200 and page.headers["cache-control"] == "no-store"
    for said in ("健康自测记录", "林阿婆", "<svg", "146/92", "平均 146/92", "这是自测参考，不是诊断"):
        assert said in page.text
    assert "扫码看记录" not in page.text and page.text.count("<h1>") == 1
    assert 'aria-current="page">最近 30 天' in client.get("/health/print?days=12345").text


def test_looking_makes_no_code_and_asking_makes_one_that_opens_the_record(
    client: TestClient, empty_engine: Engine
) -> None:
    client.get("/health/print")
    page = client.post("/health/print", data={"days": "7"})
    assert "扫码看记录" in page.text and "data:image" in page.text
    with transaction(empty_engine) as session:
        (made,) = session.exec(select(ShareGrant)).all()
        assert made.kind is ShareKind.LINK and made.until > now()
    token = re.search(r"/s/([\w-]+)", page.text)
    assert token is None  # only in the picture: nobody reads it over a shoulder


def test_somebody_else_s_child_has_no_paper_here(client: TestClient, empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        theirs = session.exec(select(Household).join(Person).where(Person.name == "陈大文")).one()
        other = child_of(session, theirs, date(2019, 1, 1)).id
    for path in ("/health/print", "/health/own/readings.csv", "/health/own/everything.json"):
        assert client.get(f"{path}?person={other}").status_code == 404


def test_files_are_kept_by_no_browser_and_have_names_that_say_nothing(client: TestClient) -> None:
    table = client.get("/health/own/readings.csv")
    assert table.text.startswith("﻿") and "146" in table.text
    whole = client.get("/health/own/everything.json")
    assert json.loads(whole.text) and "146" in whole.text
    for answer in (table, whole):
        assert answer.headers["cache-control"] == "no-store"
        assert re.fullmatch(
            r"attachment; filename=linju-health-[a-z]+\.(csv|json)", answer.headers["content-disposition"]
        )


def test_without_a_pass_there_is_no_paper(client: TestClient) -> None:
    client.headers.pop("cookie")
    assert client.get("/health/print").status_code == 401
