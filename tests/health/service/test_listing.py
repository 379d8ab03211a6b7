"""Readings page by page, one by one, and passing by."""

from __future__ import annotations

from datetime import timedelta

import pytest
from sqlalchemy import update
from sqlmodel import Session, col

from app.health.models import Measure, Reading
from app.health.service.listing import page_of, passing, reading_of
from app.health.service.readings import readings_of
from app.shared.errors import NotFound
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed

DAY = timedelta(days=1)


def test_pages_have_the_newest_first_and_the_last_page_is_the_end(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    for days in range(5):
        kept(session, owner, one(taken_at=NOW - days * DAY))
    first, last = (page_of(session, owner.person_id, None, number, 3) for number in (0, 9))
    assert [row.taken_at for row in first.rows] == [NOW, NOW - DAY, NOW - 2 * DAY]
    assert (last.number, last.total, len(last.rows)) == (1, 5, 2)
    assert page_of(session, owner.person_id, Measure.PULSE, 0, 3).rows == []


def test_a_reading_of_somebody_else_is_not_there(session: Session, cast: Cast) -> None:
    owner, other = agreed(session, cast.lin_apo), agreed(session, cast.chen_da)
    (row,) = kept(session, owner, one())
    assert reading_of(session, owner.person_id, row.id).id == row.id
    for person_id, reading_id in ((other.person_id, row.id), (owner.person_id, new_id())):
        with pytest.raises(NotFound):
            reading_of(session, person_id, reading_id)


def test_what_passes_by_is_what_is_kept_without_what_was_put_right_or_cannot_be_opened(
    session: Session, cast: Cast, caplog: pytest.LogCaptureFixture
) -> None:
    owner = agreed(session, cast.lin_apo)
    for days in range(4):
        kept(session, owner, one(taken_at=NOW - days * DAY, values={"systolic": 130 + days, "diastolic": 80}))
    rows = readings_of(session, owner.person_id)
    session.execute(update(Reading).where(col(Reading.id) == rows[0].id).values(replaced_at=NOW))
    session.execute(update(Reading).where(col(Reading.id) == rows[1].id).values(sealed=b"\1" + b"x" * 40))
    found = list(passing(session, owner.person_id, Measure.BP, NOW - 9 * DAY, NOW + DAY))
    assert [(row.taken_at, row.values, row.origin) for row in found] == [
        (row.taken_at, row.taken.values, row.origin.value) for row in rows[2:]
    ]
    assert found[0].check_id != found[1].check_id
    assert "1 readings cannot be opened" in caplog.text
    assert list(passing(session, cast.chen_da.id, Measure.BP, NOW - DAY, NOW)) == []
