"""After a rotation everything lies under the new key, whenever it was interrupted."""

from collections.abc import Iterator
from pathlib import Path
from types import SimpleNamespace

import pytest
from sqlalchemy import Engine, text
from sqlmodel import Session, select

from app.households.models import Person
from app.serve import rotation
from app.shared import crypto
from app.shared.crypto import KeyRing, keys
from tests.cast import make_cast


def quiet(what: str, done: int, of: int) -> None:
    pass


@pytest.fixture
def ring(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Iterator[KeyRing]:
    """Keys of this test's own, because rotation is for ever."""
    made = KeyRing(tmp_path / "keys")
    keys.cache_clear()
    for module in (crypto, rotation):
        monkeypatch.setattr(module, "keys", lambda: made)
    yield made
    keys.cache_clear()


@pytest.fixture
def people(ring: KeyRing, empty_engine: Engine, monkeypatch: pytest.MonkeyPatch, tmp_path: Path) -> Engine:
    with Session(empty_engine) as session, session.begin():
        cast = make_cast(session)
        for number in range(12):
            session.add(Person(
                community_id=cast.hupan.id, household_id=cast.lin_home.id, name=f"人{number}", pinyin="", initials="",
                phone=f"1390000{number:04}", identity_no=None,
            ))  # fmt: skip
    monkeypatch.setattr(rotation, "BATCH", 5)
    monkeypatch.setattr(rotation, "settings", lambda: SimpleNamespace(photos_url=f"file://{tmp_path / 'photos'}"))
    return empty_engine


def phones(engine: Engine) -> set[str | None]:
    with Session(engine) as session:
        return set(session.exec(select(Person.phone).where(Person.name.startswith("人"))))  # type: ignore[attr-defined]


EXPECTED = {f"1390000{number:04}" for number in range(12)}


def test_every_value_lies_under_the_new_key_and_reads_the_same(people: Engine, ring: KeyRing) -> None:
    assert set(rotation.values_by_version(people)) == {1}
    ring.add_key()
    assert rotation.unfinished(people)
    assert rotation.rewrite(quiet, people).count == 12
    assert rotation.values_by_version(people) == {2: 12}
    assert phones(people) == EXPECTED


def test_an_interrupted_rotation_goes_on_where_it_stopped(people: Engine, ring: KeyRing) -> None:
    class PowerCut(Exception):
        pass

    def cut(what: str, done: int, of: int) -> None:
        if what == "person" and done >= 5:
            raise PowerCut

    ring.add_key()
    with pytest.raises(PowerCut):
        rotation.rewrite(cut, people)
    halfway = rotation.values_by_version(people)
    assert halfway[1] and halfway[2]
    assert phones(people) == EXPECTED
    assert rotation.unfinished(people)
    assert rotation.rewrite(quiet, people).count == halfway[1]
    assert not rotation.unfinished(people)
    assert phones(people) == EXPECTED


def test_photos_are_rewritten_too(people: Engine, ring: KeyRing, tmp_path: Path) -> None:
    photo = tmp_path / "photos" / "zz" / "x.jpg.sealed"
    photo.parent.mkdir(parents=True)
    photo.write_bytes(ring.seal(b"jpeg"))
    version = ring.add_key()
    rotation.rewrite(quiet, people)
    assert crypto.sealed_version(photo.read_bytes()) == version
    assert ring.open(photo.read_bytes()) == b"jpeg"


def test_a_damaged_value_is_named_and_keeps_no_other_back(people: Engine, ring: KeyRing) -> None:
    with people.begin() as connection:
        connection.execute(text("UPDATE person SET phone = :torn WHERE name = '人3'"), {"torn": b"\x00\x01torn"})
    ring.add_key()
    result = rotation.rewrite(quiet, people)
    assert result.count == 11
    assert len(result.unreadable) == 1 and result.unreadable[0].startswith("person ")


def test_a_running_server_writes_under_a_key_that_another_process_added(tmp_path: Path) -> None:
    server, command = KeyRing(tmp_path / "keys"), KeyRing(tmp_path / "keys")
    assert crypto.sealed_version(server.seal(b"x")) == 1
    command.add_key()
    assert crypto.sealed_version(server.seal(b"x")) == 2


def test_every_sealed_column_is_found() -> None:
    found = {f"{table.name}.{column.name}" for table, columns in rotation.sealed_columns() for column in columns}
    assert {"person.phone", "person.identity_no", "commandreceipt.body"} <= found
    assert all("id" in table.columns for table, _ in rotation.sealed_columns())
