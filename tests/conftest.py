"""The fixed cast and the databases of every test.

A test asks for `session`; it runs on SQLite and, with `LINJU_TEST_POSTGRES=1` (`make test` sets it), on a real
PostgreSQL too: the server that `LINJU_DATABASE_URL` names (in a database of the run's own, never in yours), else one
that the run starts itself.
"""

from __future__ import annotations

import os
import tempfile
from collections.abc import Iterator
from datetime import UTC, datetime
from functools import cache
from pathlib import Path

import hypothesis
import pytest

_HOME = Path(tempfile.mkdtemp(prefix="linju-test-"))
os.environ["LINJU_HOME"] = str(_HOME)
_SERVER = os.environ.pop("LINJU_DATABASE_URL", "")
for _name in ("LINJU_REDIS_URL", "LINJU_OIDC_ISSUER", "LINJU_OIDC_CLIENT_ID", "LINJU_PUBLIC_URL"):
    os.environ.pop(_name, None)

from sqlalchemy import Engine, text  # noqa: E402
from sqlmodel import Session  # noqa: E402

from app.serve import migrations  # noqa: E402
from app.shared import crypto, db  # noqa: E402
from app.shared import settings as settings_module  # noqa: E402
from app.shared.db import make_engine  # noqa: E402
from app.shared.settings import Settings, read_settings  # noqa: E402
from app.tables import metadata  # noqa: E402
from app.volunteers.models import lift_guard, set_guard  # noqa: E402
from tests.cast import Cast, make_cast  # noqa: E402
from tests.postgres import postgres  # noqa: E402

hypothesis.settings.register_profile("quick", max_examples=12)
if os.environ.get("LINJU_TEST_QUICK", "") == "1":  # `make check`; `make test` looks at eight times as many
    hypothesis.settings.load_profile("quick")

NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)  # a Monday, ten in the morning in Xiamen


def _backends() -> list[str]:
    wanted = os.environ.get("LINJU_TEST_POSTGRES", "") == "1" or _SERVER.startswith("postgres")
    return ["sqlite", "postgresql"] if wanted else ["sqlite"]


@pytest.fixture(scope="session")
def postgres_url() -> Iterator[str]:
    """A database of this run's own on a real PostgreSQL. Raises where `LINJU_DATABASE_URL` may not make one."""
    if not _SERVER.startswith("postgres"):
        with postgres(lasting=False) as server:
            yield from _database_of_this_run(server)
    else:
        yield from _database_of_this_run(read_settings({"LINJU_DATABASE_URL": _SERVER}).database_url)


def _database_of_this_run(server: str) -> Iterator[str]:
    name = f"linju_test_{os.getpid()}"
    main = make_engine(server)
    with main.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        yield main.url.set(database=name).render_as_string(hide_password=False)
        connection.execute(text(f"DROP DATABASE IF EXISTS {name} WITH (FORCE)"))
    main.dispose()


@pytest.fixture(scope="session", params=_backends())
def engine(request: pytest.FixtureRequest) -> Iterator[Engine]:
    """An engine with every table. One database per backend and run; tests roll back."""
    url = f"sqlite:///{_HOME / 'test.db'}" if request.param == "sqlite" else request.getfixturevalue("postgres_url")
    made = make_engine(url)
    metadata.drop_all(made)
    metadata.create_all(made)
    yield made
    made.dispose()


@pytest.fixture
def session(engine: Engine) -> Iterator[Session]:
    """A session inside a transaction that is rolled back after the test."""
    with engine.connect() as connection:
        outer = connection.begin()
        with Session(connection, expire_on_commit=False, join_transaction_mode="create_savepoint") as made:
            yield made
        outer.rollback()


@pytest.fixture
def cast(session: Session) -> Cast:
    """One person per role, two communities, a few doors (tests/cast.py)."""
    return make_cast(session)


@pytest.fixture
def empty_engine(engine: Engine) -> Iterator[Engine]:
    """For tests that need real commits (races, processes): all rows are deleted afterwards."""
    yield engine
    delete_everything(engine)


def delete_everything(engine: Engine) -> None:
    """Leave the tables and no row in them."""
    deletes = _deletes()
    with engine.begin() as connection:
        lift_guard(connection)
        if connection.dialect.name == "postgresql":
            # One round trip. TRUNCATE makes new files for every table and takes ten times as long for a few rows.
            connection.exec_driver_sql("; ".join(deletes))
        else:
            connection.exec_driver_sql("PRAGMA defer_foreign_keys=ON")
            for delete in deletes:
                connection.exec_driver_sql(delete)
        set_guard(connection)


@cache
def _deletes() -> list[str]:
    return [f'DELETE FROM "{table.name}"' for table in reversed(metadata.sorted_tables)]


@pytest.fixture
def fresh(engine: Engine, tmp_path: Path) -> Iterator[Engine]:
    """A database of the same kind without any table, for tests of migrations."""
    if engine.dialect.name == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
        yield made
        made.dispose()
        return
    name = f"{engine.url.database}_fresh"
    with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
        connection.execute(text(f"CREATE DATABASE {name}"))
        made = make_engine(engine.url.set(database=name).render_as_string(hide_password=False))
        yield made
        made.dispose()
        connection.execute(text(f"DROP DATABASE {name} WITH (FORCE)"))


@pytest.fixture
def own_home(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[Settings]:
    """Settings, engine and keys of a data folder of this test's own."""
    home = tmp_path / "home"
    monkeypatch.setenv("LINJU_HOME", str(home))
    monkeypatch.delenv("LINJU_DATABASE_URL", raising=False)
    caches = (settings_module.settings, db.engine, crypto.keys)
    for cached in caches:
        cached.cache_clear()
    found = read_settings({"LINJU_HOME": str(home), "PORT": "8000"})
    home.mkdir(mode=0o700)
    migrations.upgrade()
    yield found
    db.engine().dispose()
    for cached in caches:
        cached.cache_clear()
