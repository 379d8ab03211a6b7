"""What readings show over time, and what the last says."""

from __future__ import annotations

from datetime import timedelta

from sqlmodel import Session

from app.accounts.service import actor_of
from app.health.models import MarkKind, Measure
from app.health.rules.series import Span
from app.health.service.marks import mark
from app.health.service.trends import day_of, latest_of, measures_kept, trend_of
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed

DAY = timedelta(days=1)


def test_without_readings_there_is_no_trend(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    assert trend_of(session, owner, "bp", Span.MONTH, 0, NOW) is None
    assert measures_kept(session, owner.person_id) == ()


def test_a_measure_that_is_not_kept_shows_the_first_that_is(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one(Measure.PULSE, values={"pulse": 70}), one(taken_at=NOW - 40 * DAY))
    trend = trend_of(session, owner, "waist", Span.MONTH, 0, NOW)
    assert trend is not None
    assert (trend.picture.measure, trend.measures, trend.earlier) == ("bp", (Measure.BP, Measure.PULSE), True)
    assert list(trend.picture.plots) == []
    back = trend_of(session, owner, "bp", Span.MONTH, 1, NOW)
    assert back is not None and len(back.picture.plots) == 1 and not back.earlier


def test_a_weight_has_a_chart_though_it_has_no_bands(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one(Measure.BMI, values={"weight": 60, "height": 160}))
    trend = trend_of(session, owner, "bmi", Span.WEEK, 0, NOW)
    assert trend is not None and trend.picture.zones["体重", "weight"] == []


def test_every_mark_is_there(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one())
    mark(session, owner, MarkKind.MEDICATION, (NOW - 3 * DAY).date(), "氨氯地平", NOW)
    trend = trend_of(session, owner, "bp", Span.WEEK, 0, NOW)
    assert trend is not None
    assert [(one.text, one.medication) for one in trend.picture.marks] == [("氨氯地平", True)]


def test_the_last_check_of_each_measure_is_judged_by_its_mean(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one(taken_at=NOW - DAY, values={"systolic": 118, "diastolic": 70}))
    first = one(taken_at=NOW - timedelta(minutes=2), values={"systolic": 144, "diastolic": 84})
    kept(session, owner, first, one(values={"systolic": 138, "diastolic": 84}))
    kept(session, owner, one(Measure.PULSE, values={"pulse": 70}))
    assert owner.account_id is not None
    bp, pulse = latest_of(session, actor_of(session, owner.account_id, NOW), NOW)
    assert (bp.spot.values["systolic"], bp.spot.number, bp.result.band) == (141, 2, "bp_grade1")
    assert (pulse.measure, pulse.result.level.value) == (Measure.PULSE, "ok")


def test_a_day_is_a_day() -> None:
    assert str(day_of(" 2026-02-03 ")) == "2026-02-03"
    assert [day_of(one) for one in ("", "gestern", "2026-02-30", "0001-01-01")] == [None] * 4
