"""The command line says what an operator can mend in one line, and keeps the traceback of our own mistakes."""

import os
import subprocess
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

import pytest

from app import cli
from app.cli import explain
from app.serve.problem import Problem
from app.shared import crypto, db
from app.shared import settings as settings_module
from app.shared.errors import Invalid, Refused
from app.shared.settings import BadSetting


class Said(NamedTuple):
    """What a command left behind."""

    returncode: int
    stdout: str
    stderr: str


Run = Callable[..., Said]


@pytest.fixture
def linju(tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]) -> Iterator[Run]:
    """Run a command here, as if this were its process: a real one takes two seconds to start."""
    caches = (settings_module.settings, db.engine, crypto.keys)

    def run(*arguments: str, **environment: str) -> Said:
        for cached in caches:
            cached.cache_clear()
        monkeypatch.setattr(sys, "argv", ["linju", *arguments])
        for name, value in ({"LINJU_HOME": str(tmp_path / "home")} | environment).items():
            monkeypatch.setenv(name, value)
        capsys.readouterr()
        try:
            cli.main()
        except SystemExit as ended:
            return Said(int(ended.code or 0), *capsys.readouterr())
        return Said(0, *capsys.readouterr())

    yield run
    for cached in caches:
        cached.cache_clear()


def process(*arguments: str, home: Path, **environment: str) -> Said:
    """Run a command in a process of its own."""
    plain = {name: value for name, value in os.environ.items() if not name.startswith("LINJU_")}
    done = subprocess.run(
        [sys.executable, "-m", "app.cli", *arguments], env=plain | {"LINJU_HOME": str(home)} | environment,
        capture_output=True, text=True, timeout=60,
    )  # fmt: skip
    return Said(done.returncode, done.stdout, done.stderr)


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
def test_a_wrong_setting_is_one_line_that_names_it(linju: Run, environment: dict[str, str], names: str) -> None:
    said = linju("migrate", **environment)
    assert said.returncode == 1
    assert said.stdout == ""
    assert len(said.stderr.splitlines()) == 1, said.stderr
    assert names in said.stderr
    assert "s3cret" not in said.stderr


@pytest.mark.thorough
def test_a_process_of_its_own_says_that_line_and_nothing_else(tmp_path: Path) -> None:
    """No warning of a library, no traceback."""
    said = process("migrate", home=tmp_path, LINJU_DATABASE_URL="postgresql+psycopg://u:s3cret@127.0.0.1:1/x")
    assert (said.returncode, said.stdout) == (1, "")
    assert len(said.stderr.splitlines()) == 1 and "LINJU_DATABASE_URL" in said.stderr


@pytest.mark.thorough
def test_migrate_says_one_line_and_nothing_else(tmp_path: Path) -> None:
    assert process("migrate", home=tmp_path) == (0, "The database is migrated.\n", "")


@pytest.mark.thorough
def test_migrate_then_migrate_again(linju: Run) -> None:
    first, second = linju("migrate"), linju("migrate")
    assert first == (0, "The database is migrated.\n", "")
    assert second == (0, "The database is up to date.\n", "")


def test_keys_can_be_listed_and_rotated(linju: Run) -> None:
    linju("migrate")
    assert "data-1.key  newest" in linju("keys", "list").stdout
    assert "under key 2" in linju("keys", "rotate").stdout
    listed = linju("keys", "list").stdout
    assert "data-1.key  kept" in listed and "data-2.key  newest" in listed


def test_several_workers_without_redis_are_refused(linju: Run) -> None:
    said = linju("serve", "--workers", "2")
    assert said.returncode == 1 and "LINJU_REDIS_URL" in said.stderr and len(said.stderr.splitlines()) == 1


def test_the_doctor_finds_what_is_wrong_and_how_to_mend_it(linju: Run) -> None:
    said = linju("doctor", PORT="8399")
    assert said.returncode == 1
    assert "linju migrate" in said.stdout
    assert "Traceback" not in said.stderr


def test_help_needs_no_settings_and_no_database(tmp_path: Path) -> None:
    """It is what people wait for with a finger on the keyboard: nothing heavy is imported for it."""
    heavy = (
        "import sys, app.cli; print([m for m in ('sqlalchemy', 'reflex', 'fastapi', 'alembic') if m in sys.modules])"
    )
    said = subprocess.run([sys.executable, "-c", heavy], capture_output=True, text=True, timeout=60)
    assert said.stdout == "[]\n", said.stdout + said.stderr
    helped = process("--help", home=tmp_path, PORT="nonsense")
    assert helped.returncode == 0 and "serve" in helped.stdout


def test_the_roles_of_the_help_are_the_roles_there_are() -> None:
    from app.accounts.cli import ROLES
    from app.accounts.models import Role

    assert ROLES.split(", ") == [*Role]


def test_domain_errors_are_their_sentence() -> None:
    assert explain(Refused("x", "不行：{why}", why="满了")) == "不行：满了"
    assert explain(Invalid([Refused("a", "一"), Refused("b", "二")])) == "一\n二"
    assert explain(BadSetting("PORT")) == explain(Problem("PORT")) == "PORT"


def test_a_mistake_of_ours_keeps_its_traceback() -> None:
    assert explain(KeyError("x")) is None


@pytest.mark.thorough
def test_no_warning_of_a_library_is_printed() -> None:
    """Authlib's would come with every start of the server."""
    said = subprocess.run([sys.executable, "-c", "import app.accounts.oidc"], capture_output=True, text=True)
    assert (said.returncode, said.stderr) == (0, "")
