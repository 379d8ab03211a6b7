from __future__ import annotations

from datetime import date, timedelta
from unittest.mock import patch

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.health.models import Consent, ConsentKind, FollowUp
from app.health.rules.consent import WORDS, version_of
from app.health.service import consent as module
from app.health.service.consent import consents_of, give, in_force, on_withdrawal, withdraw
from app.health.service.whose import owner_by_person
from app.shared.clock import local_day
from app.shared.db import transaction
from app.shared.errors import Conflict, NotFound, Refused
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.health.owners import agreed, child_of, rows, with_account
from tests.races import at_once

KEEP, FOLLOW_UP = ConsentKind.KEEP, ConsentKind.FOLLOW_UP


def test_each_kind_is_agreed_to_by_itself(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo, KEEP)
    assert in_force(session, owner.person_id, KEEP)
    assert not in_force(session, owner.person_id, FOLLOW_UP)


def test_agreeing_twice_is_once(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo, KEEP)
    give(session, owner, KEEP, version_of(KEEP), NOW)
    assert len(rows(session, Consent, owner.person_id)) == 1


def test_words_that_have_changed_are_read_again_first(session: Session, cast: Cast) -> None:
    owner = with_account(session, cast.lin_apo)
    with pytest.raises(Conflict) as told:
        give(session, owner, KEEP, version_of(KEEP) + 1, NOW)
    assert told.value.code == "words_changed"
    assert not rows(session, Consent, owner.person_id)


def test_a_new_version_of_the_words_asks_again(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo, KEEP)
    from dataclasses import replace

    with patch.dict(WORDS, {KEEP: replace(WORDS[KEEP], version=2)}):
        assert not in_force(session, owner.person_id, KEEP)
        assert consents_of(session, owner.person_id)[0].outdated
        give(session, owner, KEEP, 2, NOW + timedelta(days=1))
        assert in_force(session, owner.person_id, KEEP)
        latest, before = consents_of(session, owner.person_id)
        assert latest.in_force and before.withdrawn_at is not None


def test_what_was_taken_back_is_out_of_force_and_can_be_given_again(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo, KEEP)
    withdraw(session, owner, KEEP, NOW)
    withdraw(session, owner, KEEP, NOW)
    assert not in_force(session, owner.person_id, KEEP)
    give(session, owner, KEEP, version_of(KEEP), NOW)
    assert in_force(session, owner.person_id, KEEP)
    assert [one.in_force for one in consents_of(session, owner.person_id)] == [True, False]


def test_taking_back_the_follow_up_takes_the_open_task_away(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo, KEEP, FOLLOW_UP)
    task = FollowUp(community_id=owner.community_id, person_id=owner.person_id, band="x", day=local_day(NOW))
    session.add(task)
    session.flush()
    withdraw(session, owner, KEEP, NOW)
    assert rows(session, FollowUp, owner.person_id)
    withdraw(session, owner, FOLLOW_UP, NOW)
    assert not rows(session, FollowUp, owner.person_id)


def test_others_are_told_of_a_withdrawal(session: Session, cast: Cast) -> None:
    told = []
    listener = on_withdrawal(lambda _session, person_id, kind, _now: told.append((person_id, kind)))
    owner = agreed(session, cast.lin_apo, KEEP)
    withdraw(session, owner, KEEP, NOW)
    module._withdrawn.remove(listener)
    assert told == [(owner.person_id, KEEP)]


def test_both_are_in_the_record_without_a_value(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo, KEEP)
    withdraw(session, owner, KEEP, NOW)
    found = session.exec(select(AccessRecord).where(AccessRecord.account_id == owner.account_id)).all()
    assert {one.action for one in found} == {"health:consent", "health:withdraw"}
    assert all(one.subject == f"person {owner.person_id}" for one in found)


def test_a_child_under_fourteen_cannot_agree_but_an_adult_of_the_household_can(session: Session, cast: Cast) -> None:
    child = child_of(session, cast.chen_home, date(2015, 1, 1))
    with pytest.raises(Refused) as told:
        give(session, with_account(session, child), KEEP, version_of(KEEP), NOW)
    assert told.value.code == "guardian_needed"
    father = with_account(session, cast.chen_da)
    give(session, father, KEEP, version_of(KEEP), NOW, child.id)
    assert in_force(session, child.id, KEEP, local_day(NOW))
    assert not in_force(session, father.person_id, KEEP)
    assert consents_of(session, child.id)[0].by == "陈大文"
    withdraw(session, father, KEEP, NOW, child.id)
    assert not in_force(session, child.id, KEEP)


def test_nobody_agrees_for_a_child_of_another_household_or_as_a_minor(session: Session, cast: Cast) -> None:
    child = child_of(session, cast.chen_home, date(2015, 1, 1))
    for person in (cast.lin_apo, cast.far_person, cast.chen_xiao):
        with pytest.raises(NotFound):
            give(session, with_account(session, person), KEEP, version_of(KEEP), NOW, child.id)
    with pytest.raises(NotFound):
        give(session, owner_by_person(session, cast.chen_da.id), KEEP, version_of(KEEP), NOW, cast.lin_apo.id)


def test_at_fourteen_they_are_asked_themselves(session: Session, cast: Cast) -> None:
    child = child_of(session, cast.chen_home, date(2015, 1, 1))
    father = with_account(session, cast.chen_da)
    give(session, father, KEEP, version_of(KEEP), NOW, child.id)
    assert in_force(session, child.id, KEEP, date(2028, 12, 31))
    assert not in_force(session, child.id, KEEP, date(2029, 1, 1))
    later = NOW + timedelta(days=3 * 366)
    with pytest.raises(NotFound):
        withdraw(session, father, KEEP, later, child.id)
    give(session, with_account(session, child), KEEP, version_of(KEEP), later)
    assert in_force(session, child.id, KEEP, local_day(later))
    assert [one.by for one in consents_of(session, child.id)] == ["", "陈大文"]


def test_agreeing_at_the_same_moment_twice_is_one_row(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        owner = with_account(session, make_cast(session).lin_apo)
    work = lambda session: give(session, owner, KEEP, version_of(KEEP), NOW)  # noqa: E731
    assert all(isinstance(one, Consent) for one in at_once(empty_engine, [work] * 6))
    with transaction(empty_engine) as session:
        assert len(rows(session, Consent, owner.person_id)) == 1
