from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from app.accounts.service import actor_of
from app.health.models import Measure, Reading
from app.health.service import keys
from app.health.service.readings import own_readings, readings_of
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed

DAY = timedelta(days=1)


def test_the_newest_is_last_whenever_it_arrived(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    for days in (2, 9, 0):
        kept(session, owner, one(taken_at=NOW - days * DAY))
    assert [row.taken_at for row in readings_of(session, owner.person_id)] == [NOW - 9 * DAY, NOW - 2 * DAY, NOW]


def test_only_what_is_asked_for(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    for days in (2, 1, 0):
        kept(session, owner, one(taken_at=NOW - days * DAY))
    kept(session, owner, one(Measure.PULSE, values={"pulse": 70}))
    here = owner.person_id
    assert len(readings_of(session, here)) == 4
    assert len(readings_of(session, here, {Measure.BP})) == 3
    assert readings_of(session, here, []) == []
    assert [row.taken_at for row in readings_of(session, here, [Measure.BP], NOW - DAY, NOW)] == [NOW - DAY]


def test_nobody_gets_those_of_another(session: Session, cast: Cast) -> None:
    kept(session, agreed(session, cast.lin_apo))
    other = agreed(session, cast.chen_da)
    assert other.account_id is not None
    assert own_readings(session, actor_of(session, other.account_id, NOW)) == []
    with pytest.raises(NotFound):
        own_readings(session, actor_of(session, cast.clinician.id, NOW))


def test_where_there_is_no_key_there_are_none(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    assert readings_of(session, owner.person_id) == []
    kept(session, owner)
    keys.erase(session, owner.person_id, NOW)
    assert readings_of(session, owner.person_id) == []


def test_a_damaged_row_does_not_hide_the_others(session: Session, cast: Cast, caplog: pytest.LogCaptureFixture) -> None:
    owner = agreed(session, cast.lin_apo)
    (first,) = kept(session, owner)
    kept(session, owner)
    session.execute(update(Reading).where(col(Reading.id) == first.id).values(sealed=b"\x01" + bytes(40)))
    assert len(readings_of(session, owner.person_id)) == 1
    assert "1 readings cannot be opened" in caplog.text
