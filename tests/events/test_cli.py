"""`linju event …` and `linju pass …`."""

from __future__ import annotations

import json

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select
from typer.testing import CliRunner

from app.cli import cli
from app.events.models import Event
from app.passes.models import ResidentPass
from app.shared.db import transaction
from app.shared.errors import DomainError, Invalid
from tests.cast import Cast, make_cast
from tests.events.events import resident

AFTERNOON = ["--title", "书法课", "--start", "2026-12-01T14:00", "--end", "2026-12-01T16:00"]
HERE = ["--community", "350206999001"]


@pytest.fixture
def town(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with transaction(empty_engine) as session:
        made = make_cast(session)
        resident(session, made.lin_home, "王芳", 1)
        return made


def linju(*arguments: str) -> tuple[str, BaseException | None]:
    result = CliRunner().invoke(cli, list(arguments))
    return result.output.strip(), result.exception


def test_an_event_is_added_published_at_local_time(town: Cast, empty_engine: Engine) -> None:
    said, _ = linju("event", "add", *AFTERNOON, "--capacity", "30", "--walk-in", "--json", *HERE)
    with Session(empty_engine) as session:
        made = session.exec(select(Event)).one()
    assert json.loads(said) == {"id": str(made.id)}
    assert (made.starts_at.isoformat(), made.capacity, made.walk_in) == ("2026-12-01T06:00:00+00:00", 30, True)
    assert made.published_at is not None and made.made_by is None


def test_the_wall_s_address_is_printed_and_the_poster_s_where_it_is_allowed(town: Cast) -> None:
    plain = json.loads(linju("event", "add", *AFTERNOON, "--json", *HERE)[0])["id"]
    said, _ = linju("event", "code", plain)
    assert said.startswith("http://localhost:8000/e/") and len(said.rpartition("/")[2]) == 24
    error = linju("event", "code", plain, "--poster")[1]
    assert isinstance(error, DomainError) and error.code == "no_paper_code"
    paper = json.loads(linju("event", "add", *AFTERNOON, "--poster", "--json", *HERE)[0])["id"]
    assert "/e/" in linju("event", "code", paper, "--poster")[0]


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["event", "add", *AFTERNOON], "which_community"),
        (["event", "add", *AFTERNOON, "--community", "1"], "community_unknown"),
        (["event", "add", *AFTERNOON[:3], "tomorrow", *AFTERNOON[4:], *HERE], "bad_time"),
        (["event", "add", *AFTERNOON, "--capacity", "0", *HERE], "invalid"),
        (["event", "code", "x"], "no_such_event"),
        (["event", "code", "01a2088c-441b-7deb-af9e-8c9f89320159"], "no_such_event"),
        (["pass", "issue"], "which_person"),
        (["pass", "issue", "--any", "--person", "x"], "which_person"),
        (["pass", "issue", "--person", "x"], "person_unknown"),
    ],
)
def test_what_cannot_be_is_one_line(town: Cast, arguments: list[str], code: str) -> None:
    error = linju(*arguments)[1]
    assert isinstance(error, DomainError | Invalid) and error.code == code


def test_a_pass_is_issued_shown_again_and_replaced(town: Cast, empty_engine: Engine) -> None:
    person = str(town.lin_apo.id)
    first, again, fresh = (
        json.loads(linju("pass", "issue", "--person", person, "--json", *more)[0]) for more in ([], [], ["--again"])
    )
    assert first["code"] == again["code"] != fresh["code"]
    assert first["url"] == f"http://localhost:8000/p/{first['code']}"
    assert len(first["code"]) == 16 and len(first["short"]) == 6
    anybody = json.loads(linju("pass", "issue", "--any", "--json")[0])
    with Session(empty_engine) as session:
        assert session.exec(select(ResidentPass).where(ResidentPass.token == anybody["code"])).one()


def test_the_list_names_what_is_to_come(town: Cast) -> None:
    linju("event", "add", *AFTERNOON, *HERE)
    assert "书法课" in linju("event", "list", "--days", "60")[0]
    assert json.loads(linju("event", "list", "--days", "60", "--json")[0])[0]["standing"] == "published"
