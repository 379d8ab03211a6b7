from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session

from app.volunteers.models import MatchRun, RunState
from tests.cast import Cast

MONTH = {"first_on": date(2026, 4, 1), "last_on": date(2026, 4, 30)}


def test_a_community_has_one_run_at_a_time(session: Session, cast: Cast) -> None:
    session.add(MatchRun(community_id=cast.hupan.id, state=RunState.DONE, **MONTH))
    session.add(MatchRun(community_id=cast.hupan.id, state=RunState.RUNNING, **MONTH))
    session.add(MatchRun(community_id=cast.shanjiao.id, state=RunState.QUEUED, **MONTH))
    session.flush()
    session.add(MatchRun(community_id=cast.hupan.id, **MONTH))
    with pytest.raises(IntegrityError):
        session.flush()
