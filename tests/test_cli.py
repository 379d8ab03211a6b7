"""The command line says what an operator can mend in one line, and keeps the traceback of our own mistakes."""

import subprocess
import sys
from pathlib import Path

import pytest

from app.cli import explain
from app.serve.problem import Problem
from app.shared.errors import Invalid, Refused
from app.shared.settings import BadSetting


def linju(*arguments: str, home: Path, **environment: str) -> subprocess.CompletedProcess[str]:
    import os

    plain = {name: value for name, value in os.environ.items() if not name.startswith("LINJU_")}
    return subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments], env=plain | {"LINJU_HOME": str(home)} | environment,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("environment", "names"),
    [
        ({"PORT": "eighty"}, "PORT"),
        ({"PORT": "99999"}, "PORT"),
        ({"LINJU_DATABASE_URL": "mysql://x"}, "LINJU_DATABASE_URL"),
        ({"LINJU_DATABASE_URL": "postgresql+psycopg://"}, "LINJU_DATABASE_URL"),
        ({"LINJU_DATABASE_URL": "postgresql+psycopg://u:s3cret@127.0.0.1:1/x"}, "LINJU_DATABASE_URL"),
        ({"LINJU_DATABASE_URL": "sqlite:////proc/none/x.db"}, "LINJU_DATABASE_URL"),
        ({"LINJU_HOME": "/proc/linju"}, "LINJU_HOME"),
        ({"LINJU_PUBLIC_URL": "linju.example"}, "LINJU_PUBLIC_URL"),
        ({"LINJU_OIDC_ISSUER": "https://id.example"}, "LINJU_OIDC_CLIENT_ID"),
        ({"LINJU_REDIS_URL": "localhost"}, "LINJU_REDIS_URL"),
    ],
)
def test_a_wrong_setting_is_one_line_that_names_it(tmp_path: Path, environment: dict[str, str], names: str) -> None:
    said = linju("migrate", home=tmp_path, **environment)
    assert said.returncode == 1
    assert said.stdout == ""
    assert len(said.stderr.splitlines()) == 1, said.stderr
    assert names in said.stderr
    assert "s3cret" not in said.stderr


def test_migrate_then_migrate_again(tmp_path: Path) -> None:
    first, second = linju("migrate", home=tmp_path), linju("migrate", home=tmp_path)
    assert (first.returncode, first.stdout) == (0, "The database is migrated.\n")
    assert (second.returncode, second.stdout) == (0, "The database is up to date.\n")


def test_keys_can_be_listed_and_rotated(tmp_path: Path) -> None:
    linju("migrate", home=tmp_path)
    assert "data-1.key  newest" in linju("keys", "list", home=tmp_path).stdout
    assert "under key 2" in linju("keys", "rotate", home=tmp_path).stdout
    listed = linju("keys", "list", home=tmp_path).stdout
    assert "data-1.key  kept" in listed and "data-2.key  newest" in listed


def test_several_workers_without_redis_are_refused(tmp_path: Path) -> None:
    said = linju("serve", "--workers", "2", home=tmp_path)
    assert said.returncode == 1 and "LINJU_REDIS_URL" in said.stderr and len(said.stderr.splitlines()) == 1


def test_the_doctor_finds_what_is_wrong_and_how_to_mend_it(tmp_path: Path) -> None:
    said = linju("doctor", home=tmp_path, PORT="8399")
    assert said.returncode == 1
    assert "linju migrate" in said.stdout
    assert "Traceback" not in said.stderr


def test_help_needs_no_settings(tmp_path: Path) -> None:
    said = linju("--help", home=tmp_path, PORT="nonsense")
    assert said.returncode == 0 and "serve" in said.stdout


def test_domain_errors_are_their_sentence() -> None:
    assert explain(Refused("x", "不行：{why}", why="满了")) == "不行：满了"
    assert explain(Invalid([Refused("a", "一"), Refused("b", "二")])) == "一\n二"
    assert explain(BadSetting("PORT")) == explain(Problem("PORT")) == "PORT"


def test_a_mistake_of_ours_keeps_its_traceback() -> None:
    assert explain(KeyError("x")) is None
