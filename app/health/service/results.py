"""What a sitting down sets in motion: it is counted, about nobody, and an urgent one asks a cadre to come by today."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, func, select

from app.health.models import Measure, Reading, TallyKind
from app.health.rules.classify import Level, Result, classify
from app.health.rules.consent import age_on
from app.health.rules.protocol import average
from app.health.rules.reading import Taken
from app.health.service.follow_ups import open_for
from app.health.service.measuring import after_check
from app.health.service.readings import ReadingRow
from app.health.service.settings import settings_of
from app.health.service.tally import count
from app.health.service.whose import Owner
from app.households.models import Community
from app.shared.clock import local_day

PRESSING = [Level.OK, Level.WATCH, Level.SEE_DOCTOR, Level.URGENT]


@after_check
def follow_check(session: Session, owner: Owner, rows: Sequence[ReadingRow], now: datetime) -> None:
    """Count a check, and open a follow-up where it is urgent and they agree to that.

    Readings of one check may come one by one: only the first makes it a check, only the second a second reading. Judged
    is what the person saw: the mean of each measure.
    """
    today = local_day(now, session.get_one(Community, owner.community_id).zone)
    earlier = _earlier(session, owner, rows)
    if not sum(earlier.values()):
        count(session, owner.community_id, TallyKind.CHECK, today)
    pressures = earlier.get(Measure.BP, 0)
    if pressures < 2 <= pressures + sum(row.measure == Measure.BP for row in rows):
        count(session, owner.community_id, TallyKind.SECOND, today)
    worst = max(_results(session, owner, rows, now), key=lambda one: PRESSING.index(one.level))
    if PRESSING.index(worst.level) >= PRESSING.index(Level.SEE_DOCTOR):
        count(session, owner.community_id, TallyKind.REFERRED, today)
    if worst.level is Level.URGENT:
        open_for(session, owner, worst.band, now)


def _results(session: Session, owner: Owner, rows: Sequence[ReadingRow], now: datetime) -> list[Result]:
    place = session.get_one(Community, owner.community_id)
    settings, age = settings_of(session, place.id), age_on(owner.born_on, local_day(now, place.zone))
    by_measure: dict[Measure, list[Taken]] = {}
    for row in rows:
        by_measure.setdefault(Measure(row.measure), []).append(row.taken)
    return [
        classify(measure, average(taken), age=age, sex=owner.sex, settings=settings)
        for measure, taken in by_measure.items()
    ]


def _earlier(session: Session, owner: Owner, rows: Sequence[ReadingRow]) -> dict[Measure, int]:
    """How many of each measure the same check had before."""
    fresh = [row.id for row in rows]
    checks: set[UUID] = {row.check_id for row in rows}
    wanted = (
        select(Reading.measure, func.count())
        .where(Reading.person_id == owner.person_id, col(Reading.check_id).in_(checks), col(Reading.id).not_in(fresh))
        .group_by(col(Reading.measure))
    )
    return {Measure(measure): int(number) for measure, number in session.exec(wanted)}
