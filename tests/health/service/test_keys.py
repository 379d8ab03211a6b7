from __future__ import annotations

import pytest
from cryptography.exceptions import InvalidTag
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlmodel import Session, select

from app.health.models import DataKey
from app.health.service.keys import Erased, erase, fingerprint, locked, opener, seal
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.owners import agreed, rows


@pytest.fixture(autouse=True)
def _they_agree(session: Session, cast: Cast) -> None:
    for person in (cast.lin_apo, cast.chen_da):
        agreed(session, person)


SLOW = [HealthCheck.function_scoped_fixture]


@settings(suppress_health_check=SLOW, max_examples=20, deadline=None)
@given(plain=st.binary(max_size=300))
def test_what_was_sealed_is_opened_as_it_was(session: Session, cast: Cast, plain: bytes) -> None:
    sealed = seal(session, cast.lin_apo.id, plain)
    assert opener(session, cast.lin_apo.id)(sealed) == plain
    assert not plain or plain not in sealed or len(plain) < 3


def test_the_same_words_sealed_twice_look_different(session: Session, cast: Cast) -> None:
    assert seal(session, cast.lin_apo.id, b"165/95") != seal(session, cast.lin_apo.id, b"165/95")


def test_nobody_elses_key_opens_it(session: Session, cast: Cast) -> None:
    sealed = seal(session, cast.lin_apo.id, b"165/95")
    seal(session, cast.chen_da.id, b"120/80")
    with pytest.raises(InvalidTag):
        opener(session, cast.chen_da.id)(sealed)


def test_one_who_has_another_ones_key_cannot_pass_it_off_as_theirs(session: Session, cast: Cast) -> None:
    sealed = seal(session, cast.lin_apo.id, b"165/95")
    other = locked(session, cast.chen_da.id)
    other.wrapped = locked(session, cast.lin_apo.id).wrapped
    session.flush()
    with pytest.raises(InvalidTag):
        opener(session, cast.chen_da.id)(sealed)


def test_without_a_key_there_is_nothing(session: Session, cast: Cast) -> None:
    with pytest.raises(Erased):
        opener(session, cast.lin_apo.id)
    locked(session, cast.lin_apo.id)
    with pytest.raises(Erased):
        opener(session, cast.lin_apo.id)


def test_an_erased_key_opens_nothing_and_the_next_one_nothing_of_before(session: Session, cast: Cast) -> None:
    sealed = seal(session, cast.lin_apo.id, b"165/95")
    gone = erase(session, cast.lin_apo.id, NOW)
    assert gone
    with pytest.raises(Erased):
        opener(session, cast.lin_apo.id)
    seal(session, cast.lin_apo.id, b"new")
    with pytest.raises(InvalidTag):
        opener(session, cast.lin_apo.id)(sealed)
    key = session.exec(select(DataKey).where(DataKey.person_id == cast.lin_apo.id)).one()
    assert fingerprint(key.wrapped) != gone and key.erased_at == NOW


def test_erasing_where_there_is_no_key_is_no_mistake(session: Session, cast: Cast) -> None:
    assert erase(session, cast.lin_apo.id, NOW) == ""
    assert fingerprint(None) == ""


def test_no_key_is_made_for_who_does_not_agree(session: Session, cast: Cast) -> None:
    with pytest.raises(Erased):
        seal(session, cast.chen_xiao.id, b"120/80")
    assert [one.wrapped for one in rows(session, DataKey, cast.chen_xiao.id)] == [None]
