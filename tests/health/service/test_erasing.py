from __future__ import annotations

import sqlite3
from datetime import date, timedelta
from pathlib import Path
from typing import Any

import pytest
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.accounts.service import actor_of
from app.health.models import (
    Consent,
    ConsentKind,
    DataKey,
    FollowUp,
    Look,
    Mark,
    MarkKind,
    Reading,
    ShareGrant,
    ShareKind,
    Sitting,
)
from app.health.rules.consent import version_of
from app.health.rules.reading import Taken
from app.health.service import keys
from app.health.service.consent import give
from app.health.service.erasing import count_again, erase, erase_again
from app.health.service.own_data import correct
from app.health.service.readings import readings_of
from app.serve.backup import back_up
from app.serve.restore import restore
from app.serve.rotation import rewrite
from app.serve.start import erase_restored
from app.shared import crypto, db
from app.shared.db import transaction
from app.shared.errors import NotFound
from app.shared.settings import Settings
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed, child_of, rows, with_account
from tests.health.service.test_own_data import actor

KEEP, FOLLOW_UP = ConsentKind.KEEP, ConsentKind.FOLLOW_UP
DAY = timedelta(days=1)


def with_everything(session: Session, cast: Cast) -> Any:
    """An owner of whom there is a row of every kind."""
    owner = agreed(session, cast.lin_apo, KEEP, FOLLOW_UP)
    here = {"person_id": owner.person_id, "community_id": owner.community_id}
    (old,) = kept(session, owner)
    correct(session, actor(session, owner), old.id, Taken({"systolic": 131, "diastolic": 82}), NOW)
    sealed = keys.seal(session, owner.person_id, "换了药".encode())
    grant = ShareGrant(**here, kind=ShareKind.LINK, token_hash="x", measures=["bp"], until=NOW + DAY)
    session.add_all([
        grant,
        Sitting(**here, token_hash="y", seen_at=NOW),
        Mark(**here, kind=MarkKind.EVENT, day=NOW.date(), sealed=sealed),
        FollowUp(**here, band="bp_3", day=NOW.date()),
        FollowUp(**here, band="bp_3", day=NOW.date(), closed_at=NOW, note="去了医院"),
        Look(person_id=owner.person_id, kind=ShareKind.LINK, what="page"),
    ])  # fmt: skip
    session.flush()
    return owner


def test_nothing_of_it_is_left_but_that_it_was_agreed_to_and_erased(session: Session, cast: Cast) -> None:
    owner = with_everything(session, cast)
    other = agreed(session, cast.chen_da)
    kept(session, other)
    erase(session, actor(session, owner), NOW)
    for table in (Reading, Mark, FollowUp, Look):
        assert not rows(session, table, owner.person_id), table
    assert [one.revoked_at for one in rows(session, ShareGrant, owner.person_id)] == [NOW]
    assert [one.ended_at for one in rows(session, Sitting, owner.person_id)] == [NOW]
    assert [one.wrapped for one in rows(session, DataKey, owner.person_id)] == [None]
    assert all(one.withdrawn_at == NOW for one in rows(session, Consent, owner.person_id))
    record = session.exec(select(AccessRecord).where(AccessRecord.action == "health:erase")).one()
    assert record.subject == f"person {owner.person_id}"
    assert len(readings_of(session, other.person_id)) == 1


def test_erasing_twice_is_no_mistake_and_one_can_begin_anew(session: Session, cast: Cast) -> None:
    owner = with_everything(session, cast)
    for _ in range(2):
        erase(session, actor(session, owner), NOW)
    give(session, owner, KEEP, version_of(KEEP), NOW)
    kept(session, owner)
    assert len(readings_of(session, owner.person_id)) == 1
    assert erase_again(session, NOW) == 0
    assert len(readings_of(session, owner.person_id)) == 1


def test_a_guardian_erases_for_a_child_and_nobody_for_anybody_else(session: Session, cast: Cast) -> None:
    child, father = child_of(session, cast.chen_home, date(2015, 1, 1)), with_account(session, cast.chen_da)
    give(session, father, KEEP, version_of(KEEP), NOW, child.id)
    kept(session, with_account(session, child))
    stranger = actor(session, with_account(session, cast.lin_apo))
    for who in (stranger, actor_of(session, cast.admin.id, NOW), actor_of(session, cast.cadre.id, NOW)):
        with pytest.raises(NotFound):
            erase(session, who, NOW, child.id)
    assert len(readings_of(session, child.id)) == 1
    erase(session, actor(session, father), NOW, child.id)
    assert readings_of(session, child.id) == []


