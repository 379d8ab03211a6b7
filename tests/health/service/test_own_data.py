from __future__ import annotations

from datetime import date, timedelta
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.health.models import ConsentKind, Reading
from app.health.rules.consent import version_of
from app.health.rules.reading import Taken
from app.health.service.consent import give, withdraw
from app.health.service.own_data import correct, delete_reading, own_rows
from app.health.service.readings import readings_of
from app.health.service.whose import Owner
from app.shared.db import transaction
from app.shared.errors import Conflict, Invalid, NotFound
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed, child_of, rows, with_account
from tests.races import at_once

BETTER = Taken({"systolic": 131, "diastolic": 82})


def actor(session: Session, owner: Owner) -> Actor:
    assert owner.account_id is not None
    return actor_of(session, owner.account_id, NOW)


def test_a_corrected_reading_stands_for_the_old_one(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    (old,) = kept(session, owner)
    made = correct(session, actor(session, owner), old.id, BETTER, NOW)
    (row,) = readings_of(session, owner.person_id)
    assert (row.id, row.taken.values, row.taken_at, row.check_id) == (
        made.id,
        BETTER.values,
        old.taken_at,
        old.check_id,
    )
    session.refresh(old)
    assert old.replaced_at == NOW
    assert {one.corrects for one in rows(session, Reading, owner.person_id)} == {None, old.id}


def test_the_time_can_be_put_right_too(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    (old,) = kept(session, owner)
    correct(session, actor(session, owner), old.id, BETTER, NOW, taken_at=NOW - timedelta(days=3))
    assert readings_of(session, owner.person_id)[0].taken_at == NOW - timedelta(days=3)


def test_what_is_wrong_again_is_refused_and_the_old_one_stays(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    (old,) = kept(session, owner)
    with pytest.raises(Invalid):
        correct(session, actor(session, owner), old.id, Taken({"systolic": 999, "diastolic": 80}), NOW)
    assert [row.id for row in readings_of(session, owner.person_id)] == [old.id]


def test_only_the_one_that_stands_can_be_corrected(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    (old,) = kept(session, owner)
    who = actor(session, owner)
    correct(session, who, old.id, BETTER, NOW)
    with pytest.raises(Conflict):
        correct(session, who, old.id, BETTER, NOW)


def test_a_deleted_reading_is_gone_with_what_it_was_before_and_after(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    who = actor(session, owner)
    (other,) = kept(session, owner)
    for which in (0, 1, 2):
        (first,) = kept(session, owner)
        second = correct(session, who, first.id, BETTER, NOW)
        third = correct(session, who, second.id, Taken({"systolic": 130, "diastolic": 82}), NOW)
        delete_reading(session, who, (first.id, second.id, third.id)[which], NOW)
        assert [row.id for row in rows(session, Reading, owner.person_id)] == [other.id]


def test_it_is_a_right_also_after_a_consent_was_taken_back(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    (old,) = kept(session, owner)
    withdraw(session, owner, ConsentKind.KEEP, NOW)
    who = actor(session, owner)
    made = correct(session, who, old.id, BETTER, NOW)
    assert len(own_rows(session, who, NOW)) == 1
    delete_reading(session, who, made.id, NOW)
    assert own_rows(session, who, NOW) == []


def test_what_is_another_ones_is_not_there(session: Session, cast: Cast) -> None:
    (theirs,) = kept(session, agreed(session, cast.lin_apo))
    for who in (actor(session, agreed(session, cast.chen_da)), actor_of(session, cast.admin.id, NOW)):
        for reading_id in (theirs.id, UUID(int=7)):
            with pytest.raises(NotFound):
                correct(session, who, reading_id, BETTER, NOW)
            with pytest.raises(NotFound):
                delete_reading(session, who, reading_id, NOW)
        with pytest.raises(NotFound):
            own_rows(session, who, NOW, cast.lin_apo.id)


def test_a_guardian_does_it_for_a_child(session: Session, cast: Cast) -> None:
    child, father = child_of(session, cast.chen_home, date(2015, 1, 1)), with_account(session, cast.chen_da)
    give(session, father, ConsentKind.KEEP, version_of(ConsentKind.KEEP), NOW, child.id)
    (old,) = kept(session, with_account(session, child))
    who = actor(session, father)
    with pytest.raises(NotFound):
        correct(session, who, old.id, BETTER, NOW)
    made = correct(session, who, old.id, BETTER, NOW, person_id=child.id)
    assert [row.id for row in own_rows(session, who, NOW, child.id)] == [made.id]
    delete_reading(session, who, made.id, NOW, child.id)
    assert own_rows(session, who, NOW, child.id) == []


def test_of_two_corrections_at_the_same_moment_one_stands(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        owner = agreed(session, make_cast(session).lin_apo)
        (old,) = kept(session, owner, one())
        who = actor(session, owner)
    found = at_once(empty_engine, [lambda session: correct(session, who, old.id, BETTER, NOW)] * 4)
    assert sum(isinstance(each, Conflict) for each in found) == 3, found
    with transaction(empty_engine) as session:
        assert len(readings_of(session, owner.person_id)) == 1
