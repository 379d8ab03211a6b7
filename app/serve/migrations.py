"""Bringing the database to the tables of this version, once, however many processes start together."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from functools import cache

from alembic import command
from alembic.config import Config
from alembic.runtime.migration import MigrationContext
from alembic.script import ScriptDirectory
from sqlalchemy import Connection, Engine

from app.serve.problem import Problem
from app.serve.production import ROOT
from app.shared.db import engine

PG_LOCK = 0x6C696E6A75  # "linju": PostgreSQL's advisory lock for migrations


@dataclass(frozen=True)
class Standing:
    """Where the database stands: the revision it has (None: empty) and the one this version needs."""

    current: str | None
    head: str
    known: bool

    @property
    def at_head(self) -> bool:
        """Whether this version can work with the database."""
        return self.current == self.head


def standing(bind: Engine | None = None) -> Standing:
    """Where the database stands now. Raises `sqlalchemy.exc.SQLAlchemyError` if it cannot be reached."""
    with (bind or engine()).connect().execution_options(read_only=True) as connection:
        return _standing(connection)


def upgrade(bind: Engine | None = None) -> bool:
    """Migrate to head. Returns whether there was anything to do. Raises `Problem` for a newer database."""
    with _alone(bind or engine()) as connection:
        before = _standing(connection)
        if before.at_head:
            return False
        if not before.known:
            raise Problem(
                f"The database is at revision {before.current}, which this version does not know: it was migrated by "
                "a newer Linju. Run that version, or restore a backup."
            )
        config = _config()
        config.attributes["connection"] = connection
        command.upgrade(config, "head")
        _check_references(connection)
    return True


@contextmanager
def _alone(bind: Engine) -> Iterator[Connection]:
    """One transaction that no other migration shares. SQLite's BEGIN IMMEDIATE is such a lock by itself."""
    with bind.connect() as connection:
        if bind.dialect.name == "sqlite":
            # Rebuilding a table drops the old one, and a drop would carry out ON DELETE CASCADE.
            raw = connection.connection.dbapi_connection
            raw.execute("PRAGMA foreign_keys=OFF")  # type: ignore[union-attr]
            try:
                with connection.begin():
                    yield connection
            finally:
                raw.execute("PRAGMA foreign_keys=ON")  # type: ignore[union-attr]
        else:
            with connection.begin():
                connection.exec_driver_sql(f"SELECT pg_advisory_xact_lock({PG_LOCK})")
                yield connection


def _check_references(connection: Connection) -> None:
    if connection.dialect.name == "sqlite":
        broken = connection.exec_driver_sql("PRAGMA foreign_key_check").fetchall()
        if broken:
            raise Problem(
                f"The migration would leave {len(broken)} rows without what they refer to. Nothing was changed."
            )


def _standing(connection: Connection) -> Standing:
    current = MigrationContext.configure(connection).get_current_revision()
    return Standing(current, head(), current is None or current in _revisions())


@cache
def head() -> str:
    """The newest revision in `migrations/versions`."""
    found = ScriptDirectory.from_config(_config()).get_current_head()
    assert found is not None
    return found


@cache
def _revisions() -> frozenset[str]:
    return frozenset(script.revision for script in ScriptDirectory.from_config(_config()).walk_revisions())


def _config() -> Config:
    return Config(toml_file=ROOT / "pyproject.toml")
