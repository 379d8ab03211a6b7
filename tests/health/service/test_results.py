from __future__ import annotations

from datetime import datetime
from uuid import UUID

import pytest
from sqlmodel import Session, select

from app.health.models import ConsentKind, FollowUp, Measure, Origin, Tally, TallyKind
from app.health.payload import MeasureIn
from app.health.service.measuring import keep
from app.health.service.results import follow_check
from app.health.service.whose import Owner
from app.shared.ids import new_id
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import owner

BOTH = (ConsentKind.KEEP, ConsentKind.FOLLOW_UP)


def check(
    session: Session, whose: Owner, *values: dict[str, float], measure: Measure = Measure.BP,
    check_id: UUID | None = None, at: datetime = NOW,
) -> MeasureIn:  # fmt: skip
    readings = [
        {"id": str(new_id()), "measure": measure, "taken_at": at, "values": one, "confirmed": list(one)}
        for one in values
    ]
    data = MeasureIn.model_validate({"check_id": check_id or new_id(), "readings": readings})
    keep(session, whose, data, Origin.HOME, NOW)
    return data


def bp(systolic: float, diastolic: float) -> dict[str, float]:
    return {"systolic": systolic, "diastolic": diastolic}


def tallies(session: Session) -> dict[TallyKind, int]:
    return {one.kind: one.count for one in session.exec(select(Tally).execution_options(populate_existing=True))}


def test_it_listens_to_what_is_kept() -> None:
    from app.health.service import measuring

    assert follow_check in measuring._after


def test_a_check_counts_once_however_its_readings_come(session: Session, cast: Cast) -> None:
    whose, one = owner(session, cast.lin_apo, *BOTH), new_id()
    first = check(session, whose, bp(118, 76), check_id=one)
    assert tallies(session) == {TallyKind.CHECK: 1}
    check(session, whose, bp(120, 78), check_id=one)
    check(session, whose, bp(119, 77), check_id=one)
    assert tallies(session) == {TallyKind.CHECK: 1, TallyKind.SECOND: 1}
    keep(session, whose, first, Origin.HOME, NOW)  # a retry
    check(session, whose, bp(118, 76), bp(119, 75))
    assert tallies(session) == {TallyKind.CHECK: 2, TallyKind.SECOND: 2}


@pytest.mark.parametrize(
    ("kinds", "values", "made"),
    [
        (BOTH, (bp(184, 96), bp(188, 98)), "bp_grade3"),
        (BOTH, (bp(150, 112), bp(148, 110)), "bp_grade3"),
        (BOTH, (bp(182, 96), bp(172, 96)), ""),  # the mean is what the person saw
        (BOTH, (bp(150, 96),), ""),
        ((ConsentKind.KEEP,), (bp(188, 98),), ""),
    ],
)
def test_what_is_urgent_asks_the_cadre_in_charge_if_they_agree(
    session: Session, cast: Cast, kinds: tuple[ConsentKind, ...], values: tuple[dict[str, float], ...], made: str
) -> None:
    check(session, owner(session, cast.lin_apo, *kinds), *values)
    found = session.exec(select(FollowUp)).all()
    assert [one.band for one in found] == ([made] if made else [])
    assert [one.grid_id for one in found] == ([cast.grid_one.id] if made else [])
    assert tallies(session).get(TallyKind.URGENT, 0) == len(found)


def test_a_doctor_was_advised(session: Session, cast: Cast) -> None:
    whose = owner(session, cast.lin_apo, *BOTH)
    check(session, whose, {"glucose": 3.6}, measure=Measure.GLUCOSE)
    assert tallies(session) == {TallyKind.CHECK: 1, TallyKind.REFERRED: 1, TallyKind.URGENT: 1}
    check(session, whose, bp(118, 76))
    assert tallies(session)[TallyKind.REFERRED] == 1
