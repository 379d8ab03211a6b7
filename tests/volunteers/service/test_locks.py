from __future__ import annotations

import pytest
from sqlalchemy import delete
from sqlmodel import Session, col

from app.shared.errors import Conflict
from app.volunteers.models import Assignment, AssignmentState
from app.volunteers.service.locks import read_again
from app.volunteers.service.releasing import hold_seats, release
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, put, shift, volunteer


def test_a_draft_that_has_made_room_meanwhile_is_no_accident(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    kept, gone = (put(session, me, shift(session, cast, NOW + days * DAY), AssignmentState.PROPOSED, told_at=None)
                  for days in (1, 3))  # fmt: skip
    session.connection().execute(delete(Assignment).where(col(Assignment.id) == gone.id))  # by somebody else
    assert hold_seats(session, [kept, gone])[1] == [kept]
    assert release(session, me, [kept, gone], "", NOW) == [kept]
    with pytest.raises(Conflict) as told:
        read_again(session, gone)
    assert told.value.code == "changed_meanwhile"
