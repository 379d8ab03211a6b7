"""One place opens transactions; SQLite's one writer makes nobody fail."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from contextlib import suppress
from pathlib import Path

import pytest
from sqlalchemy import Engine, event
from sqlmodel import Session, func, select

from app.accounts.models import Account
from app.shared import db
from app.shared.clock import now
from app.shared.db import make_engine, reading, transaction, write_last
from app.shared.ids import new_id
from app.shared.tables import table_of
from app.tables import metadata

PHONES, EACH = 16, 25


@pytest.fixture
def file(tmp_path: Path) -> Path:
    return tmp_path / "linju.db"


@pytest.fixture
def sqlite(file: Path) -> Iterator[Engine]:
    made = make_engine(f"sqlite:///{file}")
    metadata.create_all(made)
    yield made
    made.dispose()


def write(engine: Engine, name: str) -> None:
    """Read, then write, as every verb does."""
    with transaction(engine) as session:
        known = session.exec(select(func.count()).select_from(Account)).one()
        session.add(Account(login=name, name=str(known)))


def read(engine: Engine) -> int:
    with reading(engine) as session:
        return session.exec(select(func.count()).select_from(Account)).one()


def test_sixteen_phones_that_write_and_read_at_once_never_find_it_locked(sqlite: Engine) -> None:
    def phone(number: int) -> None:
        for turn in range(EACH):
            write(sqlite, f"{number}-{turn}")
            read(sqlite)

    with ThreadPoolExecutor(PHONES) as pool:
        list(pool.map(phone, range(PHONES)))
    with Session(sqlite) as session:
        seen = sorted(int(name) for name in session.exec(select(Account.name)))
    assert seen == list(range(PHONES * EACH))  # each saw all who were before it: reading and writing were one


def test_another_process_that_writes_meanwhile_is_waited_for(sqlite: Engine, file: Path) -> None:
    """`linju import` beside the server: it does not stand in the server's queue."""
    other = make_engine(f"sqlite:///{file.parent}/./{file.name}")
    assert str(other.url) != str(sqlite.url)  # or they would share the queue of this process

    def phone(number: int) -> None:
        for turn in range(EACH):
            write((sqlite, other)[number % 2], f"{number}-{turn}")

    with ThreadPoolExecutor(PHONES) as pool:
        list(pool.map(phone, range(PHONES)))
    other.dispose()
    assert read(sqlite) == PHONES * EACH


def test_readers_do_not_wait_for_a_writer(sqlite: Engine) -> None:
    with transaction(sqlite) as session:
        session.add(Account(login="slow", name="x"))
        session.flush()
        started = time.monotonic()
        assert read(sqlite) == 0
        assert time.monotonic() - started < db.BUSY_MS / 1000 / 3


def test_a_writer_does_not_wait_for_readers(sqlite: Engine) -> None:
    with reading(sqlite) as session:
        assert session.exec(select(func.count()).select_from(Account)).one() == 0
        write(sqlite, "quick")
    assert read(sqlite) == 1


def test_what_raises_leaves_nothing(engine: Engine, empty_engine: Engine) -> None:
    with pytest.raises(RuntimeError), transaction(empty_engine) as session:
        session.add(Account(login="gone", name="x"))
        session.flush()
        raise RuntimeError
    assert read(empty_engine) == 0


def test_use_cases_run_beside_the_event_loop(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(db, "engine", lambda: empty_engine)

    def verb(session: Session, name: str) -> str:
        session.add(Account(login=name, name=name))
        return name

    async def both() -> tuple[str, int]:
        made = await db.run(verb, "zhang")
        return made, await db.read(lambda session: session.exec(select(func.count()).select_from(Account)).one())

    assert asyncio.run(both()) == ("zhang", 1)


def test_what_is_written_last_is_written_in_one_statement_and_only_if_the_rest_is(sqlite: Engine) -> None:
    statements = []
    event.listen(sqlite, "before_cursor_execute", lambda *seen: statements.append((seen[2], seen[5])))

    def come(session: Session, name: str) -> None:
        row = {"id": new_id(), "login": name, "name": name, "created_at": now()}
        write_last(session, table_of(Account), row)

    with transaction(sqlite) as session:
        for name in ("wang", "lin", "chen"):
            come(session, name)
        assert statements == []
    assert [many for text, many in statements if text.startswith("INSERT")] == [True]
    with suppress(LookupError), transaction(sqlite) as session:
        come(session, "zhao")
        raise LookupError
    with Session(sqlite) as session:
        assert set(session.exec(select(Account.login))) == {"wang", "lin", "chen"}
