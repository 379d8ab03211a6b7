"""The migrations build exactly the tables the models describe, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from app.shared.db import make_engine
from app.tables import metadata

ROOT = Path(__file__).parent.parent


@pytest.fixture
def fresh(engine: Engine, tmp_path: Path):
    """An empty database of the same kind."""
    if engine.dialect.name == "sqlite":
        made = make_engine(f"sqlite:///{tmp_path / 'fresh.db'}")
        yield made
    else:
        with engine.connect().execution_options(isolation_level="AUTOCOMMIT") as connection:
            connection.exec_driver_sql("DROP DATABASE IF EXISTS linju_fresh")
            connection.exec_driver_sql("CREATE DATABASE linju_fresh")
        made = make_engine(engine.url.set(database="linju_fresh").render_as_string(hide_password=False))
        yield made
    made.dispose()


def _upgrade(engine: Engine, target: str = "head") -> None:
    config = Config(toml_file=ROOT / "pyproject.toml")
    with engine.begin() as connection:
        config.attributes["connection"] = connection
        command.upgrade(config, target)


def test_autogenerate_after_all_migrations_comes_out_empty(fresh: Engine) -> None:
    _upgrade(fresh)
    with fresh.connect() as connection:
        context = MigrationContext.configure(connection, opts={"compare_type": True})
        assert compare_metadata(context, metadata) == []


def test_upgrading_twice_changes_nothing(fresh: Engine) -> None:
    _upgrade(fresh)
    before = inspect(fresh).get_table_names()
    _upgrade(fresh)
    assert inspect(fresh).get_table_names() == before