def test_a_key_that_comes_back_is_erased_again(session: Session, cast: Cast) -> None:
    owner = with_everything(session, cast)
    key = keys.locked(session, owner.person_id)
    wrapped = key.wrapped
    erase(session, actor(session, owner), NOW)
    assert (count_again(session), erase_again(session, NOW)) == (0, 0)
    key.wrapped = wrapped
    session.flush()
    assert (count_again(session), erase_again(session, NOW)) == (1, 1)
    assert [one.wrapped for one in rows(session, DataKey, owner.person_id)] == [None]


# ------------------------------------------------------------------------------------ in the files of an installation


def stored(found: Settings) -> bytes:
    """Every byte of the database, its journal with it."""
    files = sorted(found.home.glob("linju.db*"))
    assert files
    return b"".join(file.read_bytes() for file in files)


def settled(found: Settings) -> None:
    """The journal is worked in and emptied."""
    db.engine().dispose()
    with sqlite3.connect(found.home / "linju.db") as raw:
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
    raw.close()


@pytest.mark.thorough
def test_what_was_erased_stays_erased_after_a_backup_is_put_back(own_home: Settings, tmp_path: Path) -> None:
    with transaction() as session:
        owner = agreed(session, make_cast(session).lin_apo)
        kept(session, owner)
    archive = tmp_path / "backup.tar.gz"
    back_up(own_home, archive, NOW)
    with transaction() as session:
        erase(session, actor(session, owner), NOW)
    db.engine().dispose()
    restore(own_home, archive, replace=True, now=NOW)
    for cached in (db.engine, crypto.keys):
        cached.cache_clear()
    with transaction() as session:
        assert len(readings_of(session, owner.person_id)) == 1  # the backup has it
    erase_restored()
    with transaction() as session:
        assert readings_of(session, owner.person_id) == [] and not rows(session, Reading, owner.person_id)
        assert count_again(session) == 0


@pytest.mark.thorough
def test_nothing_lies_in_the_clear_and_an_erased_key_is_gone_from_the_file(own_home: Settings) -> None:
    with transaction() as session:
        owner = agreed(session, make_cast(session).lin_apo)
        kept(session, owner, one(values={"systolic": 187.125, "diastolic": 93.0}, device="小红牌仪器", arm="left"))
        sealed = keys.seal(session, owner.person_id, "换了阿司匹林".encode())
        session.add(Mark(community_id=owner.community_id, person_id=owner.person_id, kind=MarkKind.EVENT,
                         day=NOW.date(), sealed=sealed))  # fmt: skip
        wrapped = keys.locked(session, owner.person_id).wrapped
        assert wrapped is not None
    raw = sqlite3.connect(own_home.home / "linju.db").execute("SELECT wrapped FROM datakey").fetchone()[0]
    settled(own_home)
    found = stored(own_home)
    for secret in (b"187.125", "小红牌".encode(), "阿司匹林".encode(), b'"values"', wrapped):
        assert secret not in found, secret
    assert raw in found, "the wrapped key is looked for in the right way"
    with transaction() as session:
        erase(session, actor(session, owner), NOW)
    settled(own_home)
    assert raw not in stored(own_home)


@pytest.mark.thorough
def test_data_keys_are_wrapped_anew_when_the_master_key_is_rotated(own_home: Settings) -> None:
    with transaction() as session:
        owner = agreed(session, make_cast(session).lin_apo)
        kept(session, owner)
        sealed = rows(session, Reading, owner.person_id)[0].sealed
    version = crypto.keys().add_key()
    rewrite(lambda what, done, of: None)
    raw = sqlite3.connect(own_home.home / "linju.db").execute("SELECT wrapped FROM datakey").fetchone()[0]
    assert crypto.sealed_version(raw) == version == 2
    with transaction() as session:
        assert len(readings_of(session, owner.person_id)) == 1
        assert rows(session, Reading, owner.person_id)[0].sealed == sealed, "only the key is rewritten"
