from __future__ import annotations

from datetime import date

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.health.models import Tally, TallyKind
from app.health.service.tally import count
from app.shared.db import transaction
from tests.cast import Cast, make_cast
from tests.races import at_once

DAY = date(2026, 3, 2)


def test_counts_add_up_by_community_day_and_kind(session: Session, cast: Cast) -> None:
    for _ in range(3):
        count(session, cast.hupan.id, TallyKind.CHECK, DAY)
    count(session, cast.hupan.id, TallyKind.SECOND, DAY, 2)
    count(session, cast.shanjiao.id, TallyKind.CHECK, DAY)
    found = {(one.community_id, one.kind): one.count for one in session.exec(select(Tally))}
    assert found == {
        (cast.hupan.id, TallyKind.CHECK): 3, (cast.hupan.id, TallyKind.SECOND): 2,
        (cast.shanjiao.id, TallyKind.CHECK): 1,
    }  # fmt: skip


def test_no_column_says_whose_it_was_or_at_which_hour() -> None:
    assert set(Tally.model_fields) == {"id", "community_id", "day", "kind", "count"}


def test_counting_at_the_same_moment_loses_none(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        here = make_cast(session).hupan.id
    at_once(empty_engine, [lambda session: count(session, here, TallyKind.JUST_MEASURED, DAY)] * 6)
    with transaction(empty_engine) as session:
        assert session.exec(select(Tally)).one().count == 6
