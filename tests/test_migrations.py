"""The migrations build exactly the tables the models describe, on both databases."""

from __future__ import annotations

from pathlib import Path

import pytest
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


@pytest.mark.thorough
def test_what_a_community_had_set_about_its_events_keeps_its_source(fresh: Engine) -> None:
    _upgrade(fresh, "a534cf8e66af")
    with fresh.begin() as connection:
        here, now = "0" * 31 + "1", "2026-03-02 02:00:00+00:00"
        connection.exec_driver_sql(
            f"INSERT INTO community (id, created_at, code, name, zone) VALUES ('{here}', '{now}', 'x', 'x', 'UTC')"
        )
        connection.exec_driver_sql(
            "INSERT INTO eventsettings (id, created_at, community_id, opens_before, closes_after, many_from_one, "
            f"undo_minutes, source) VALUES ('{here}', '{now}', '{here}', 45, 30, 4, 5, 'a meeting')"
        )
    _upgrade(fresh)
    with fresh.connect() as connection:
        kept = connection.exec_driver_sql("SELECT name, value, source FROM eventsettingchange ORDER BY name").all()
        settings = connection.exec_driver_sql("SELECT opens_before, late_phones, keep_guests FROM eventsettings").one()
    assert [*map(tuple, kept)] == [
        ("closes_after", 30, "a meeting"), ("many_from_one", 4, "a meeting"), ("opens_before", 45, "a meeting"),
        ("undo_minutes", 5, "a meeting"),
    ]  # fmt: skip
    assert tuple(settings) == (45, 5, 30)
