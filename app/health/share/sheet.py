"""What stands on the page of somebody's shared readings: the last of each measure, charts with tables, marks."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, datetime, timedelta

from sqlmodel import Session

from app.health.chart.figure import Drawn, drawn
from app.health.chart.words import beside, numbers, unit, verdict
from app.health.models import Measure
from app.health.rules.consent import age_on
from app.health.rules.measures import MEASURE_NAMES
from app.health.rules.series import Spot, Window, checks_of
from app.health.service.readings import ReadingRow
from app.health.service.seeing import Shared
from app.health.service.settings import settings_of
from app.health.service.trends import Of, judged, picture_of
from app.households.models import Community
from app.shared.clock import local_day, local_time
from app.shared.i18n import translate

DAYS = (7, 30, 90, 365)
USUAL = 30


@dataclass(frozen=True)
class Last:
    """The last check of a measure, in words. `more`: what goes with it, empty for most."""

    title: str
    at: str
    value: str
    more: str
    verdict: str
    words: str


@dataclass(frozen=True)
class Sheet:
    """What the template draws. Local days and hours. `until`: when it is no more to be seen."""

    name: str
    age: int | None
    sex: str
    community: str
    first: date
    last: date
    until: str
    seen_at: str
    latest: list[Last]
    figures: list[Drawn]


def window_of(zone: str, days: int, now: datetime) -> Window:
    """The `days` that end today."""
    today = local_day(now, zone)
    return Window(date.fromordinal(today.toordinal() - days + 1), today)


def since_of(days: int, now: datetime) -> datetime:
    """Not later than the window begins, in whatever zone."""
    return now - timedelta(days=days + 1)


def sheet_of(session: Session, found: Shared, days: int, language: str, now: datetime, *, fold: bool = True) -> Sheet:
    """`found`: what the service has let through. `fold`: long tables wait behind a line; on paper they do not."""
    shown, age = window_of(found.zone, days, now), age_on(found.born_on, local_day(now, found.zone))
    of = Of(age, found.sex, found.zone, settings_of(session, found.community_id))
    first, last = shown.bounds(found.zone)
    figures: list[Drawn] = []
    latest: list[Last] = []
    for measure, rows in _by_measure([row for row in found.readings if first <= row.taken_at < last]):
        picture = picture_of(of, measure, shown, rows, [one for one in found.marks if one.day <= shown.last])
        figures += drawn(picture, language, fold=fold)
        latest.append(_last(of, measure, checks_of(rows, found.zone)[-1], language))
    place = session.get_one(Community, found.community_id)
    return Sheet(
        found.name, age, found.sex, place.name, shown.first, shown.last, local_time(found.until, found.zone),
        local_time(now, found.zone), latest, figures,
    )  # fmt: skip


def _by_measure(rows: list[ReadingRow]) -> Iterator[tuple[Measure, list[ReadingRow]]]:
    for measure in Measure:
        if theirs := [row for row in rows if row.measure == measure]:
            yield measure, theirs


def _last(of: Of, measure: Measure, spot: Spot, language: str) -> Last:
    result = judged(of, measure, spot)
    value = numbers(measure, spot.values, spot.comparators, spot.not_heard, language)
    return Last(
        translate(MEASURE_NAMES[measure], language), f"{spot.at:%Y-%m-%d %H:%M}", f"{value} {unit(measure, language)}",
        beside(measure, spot.values, language), verdict(result.level.value, language),
        translate(result.words, language),
    )  # fmt: skip
