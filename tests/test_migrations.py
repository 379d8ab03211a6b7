"""The migrations build exactly the tables the models describe, on both databases."""

from __future__ import annotations

from pathlib import Path

from alembic import command
from alembic.autogenerate import compare_metadata
from alembic.config import Config
from alembic.migration import MigrationContext
from sqlalchemy import Engine, inspect

from app.tables import metadata

ROOT = Path(__file__).parent.parent


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
