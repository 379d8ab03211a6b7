"""Nobody changes or deletes a line of the ledger: not even somebody who writes SQL."""

from __future__ import annotations

import pytest
from sqlalchemy import text
from sqlalchemy.exc import DBAPIError
from sqlmodel import Session, select

from app.shared.tables import table_of
from app.volunteers.models import Hours
from app.volunteers.models.guard import _KEPT
from tests.cast import Cast
from tests.volunteers.people import volunteer
from tests.volunteers.service.ledgers import proposed


def test_every_column_but_the_person_is_guarded() -> None:
    assert {*_KEPT} == {one.name for one in table_of(Hours).columns} - {"volunteer_id"}


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE hours SET minutes = 600",
        "UPDATE hours SET state = 'credited'",
        "UPDATE hours SET reason = 'x' WHERE number = 1",
        "UPDATE hours SET minutes = minutes, volunteer_id = volunteer_id",
        "DELETE FROM hours",
    ],
)
def test_the_database_refuses(session: Session, cast: Cast, statement: str) -> None:
    proposed(session, cast)
    with pytest.raises(DBAPIError, match="only added to"), session.begin_nested():
        session.execute(text(statement))
    assert session.exec(select(Hours)).one().minutes == 120


def test_it_refuses_the_session_too(session: Session, cast: Cast) -> None:
    line = proposed(session, cast)
    with pytest.raises(DBAPIError, match="only added to"), session.begin_nested():
        line.minutes = 600
        session.flush()
    session.refresh(line)
    with pytest.raises(DBAPIError, match="only added to"), session.begin_nested():
        session.delete(line)
        session.flush()


def test_the_person_may_follow_when_two_records_are_one(session: Session, cast: Cast) -> None:
    line, other = proposed(session, cast), volunteer(session, cast, "王二", 2)
    line.volunteer_id = other.volunteer_id
    session.flush()
    assert session.exec(select(Hours.volunteer_id)).one() == other.volunteer_id
