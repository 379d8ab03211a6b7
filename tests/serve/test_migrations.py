"""A database is brought to this version once, and a strange one is refused in words."""

from concurrent.futures import ThreadPoolExecutor

import pytest
from sqlalchemy import Engine, text

from app.serve.migrations import head, standing, upgrade
from app.serve.problem import Problem


def test_an_empty_database_is_brought_to_head(fresh: Engine) -> None:
    assert standing(fresh).current is None
    assert upgrade(fresh)
    assert standing(fresh).at_head
    assert not upgrade(fresh)


def test_starting_processes_migrate_once(fresh: Engine) -> None:
    with ThreadPoolExecutor(4) as pool:
        did = list(pool.map(lambda _: upgrade(fresh), range(4)))
    assert sorted(did) == [False, False, False, True]
    assert standing(fresh).current == head()


def test_the_database_of_a_newer_version_is_left_alone(fresh: Engine) -> None:
    upgrade(fresh)
    with fresh.begin() as connection:
        connection.execute(text("UPDATE alembic_version SET version_num = 'ffffffffffff'"))
    with pytest.raises(Problem, match="newer Linju"):
        upgrade(fresh)


def test_foreign_keys_hold_again_after_migrating(fresh: Engine) -> None:
    upgrade(fresh)
    if fresh.dialect.name == "sqlite":
        with fresh.connect() as connection:
            assert connection.exec_driver_sql("PRAGMA foreign_keys").scalar() == 1
