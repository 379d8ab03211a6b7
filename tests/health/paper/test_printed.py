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

from app.accounts.models import AccessRecord
from app.accounts.service.sessions import start_session
from app.health.models import ConsentKind, ShareGrant, ShareKind
from app.health.rules.consent import version_of
from app.health.service.consent import give
from app.health.service.whose import owner_by_person
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


def test_a_guardian_prints_the_record_of_a_child_with_a_code_that_opens_the_child_s(
    client: TestClient, empty_engine: Engine
) -> None:
    with transaction(empty_engine) as session:
        mother = session.exec(select(Person).where(Person.name == "林阿婆")).one()
        mother.born_on = date(1990, 1, 1)
        home = session.get_one(Household, mother.household_id)
        child = child_of(session, home, date(now().year - 5, 1, 1)).id
        session.flush()
        give(session, owner_by_person(session, mother.id), ConsentKind.KEEP, version_of(ConsentKind.KEEP), now(), child)
        kept(
            session,
            owner_by_person(session, child),
            one(taken_at=now(), values={"systolic": 91, "diastolic": 53}),
            now=now(),
        )
    page = client.get(f"/health/print?person={child}")
    assert "陈小小" in page.text and "91/53" in page.text and "146/92" not in page.text
    assert f'action="/health/print?person={child}"' in page.text
    coded = client.post(f"/health/print?person={child}", data={"days": "7"})
    assert "扫码看记录" in coded.text and "91/53" in coded.text and "146/92" not in coded.text
    with transaction(empty_engine) as session:
        (made,) = session.exec(select(ShareGrant)).all()
        assert (made.person_id, made.kind) == (child, ShareKind.LINK)
        done = session.exec(select(AccessRecord).where(AccessRecord.subject == f"person {child}")).all()
        assert {(one.action, one.reason) for one in done} >= {("health:guardian", "look"), ("health:share", "link")}


def test_a_child_gets_no_button_for_a_code(client: TestClient, empty_engine: Engine) -> None:
    assert "加上医生能扫的码" in client.get("/health/print").text
    with transaction(empty_engine) as session:
        session.exec(select(Person).where(Person.name == "林阿婆")).one().born_on = date(now().year - 5, 1, 1)
    assert "加上医生能扫的码" not in client.get("/health/print").text


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
