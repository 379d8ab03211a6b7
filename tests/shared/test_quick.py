from __future__ import annotations

import pickle
from datetime import UTC, datetime

from sqlalchemy import select, type_coerce
from sqlmodel import Session

from app.health.models import Sitting
from app.shared.ids import new_id
from app.shared.quick import QuickMoment, QuickUuid
from app.shared.tables import table_of
from tests.cast import Cast


def test_what_is_read_quickly_is_what_is_read_slowly(session: Session, cast: Cast) -> None:
    table = table_of(Sitting)
    for moment in (datetime(2026, 3, 2, tzinfo=UTC), datetime(2026, 3, 2, 1, 2, 3, 456789, tzinfo=UTC)):
        row = Sitting(
            id=new_id(), community_id=cast.hupan.id, person_id=cast.lin_apo.id, token_hash=str(moment), seen_at=moment
        )
        session.add(row)
        session.flush()
        quick = select(
            type_coerce(table.c.id, QuickUuid()), type_coerce(table.c.seen_at, QuickMoment()),
            type_coerce(table.c.ended_at, QuickMoment()),
        ).where(table.c.id == row.id)  # fmt: skip
        found = session.execute(quick).one()
        assert tuple(found) == (row.id, moment, None)
        assert (hash(found[0]), str(found[0]), found[0] < row.id) == (hash(row.id), str(row.id), False)
        assert found[1].utcoffset() == moment.utcoffset() and pickle.loads(pickle.dumps(found[0])) == row.id
