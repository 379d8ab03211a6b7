from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from app.health.models import TallyKind
from app.health.rules.programme import How, Shown
from app.health.service.programme import counts
from app.health.service.tally import count
from app.shared.errors import NotFound
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import actor

FEBRUARY = date(2026, 2, 1)


def test_a_year_of_months_newest_first_with_what_may_be_seen(session: Session, cast: Cast) -> None:
    here = cast.hupan.id
    count(session, here, TallyKind.CHECK, date(2026, 2, 3), 20)
    count(session, here, TallyKind.CHECK, date(2026, 2, 28), 17)
    count(session, here, TallyKind.URGENT, date(2026, 2, 28), 3)
    count(session, here, TallyKind.CHECK, date(2026, 3, 1), 14)
    count(session, cast.shanjiao.id, TallyKind.CHECK, date(2026, 2, 3), 900)
    found = counts(session, actor(session, cast.supervisor), here, NOW)
    assert [one.first for one in found][:3] == [date(2026, 3, 1), FEBRUARY, date(2026, 1, 1)]
    assert (len(found), found[-1].first, found[0].over, found[1].over) == (12, date(2025, 4, 1), False, True)
    assert found[1].shown[TallyKind.CHECK] == Shown(How.EXACT, 37)
    assert found[1].shown[TallyKind.URGENT] == Shown(How.BELOW, 5)
    assert found[0].shown[TallyKind.CHECK] == Shown(How.LEAST, 10)


@pytest.mark.parametrize("role", ["leader", "volunteer", "resident", "clinician", "auditor", "far_cadre", "stranger"])
def test_nobody_else_sees_even_the_counts(session: Session, cast: Cast, role: str) -> None:
    who = actor(session, getattr(cast, role))
    answers = []
    for place in (cast.hupan.id, new_id()):
        with pytest.raises(NotFound) as told:
            counts(session, who, place, NOW)
        answers.append(told.value.as_error())
    assert answers[0] == answers[1]
