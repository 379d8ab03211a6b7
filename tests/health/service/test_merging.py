from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from app.health.models import Consent, ConsentKind, DataKey, FollowUp, Look, Mark, MarkKind, ShareGrant, ShareKind
from app.health.service import keys
from app.health.service.consent import in_force, withdraw
from app.health.service.erasing import count_again, erase
from app.health.service.merging import follow_merged
from app.health.service.readings import own_readings, readings_of
from app.health.service.sign_in import account_for
from app.health.service.whose import owner_of
from app.households.models import Person
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed, rows
from tests.health.service.test_own_data import actor

KEEP = ConsentKind.KEEP


def merge(session: Session, gone: Person, kept_: Person) -> None:
    gone.merged_into = kept_.id
    session.flush()
    follow_merged(session, gone.community_id, [gone.household_id])


def test_two_records_of_one_person_have_one_series(session: Session, cast: Cast) -> None:
    one_, two = agreed(session, cast.lin_apo), agreed(session, cast.chen_da)
    kept(session, one_, one(values={"systolic": 121, "diastolic": 71}))
    kept(session, two, one(values={"systolic": 131, "diastolic": 81}, taken_at=NOW - timedelta(days=1)))
    merge(session, cast.lin_apo, cast.chen_da)
    found = readings_of(session, cast.chen_da.id)
    assert [row.taken.values["systolic"] for row in found] == [131, 121]
    assert readings_of(session, cast.lin_apo.id) == []
    assert [key.wrapped for key in rows(session, DataKey, cast.lin_apo.id)] == [None]
    assert owner_of(session, actor(session, one_)).person_id == cast.chen_da.id
    assert len(own_readings(session, actor(session, two))) == 2


def test_whoever_had_nothing_takes_over_what_the_other_had(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner)
    merge(session, cast.lin_apo, cast.chen_da)
    assert in_force(session, cast.chen_da.id, KEEP)
    assert len(readings_of(session, cast.chen_da.id)) == 1
    assert account_for(session, cast.chen_da.id, NOW) == owner.account_id


def test_what_was_taken_back_is_moved_too_and_stays_taken_back(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner)
    withdraw(session, owner, KEEP, NOW)
    merge(session, cast.lin_apo, cast.chen_da)
    assert not in_force(session, cast.chen_da.id, KEEP)
    assert len(readings_of(session, cast.chen_da.id)) == 1


def test_of_what_both_have_open_one_goes_on(session: Session, cast: Cast) -> None:
    for person in (cast.lin_apo, cast.chen_da):
        owner = agreed(session, person)
        session.add(FollowUp(community_id=owner.community_id, person_id=person.id, band="x", day=NOW.date()))
    session.flush()
    merge(session, cast.lin_apo, cast.chen_da)
    assert not rows(session, Consent, cast.lin_apo.id) and not rows(session, FollowUp, cast.lin_apo.id)
    assert sum(one.withdrawn_at is None for one in rows(session, Consent, cast.chen_da.id)) == 1
    assert sum(one.closed_at is None for one in rows(session, FollowUp, cast.chen_da.id)) == 1


def test_marks_shares_and_looks_come_along(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    here = {"person_id": owner.person_id, "community_id": owner.community_id}
    sealed = keys.seal(session, owner.person_id, b"words")
    session.add_all([
        Mark(**here, kind=MarkKind.EVENT, day=NOW.date(), sealed=sealed),
        ShareGrant(**here, kind=ShareKind.LINK, token_hash="x", measures=["bp"], until=NOW),
        Look(person_id=owner.person_id, kind=ShareKind.LINK, what="page"),
    ])  # fmt: skip
    session.flush()
    merge(session, cast.lin_apo, cast.chen_da)
    for table in (Mark, ShareGrant, Look):
        assert len(rows(session, table, cast.chen_da.id)) == 1
    (mark,) = rows(session, Mark, cast.chen_da.id)
    assert keys.opener(session, cast.chen_da.id)(mark.sealed) == b"words"


def test_twice_is_once_and_others_are_left_alone(session: Session, cast: Cast) -> None:
    kept(session, agreed(session, cast.lin_apo))
    other = agreed(session, cast.far_person)
    kept(session, other)
    merge(session, cast.lin_apo, cast.chen_da)
    merge(session, cast.lin_apo, cast.chen_da)
    assert len(readings_of(session, cast.chen_da.id)) == 1
    assert len(readings_of(session, other.person_id)) == 1


def test_what_is_erased_later_goes_also_where_a_backup_has_it_under_the_other_record(
    session: Session, cast: Cast
) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner)
    before = keys.locked(session, cast.lin_apo.id).wrapped
    merge(session, cast.lin_apo, cast.chen_da)
    key = keys.locked(session, cast.lin_apo.id)
    key.wrapped = before
    session.flush()
    assert count_again(session) == 0
    erase(session, actor(session, owner), NOW + timedelta(days=400))
    assert count_again(session) == 1
