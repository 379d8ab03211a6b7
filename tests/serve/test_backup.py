"""A backup brings everything back, and a damaged one changes nothing."""

import gzip
import json
import stat
import tarfile
from dataclasses import replace
from datetime import UTC, datetime
from pathlib import Path

import pytest
from sqlmodel import select

from app.households.models import Person
from app.serve.backup import MANIFEST, back_up
from app.serve.problem import Problem
from app.serve.restore import restore
from app.shared import crypto, db
from app.shared.settings import Settings
from tests.cast import make_cast

pytestmark = pytest.mark.thorough  # a data folder of its own for each
NOW = datetime(2026, 3, 2, 2, 0, tzinfo=UTC)


@pytest.fixture
def lived_in(own_home: Settings) -> Settings:
    """With the cast, a secret and a photo."""
    with db.transaction() as session:
        make_cast(session).lin_apo.phone = "13900000001"
    photo = own_home.home / "photos" / "ab" / "one.jpg.sealed"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(crypto.keys().seal(b"jpeg"))
    return own_home


def phone_of_lin() -> str | None:
    for cached in (db.engine, crypto.keys):
        cached.cache_clear()
    with db.reading() as session:
        return session.exec(select(Person.phone).where(Person.name == "林阿婆")).one()


def test_a_restored_backup_holds_people_secrets_and_photos(lived_in: Settings, tmp_path: Path) -> None:
    made = back_up(lived_in, tmp_path / "b.tar.gz", NOW)
    lived_in.home.rename(tmp_path / "lost")
    assert restore(lived_in, made.file, replace=False, now=NOW) is None
    assert phone_of_lin() == "13900000001"
    photo = lived_in.home / "photos" / "ab" / "one.jpg.sealed"
    assert crypto.keys().open(photo.read_bytes()) == b"jpeg"


def test_a_backup_is_readable_by_its_owner_only_and_so_is_what_it_restores(lived_in: Settings, tmp_path: Path) -> None:
    made = back_up(lived_in, tmp_path / "b.tar.gz", NOW)
    assert stat.S_IMODE(made.file.stat().st_mode) == 0o600
    lived_in.home.rename(tmp_path / "lost")
    restore(lived_in, made.file, replace=False, now=NOW)
    loose = [file for file in lived_in.home.rglob("*") if file.is_file() and file.stat().st_mode & 0o077]
    assert loose == []


def test_a_backup_is_made_while_somebody_writes(lived_in: Settings, tmp_path: Path) -> None:
    with db.transaction() as session:
        session.exec(select(Person).where(Person.name == "林阿婆")).one().phone = "13900000002"
        session.flush()
        back_up(lived_in, tmp_path / "b.tar.gz", NOW)
    restore(lived_in, tmp_path / "b.tar.gz", replace=True, now=NOW)
    assert phone_of_lin() == "13900000001"  # the other write had not happened yet


def test_present_data_is_moved_aside_only_when_asked(lived_in: Settings, tmp_path: Path) -> None:
    made = back_up(lived_in, tmp_path / "b.tar.gz", NOW)
    with pytest.raises(Problem, match="--replace"):
        restore(lived_in, made.file, replace=False, now=NOW)
    aside = restore(lived_in, made.file, replace=True, now=NOW)
    assert aside is not None and (aside / "linju.db").exists() and (aside / "keys" / "index.key").exists()
    assert phone_of_lin() == "13900000001"


def test_a_damaged_backup_changes_nothing(lived_in: Settings, tmp_path: Path) -> None:
    made = back_up(lived_in, tmp_path / "b.tar.gz", NOW)
    whole = made.file.read_bytes()
    made.file.write_bytes(whole[: len(whole) // 2])
    with pytest.raises(Problem, match="not a whole Linju backup"):
        restore(lived_in, made.file, replace=True, now=NOW)
    assert phone_of_lin() == "13900000001"
    assert not list(lived_in.home.glob(".restore-*"))


def test_a_file_that_was_changed_inside_is_found(lived_in: Settings, tmp_path: Path) -> None:
    made = back_up(lived_in, tmp_path / "b.tar.gz", NOW)
    plain = gzip.decompress(made.file.read_bytes())
    key = (lived_in.home / "keys" / "index.key").read_bytes()
    made.file.write_bytes(gzip.compress(plain.replace(key, bytes(32))))
    with pytest.raises(Problem, match="damaged"):
        restore(lived_in, made.file, replace=True, now=NOW)


def test_a_name_that_points_outside_is_refused(lived_in: Settings, tmp_path: Path) -> None:
    evil, manifest = tmp_path / "evil.tar.gz", tmp_path / MANIFEST
    manifest.write_text(json.dumps({"format": 1, "database": "sqlite", "files": {"../escaped": "0"}}))
    with tarfile.open(evil, "w:gz") as archive:
        archive.add(manifest, MANIFEST)
        archive.add(manifest, "../escaped")
    with pytest.raises(Problem, match="points outside"):
        restore(lived_in, evil, replace=True, now=NOW)
    assert not (lived_in.home.parent / "escaped").exists()


@pytest.mark.parametrize("content", [b"", b"not a tar"])
def test_another_file_is_no_backup(lived_in: Settings, tmp_path: Path, content: bytes) -> None:
    (tmp_path / "x").write_bytes(content)
    with pytest.raises(Problem):
        restore(lived_in, tmp_path / "x", replace=True, now=NOW)
    with pytest.raises(Problem, match="There is no file"):
        restore(lived_in, tmp_path / "missing", replace=True, now=NOW)


def test_nothing_is_overwritten_by_a_backup(lived_in: Settings, tmp_path: Path) -> None:
    (tmp_path / "b.tar.gz").write_text("older")
    with pytest.raises(Problem, match="already"):
        back_up(lived_in, tmp_path / "b.tar.gz", NOW)
    assert (tmp_path / "b.tar.gz").read_text() == "older"


def test_with_postgresql_the_backup_says_how_to_save_the_database(
    lived_in: Settings, tmp_path: Path, monkeypatch
) -> None:
    remote = replace(lived_in, database_url="postgresql+psycopg://linju:secret@db.example/linju", photos_url="s3://b/p")
    made = back_up(remote, tmp_path / "b.tar.gz", NOW)
    assert any("pg_dump" in line and "db.example" in line for line in made.left_out)
    assert not any("secret" in line for line in made.left_out)
    assert any("s3://b/p" in line for line in made.left_out)
    with pytest.raises(Problem, match="not of one kind"):
        restore(lived_in, made.file, replace=True, now=NOW)
