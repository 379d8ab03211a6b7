"""Importing a roster in the browser, over HTTP."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from app.accounts.models import Account
from app.accounts.service.sessions import start_session
from app.accounts.session import cookie_name
from app.households import api
from app.households.importing import jobs, work
from app.households.models import Person, RosterImport
from app.shared.clock import now
from app.shared.db import transaction
from app.shared.settings import settings
from app.web import web
from tests.cast import Cast, make_cast

GOOD = "姓名,楼栋,单元,室号,电话\n林阿婆,1栋,2,501,\n新来的,1栋,2,502,15400001234\n".encode()
BAD = "姓名,楼栋,单元,室号,电话\n,1栋,2,501,12\n".encode()

Open = Callable[[str | None], TestClient]


@pytest.fixture
def cast(empty_engine: Engine) -> Cast:
    with transaction(empty_engine) as session:
        return make_cast(session)


@pytest.fixture
def open_as(empty_engine: Engine, cast: Cast, monkeypatch: pytest.MonkeyPatch) -> Iterator[Open]:
    """A browser in which somebody of the cast is signed in; None: nobody."""
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)

    def make(login: str | None) -> TestClient:
        client = TestClient(web, base_url="http://localhost:8000", headers={"origin": "http://localhost:8000"})
        if login:
            with transaction(empty_engine) as session:
                account = session.exec(select(Account).where(Account.login == login)).one()
                client.cookies.set(cookie_name(), start_session(session, account.id, "desk", "127.0.0.1", now()))
        return client

    yield make
    for folder in (settings().home / "rosters").glob("*"):
        jobs.remove(jobs.Job(folder.name, "", "", True, "zh", ""))


def sent(client: TestClient, body: bytes, **options: Any) -> dict[str, Any]:
    """The job after the file was read: a test client runs background work before it answers."""
    answer = client.post("/api/roster", content=body, params={"file_name": "名册.csv"} | options)
    assert answer.status_code == 202, answer.text
    return client.get(f"/api/roster/{answer.json()['id']}").json()


def test_a_file_is_looked_at_then_imported_and_then_gone(open_as: Open, empty_engine: Engine) -> None:
    client = open_as("admin")
    job = sent(client, GOOD, whole=False)
    assert (job["status"], job["report"]["counts"]["new"], job["report"]["counts"]["moved_out"]) == ("planned", 1, 0)
    assert job["report"]["sheets"][0]["columns"][0]["title"] == "姓名"
    with Session(empty_engine) as session:
        assert session.exec(select(func.count()).select_from(RosterImport)).one() == 0
    assert client.post(f"/api/roster/{job['id']}/apply", json={}).status_code == 202
    done = client.get(f"/api/roster/{job['id']}").json()
    assert (done["status"], done["counts"]["new"]) == ("done", 1)
    with Session(empty_engine) as session:
        assert session.exec(select(Person).where(Person.name == "新来的")).one().phone == "15400001234"
    assert not (settings().home / "rosters" / job["id"] / "roster").exists()
    (past,) = client.get("/api/roster/imports").json()
    assert (past["file_name"], past["by"], past["counts"]["new"]) == ("名册.csv", "管理员", 1)


def test_a_bad_file_says_what_to_mend_and_cannot_be_imported(open_as: Open) -> None:
    client = open_as("admin")
    job = sent(client, BAD)
    assert job["status"] == "bad"
    assert "name_missing" in {p["code"] for p in job["report"]["problems"]}
    assert job["report"]["problems"][0]["severity"] == "error"
    assert client.post(f"/api/roster/{job['id']}/apply", json={}).status_code == 409
    assert not (settings().home / "rosters" / job["id"] / "roster").exists()


def test_what_changed_meanwhile_is_looked_at_again(open_as: Open, empty_engine: Engine, cast: Cast) -> None:
    client = open_as("admin")
    job = sent(client, GOOD, whole=False)
    with transaction(empty_engine) as session:
        session.get_one(Person, cast.lin_apo.id).name = "林婆婆"
    client.post(f"/api/roster/{job['id']}/apply", json={})
    after = client.get(f"/api/roster/{job['id']}").json()
    assert after["status"] == "failed" and after["error"]


@pytest.mark.thorough
@pytest.mark.parametrize("login", ["cadre", "cadre_all", "leader", "supervisor", "auditor", "resident", "stranger"])
def test_only_who_may_import_gets_in(open_as: Open, login: str) -> None:
    mine = sent(open_as("admin"), GOOD)
    client = open_as(login)
    job = f"/api/roster/{mine['id']}"
    answers = [
        client.post("/api/roster", content=GOOD), client.get("/api/roster/imports"), client.get(job),
        client.post(job + "/apply", json={}), client.delete(job), client.get("/api/roster/export.xlsx"),
    ]  # fmt: skip
    assert {answer.status_code for answer in answers} == {404}
    assert open_as("admin").get(job).status_code == 200


def test_nobody_signed_in_is_told_to_sign_in(open_as: Open) -> None:
    client = open_as(None)
    assert client.post("/api/roster", content=GOOD).status_code == 401
    assert client.get("/api/roster/x").status_code == 401
    assert client.get("/api/roster/export.xlsx").status_code == 401


@pytest.mark.parametrize("job", ["x", "00000000-0000-0000-0000-000000000000", "..%2F..%2Fkeys"])
def test_a_made_up_job_is_not_there(open_as: Open, job: str) -> None:
    assert open_as("admin").get(f"/api/roster/{job}").status_code == 404


def test_a_file_that_is_too_big_or_empty_leaves_nothing_behind(open_as: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(api, "MAX_FILE", 1000)
    client = open_as("admin")
    for body in (b"x" * 1001, b""):
        assert client.post("/api/roster", content=body).status_code == 422
    assert list((settings().home / "rosters").glob("*")) == []


def test_a_file_given_up_is_deleted_and_an_old_one_too(open_as: Open) -> None:
    client = open_as("admin")
    job = sent(client, GOOD)
    assert client.delete(f"/api/roster/{job['id']}").status_code == 204
    assert client.get(f"/api/roster/{job['id']}").status_code == 404
    other = sent(client, GOOD)
    jobs.sweep(now() + jobs.KEPT + timedelta(seconds=1))
    assert client.get(f"/api/roster/{other['id']}").status_code == 404


def test_a_waiting_file_is_for_nobody_elses_eyes(open_as: Open) -> None:
    job = sent(open_as("admin"), GOOD)
    folder: Path = settings().home / "rosters" / job["id"]
    assert (folder.stat().st_mode & 0o777, (folder / "roster").stat().st_mode & 0o777) == (0o700, 0o600)


def test_a_bug_while_reading_is_told_without_details(open_as: Open, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(*args: Any, **kwargs: Any) -> None:
        raise RuntimeError("secret detail")

    monkeypatch.setattr(work, "read_for", fails)
    job = sent(open_as("admin"), GOOD)
    assert job["status"] == "failed" and "secret" not in job["error"]


def test_the_export_is_a_workbook_that_imports_to_no_change(open_as: Open) -> None:
    client = open_as("admin")
    made = client.get("/api/roster/export.xlsx", params={"reason": "备份"})
    assert made.status_code == 200 and made.content[:2] == b"PK"
    assert "attachment" in made.headers["content-disposition"] and made.headers["cache-control"] == "no-store"
    assert sent(client, made.content)["report"]["nothing"] is True
