"""Somebody says that they went to the doctor they were sent to: counted, about nobody. Nothing of it is kept but their
own mark."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from sqlmodel import Session

from app.health.models import Measure, TallyKind
from app.health.rules.classify import Level, classify
from app.health.rules.consent import age_on
from app.health.rules.protocol import average
from app.health.service.readings import ReadingRow, readings_of
from app.health.service.settings import settings_of
from app.health.service.tally import count
from app.health.service.whose import Owner
from app.households.models import Community
from app.shared.clock import local_day

LONGEST = timedelta(days=92)  # ours: after that nobody connects the visit with the reading
SENT = (Level.SEE_DOCTOR, Level.URGENT)


def count_kept(session: Session, owner: Owner, went_on: date, earlier: Iterable[date], now: datetime) -> None:
    """They went on this local day. It counts once for what sent them: a check since any day on which they said so
    already (`earlier`)."""
    place = session.get_one(Community, owner.community_id)
    here, first = ZoneInfo(place.zone), went_on - LONGEST
    for day in earlier:
        first = max(first, day + timedelta(days=1))
    since, until = (datetime.combine(day, time(), here) for day in (first, went_on + timedelta(days=1)))
    if since < until and _sent(session, owner, readings_of(session, owner.person_id, None, since, until), now):
        count(session, owner.community_id, TallyKind.REFERRAL_KEPT, local_day(now, place.zone))


def _sent(session: Session, owner: Owner, rows: Iterable[ReadingRow], now: datetime) -> bool:
    """Whether a doctor was advised after one of these checks."""
    place = session.get_one(Community, owner.community_id)
    settings, age = settings_of(session, place.id), age_on(owner.born_on, local_day(now, place.zone))
    checks: dict[tuple[object, Measure], list[ReadingRow]] = {}
    for row in rows:
        checks.setdefault((row.check_id, Measure(row.measure)), []).append(row)
    return any(
        classify(measure, average([row.taken for row in check]), age=age, sex=owner.sex, settings=settings).level
        in SENT
        for (_, measure), check in checks.items()
    )
