"""What the door notes for staff, also when everything happens in one moment."""

from __future__ import annotations

from functools import partial

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.events.models import DoorTry, Via
from app.events.service.check_in import check_in
from app.events.service.comes import Shown
from app.events.service.noted import keep_tries, try_row
from app.passes.service import issue_pass, reissue_pass
from app.shared.db import transaction
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.events.events import HOUR, WALL, actor, event
from tests.races import at_once


def test_a_lost_card_that_eight_show_at_once_is_one_line_that_says_eight(empty_engine: Engine) -> None:
    """Seen failing with `on_conflict_do_update` (noted._noted) taken out: seven get an IntegrityError."""
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        who, on = actor(session, cast.cadre), event(session, cast, walk_in=True).id
        lost = issue_pass(session, who, cast.lin_apo.id, NOW - HOUR).token
        reissue_pass(session, who, cast.lin_apo.id, "掉了", NOW)
    said = at_once(empty_engine, [lambda s: check_in(s, None, on, Shown(pass_code=lost), WALL, NOW)] * 8)
    assert {str(one.verdict) for one in said} == {"revoked"}
    with Session(empty_engine) as session:
        assert [(one.code, one.times) for one in session.exec(select(DoorTry))] == [("revoked", 8)]


@pytest.mark.parametrize(("first", "second"), [(False, True), (True, False)])
def test_that_somebody_is_inside_already_is_not_forgotten(
    session: Session, cast: Cast, first: bool, second: bool
) -> None:
    on = event(session, cast)
    row = partial(try_row, on.id, on.community_id, "full", Via.CAMERA, NOW, "full 1", "")
    for let_in in (first, second):
        keep_tries(session, [row() | {"let_in": let_in}])
    (one,) = session.exec(select(DoorTry)).all()
    assert (one.let_in, one.times) == (True, 2)


def test_the_same_thing_at_another_event_is_another_thing_to_look_at(session: Session, cast: Cast) -> None:
    for on in (event(session, cast), event(session, cast)):
        keep_tries(session, [try_row(on.id, on.community_id, "unknown", Via.WALL, NOW, "unknown 1", "b")])
    rows = session.exec(select(DoorTry)).all()
    assert [one.times for one in rows] == [1, 1] and len({one.device_key for one in rows}) == 2
