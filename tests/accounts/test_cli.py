"""`linju account add`, as an operator types it."""

from __future__ import annotations

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select
from typer.testing import CliRunner, Result

from app.accounts import passwords
from app.accounts.models import Account, Grant, Role
from app.cli import cli, explain
from app.shared.db import transaction
from tests.cast import Cast, make_cast

GOOD = "spring-river-7\n"


@pytest.fixture
def cast(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch, quick_hashes: None) -> Cast:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with transaction(empty_engine) as session:
        return make_cast(session)


def run(*arguments: str, password: str = GOOD) -> Result:
    return CliRunner().invoke(cli, ["account", "add", *arguments, "--password-stdin"], input=password)


def made(engine: Engine, login: str) -> tuple[Account, Grant]:
    with Session(engine) as session:
        account = session.exec(select(Account).where(Account.login == login)).one()
        return account, session.exec(select(Grant).where(Grant.account_id == account.id)).one()


def test_it_makes_an_account_for_the_whole_community(cast: Cast, empty_engine: Engine) -> None:
    assert run("Zhao", "--role", "admin", "--community", cast.hupan.code, "--name", "老赵").exit_code == 0
    account, grant = made(empty_engine, "zhao")
    assert (account.name, grant.role, grant.community_id, grant.grid_id) == ("老赵", Role.ADMIN, cast.hupan.id, None)
    assert passwords.matches("spring-river-7", account.password_hash)


def test_it_makes_an_account_for_one_grid(cast: Cast, empty_engine: Engine) -> None:
    assert run("zhao", "--role", "cadre", "--community", cast.hupan.code, "--grid", "02").exit_code == 0
    account, grant = made(empty_engine, "zhao")
    assert (account.name, grant.grid_id) == ("zhao", cast.grid_two.id)


@pytest.mark.parametrize(
    ("arguments", "password", "words"),
    [
        (["zhao", "--role", "boss", "--community", "350206999001"], GOOD, "boss"),
        (["zhao", "--role", "cadre"], GOOD, "--community"),
        (["zhao", "--role", "cadre", "--community", "1"], GOOD, "350206999001"),
        (["zhao", "--role", "cadre", "--community", "350206999001", "--grid", "9"], GOOD, "01"),
        (["cadre", "--role", "cadre", "--community", "350206999001"], GOOD, "cadre"),
        (["!", "--role", "cadre", "--community", "350206999001"], GOOD, "账号"),
        (["zhao", "--role", "cadre", "--community", "350206999001"], "short\n", "8"),
        (["zhao", "--role", "cadre", "--community", "350206999001"], "", "8"),
    ],
)
def test_what_is_wrong_is_one_line_and_nothing_is_written(
    cast: Cast, empty_engine: Engine, arguments: list[str], password: str, words: str
) -> None:
    result = run(*arguments, password=password)
    assert result.exit_code == 1
    assert result.exception is not None
    line = explain(result.exception) if isinstance(result.exception, Exception) else None
    assert line is not None
    assert "\n" not in line
    assert words in line
    with Session(empty_engine) as session:
        assert not session.exec(select(Account).where(Account.login == "zhao")).all()


def test_a_password_is_never_an_argument(cast: Cast) -> None:
    result = CliRunner().invoke(cli, ["account", "add", "zhao", "--role", "cadre", "--community", cast.hupan.code])
    assert "--password-stdin" in str(explain(result.exception))  # type: ignore[arg-type]
