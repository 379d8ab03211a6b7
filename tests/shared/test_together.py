"""A crowd shares transactions; whoever fails, fails alone."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.shared.errors import Refused
from app.shared.together import MOST, in_one_go, run_together


@pytest.fixture(autouse=True)
def here(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)


def logins(engine: Engine) -> list[str]:
    with Session(engine) as session:
        return list(session.exec(select(Account.login).order_by(col(Account.login))))


def add(session: Session, login: str) -> str:
    session.add(Account(login=login, name=login))
    return login


def crowd(*works: Callable[[Session], Any]) -> list[Any]:
    async def all_at_once() -> list[Any]:
        return await asyncio.gather(*(run_together(work) for work in works), return_exceptions=True)

    return asyncio.run(all_at_once())


def test_everybody_gets_their_own_answer(empty_engine: Engine) -> None:
    names = [f"a{number:03}" for number in range(2 * MOST + 5)]
    assert crowd(*(lambda session, name=name: add(session, name) for name in names)) == names
    assert logins(empty_engine) == names


def test_a_crowd_shares_a_transaction(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    seen: list[Session] = []
    crowd(*(lambda session: seen.append(session) for _ in range(MOST)))
    assert len({id(session) for session in seen}) <= 2  # whoever comes first goes alone


def test_one_that_is_refused_takes_nobody_with_it(empty_engine: Engine) -> None:
    def refused(session: Session) -> None:
        add(session, "half")
        raise Refused("no", "不行。")

    answers = in_one_go([lambda session: add(session, "a"), refused, lambda session: add(session, "b")])
    assert [result for result, _ in answers] == ["a", None, "b"]
    assert [type(error) for _, error in answers] == [type(None), Refused, type(None)]
    assert logins(empty_engine) == ["a", "b"]


def test_a_row_that_breaks_the_database_s_rules_fails_alone(empty_engine: Engine) -> None:
    answers = in_one_go([lambda session: add(session, "a"), lambda session: add(session, "a")])
    assert [error is None for _, error in answers] == [True, False]
    assert logins(empty_engine) == ["a"]


def test_what_one_wrote_the_next_reads(empty_engine: Engine) -> None:
    def read(session: Session) -> int:
        return len(session.exec(select(Account)).all())

    assert in_one_go([lambda session: add(session, "a"), read]) == [("a", None), (1, None)]


def test_whoever_has_gone_is_not_waited_for(empty_engine: Engine) -> None:
    async def impatient() -> str:
        gone = asyncio.create_task(run_together(add, "gone"))
        await asyncio.sleep(0)
        gone.cancel()
        return await run_together(add, "stays")

    assert asyncio.run(impatient()) == "stays"
    assert "stays" in logins(empty_engine)
