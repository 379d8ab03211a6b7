"""One engine and the one place that opens a transaction.

Verbs never commit: `transaction()` commits when its block ends and rolls back when it raises.
SQLite (WAL) and PostgreSQL run the same code; no feature asks which.
"""

from __future__ import annotations

import asyncio
from collections import defaultdict
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, contextmanager, nullcontext
from functools import cache
from threading import Lock
from time import monotonic
from typing import Any, Concatenate, ParamSpec, TypeVar

from sqlalchemy import Engine, event, insert
from sqlalchemy.engine import make_url
from sqlalchemy.exc import DisconnectionError
from sqlmodel import Session, create_engine

from app.shared.settings import settings
from app.shared.text import every_text, storable

P = ParamSpec("P")
T = TypeVar("T")

HOLDS_TEXT = (str, list, tuple, dict)
LAST = "linju: rows to write last"  # in a session's info
BUSY_MS = 15_000  # how long a writer waits for SQLite's one write lock


@cache
def engine() -> Engine:
    """The engine of this process."""
    return make_engine(settings().database_url)


def make_engine(url: str) -> Engine:
    """An engine for `url`, with the habits both databases need."""
    if make_url(url).get_backend_name() == "sqlite":
        made = _sqlite(url)
    else:
        made = create_engine(url, hide_parameters=True, pool_size=8, max_overflow=8)
        _ping_what_lay_idle(made)
        event.listen(made, "handle_error", _say_nothing_of_the_row)
    event.listen(made, "before_cursor_execute", _make_storable, retval=True)
    return made


def _say_nothing_of_the_row(context: Any) -> None:
    """PostgreSQL tells what stood in a row that failed, and what errors say ends in the log: only the first line."""
    first = getattr(getattr(context.original_exception, "diag", None), "message_primary", None)
    for error in (context.original_exception, context.sqlalchemy_exception):
        if first and error is not None and error.args:
            said, *rest = error.args
            error.args = (said[: said.index(first) + len(first)] if first in said else first, *rest)


IDLE = 5.0  # seconds


def _ping_what_lay_idle(made: Engine) -> None:
    """A connection may have died while nobody used it. To ask before every transaction would cost three round trips."""

    @event.listens_for(made, "checkin")
    def _put_back(_connection: Any, record: Any) -> None:
        record.info["used_at"] = monotonic()

    @event.listens_for(made, "checkout")
    def _taken_out(connection: Any, record: Any, _proxy: Any) -> None:
        if monotonic() - record.info.get("used_at", 0.0) < IDLE:
            return
        try:
            alive = made.dialect.do_ping(connection)
        except made.dialect.loaded_dbapi.Error:
            alive = False
        if not alive:
            raise DisconnectionError()


def _make_storable(_on: Any, _cursor: Any, statement: str, values: Any, _context: Any, _many: bool) -> tuple[str, Any]:
    """Whatever way a text has come in: PostgreSQL refuses U+0000, and UTF-8 half a surrogate pair."""
    return statement, [_row_storable(row) for row in values] if isinstance(values, list) else _row_storable(values)


def _row_storable(row: Any) -> Any:
    """Every value of every statement passes here: names are ours, and most values hold no text."""
    if not isinstance(row, dict):
        return every_text(row, storable)
    return {name: every_text(one, storable) if isinstance(one, HOLDS_TEXT) else one for name, one in row.items()}


def _sqlite(url: str) -> Engine:
    made = create_engine(
        url, hide_parameters=True, connect_args={"timeout": BUSY_MS / 1000, "check_same_thread": False}
    )

    @event.listens_for(made, "connect")
    def _prepare(connection: Any, _record: Any) -> None:
        connection.isolation_level = None  # BEGIN is ours, see below
        for pragma in ("journal_mode=WAL", "synchronous=NORMAL", f"busy_timeout={BUSY_MS}", "foreign_keys=ON"):
            connection.execute(f"PRAGMA {pragma}")

    @event.listens_for(made, "begin")
    def _begin(connection: Any) -> None:
        # IMMEDIATE takes the write lock at once: a read that turns into a write cannot deadlock.
        immediate = not connection.get_execution_options().get("read_only", False)
        connection.exec_driver_sql("BEGIN IMMEDIATE" if immediate else "BEGIN")

    return made


@contextmanager
def transaction(bind: Engine | None = None) -> Iterator[Session]:
    """A session whose work is committed at the end, or rolled back if the block raises."""
    bound = bind or engine()
    with _turn(bound), Session(bound, expire_on_commit=False) as session, session.begin():
        yield session
        for table, rows in session.info.pop(LAST, {}).items():
            session.execute(insert(table), rows)


def write_last(session: Session, table: Any, row: dict[str, Any]) -> None:
    """Insert a row of a plain table just before the commit, all of a table in one statement: for what is written for
    many at once and read by nobody in this transaction. Not in a savepoint: the row would outlive it."""
    session.info.setdefault(LAST, {}).setdefault(table, []).append(row)


def _turn(bound: Engine) -> AbstractContextManager[Any]:
    """SQLite has one writer: the threads of this process queue here, where the next one starts at once.

    Left to itself SQLite polls with growing sleeps, and the lock lies idle between them.
    """
    return _turns[str(bound.url)] if bound.dialect.name == "sqlite" else nullcontext()


_turns: defaultdict[str, Lock] = defaultdict(Lock)


@contextmanager
def reading(bind: Engine | None = None) -> Iterator[Session]:
    """A session for queries only: does not wait for SQLite's writer, and writes nothing."""
    connection = (bind or engine()).connect().execution_options(read_only=True)
    with connection, Session(connection, expire_on_commit=False) as session:
        yield session


async def run(use_case: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one use case in its own transaction, off the event loop."""

    def work() -> T:
        with transaction() as session:
            return use_case(session, *args, **kwargs)

    return await asyncio.to_thread(work)


async def read(query: Callable[Concatenate[Session, P], T], *args: P.args, **kwargs: P.kwargs) -> T:
    """Run one query that writes nothing, off the event loop."""

    def work() -> T:
        with reading() as session:
            return query(session, *args, **kwargs)

    return await asyncio.to_thread(work)
