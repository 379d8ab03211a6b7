"""What somebody's readings show over time, and what the last of each says. The owner's own; for those they let see it
`picture_of` draws the same from the rows that they may see."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.health.chart.figure import Marked, Picture
from app.health.models import MarkKind, Measure, Reading
from app.health.rules.axes import FIGURES
from app.health.rules.bands import Who
from app.health.rules.classify import Result, classify
from app.health.rules.consent import age_on
from app.health.rules.measures import SPECS
from app.health.rules.plots import SITTING, checks_passing, plots_of
from app.health.rules.reading import Taken
from app.health.rules.series import Row, Span, Spot, Window, checks_of, window
from app.health.rules.settings import Settings
from app.health.rules.zones import zones
from app.health.service.listing import passing
from app.health.service.marks import MarkRow, marks_of
from app.health.service.readings import readings_of
from app.health.service.settings import settings_of
from app.health.service.whose import Owner, owner_of
from app.households.models import Community
from app.shared.clock import local_day


@dataclass(frozen=True)
class Of:
    """Of whom the values are, which decides what they mean. `sex`: male, female or empty."""

    age: int | None
    sex: str
    zone: str
    settings: Settings


@dataclass(frozen=True)
class Trend:
    """`measures`: of which there is anything at all; `earlier`: there is something before the window."""

    picture: Picture
    measures: tuple[Measure, ...]
    marks: Sequence[MarkRow]
    earlier: bool


@dataclass(frozen=True)
class Latest:
    """The last check of a measure and what it says."""

    measure: Measure
    spot: Spot
    result: Result


def of(session: Session, owner: Owner, now: datetime) -> Of:
    """Their age today, their sex, and what their community has set."""
    zone = session.get_one(Community, owner.community_id).zone
    age = age_on(owner.born_on, local_day(now, zone))
    return Of(age, owner.sex, zone, settings_of(session, owner.community_id))


def trend_of(session: Session, owner: Owner, measure: str, span: Span, back: int, now: datetime) -> Trend | None:
    """`back`: so many spans before the one that ends today. A measure of which nothing is kept: the first of which
    something is; None where there is nothing. Whoever calls has seen to it that it is theirs."""
    known = measures_kept(session, owner.person_id)
    if not known:
        return None
    chosen = next((one for one in known if one == measure), known[0])
    whose = of(session, owner, now)
    shown = window(local_day(now, whose.zone), span, back)
    since, until = shown.bounds(whose.zone)
    rows = passing(session, owner.person_id, chosen, since, until)
    marks = marks_of(session, owner.person_id)
    before = select(Reading.id).where(*_live(owner.person_id), Reading.measure == chosen, Reading.taken_at < since)
    earlier = session.exec(before.limit(1)).first() is not None
    return Trend(picture_of(whose, chosen, shown, rows, marks), known, marks, earlier)


def picture_of(of: Of, measure: str, shown: Window, rows: Iterable[Row], marks: Sequence[MarkRow]) -> Picture:
    """Everything a drawing needs. `rows`: of this measure within the window, oldest first; whoever calls has asked who
    may see them."""
    bands = {
        (figure.title, axis.key): zones(measure, axis.key, _who(of, figure.contexts), of.settings)
        for figure in FIGURES[measure]
        for axis in figure.axes
    }
    marked = [Marked(one.day, one.words, one.kind is MarkKind.MEDICATION) for one in marks]
    levels: dict[int, str] = {}  # drawn in two languages, judged once

    def judge(spot: Spot) -> str:
        if id(spot) not in levels:
            levels[id(spot)] = judged(of, measure, spot).level.value
        return levels[id(spot)]

    return Picture(measure, shown, plots_of(measure, checks_passing(rows, of.zone), shown.days), marked, bands, judge)


def judged(of: Of, measure: str, spot: Spot) -> Result:
    """What the mean of a check says."""
    values = {name: spot.values[name] for name in SPECS[Measure(measure)].fields if name in spot.values}
    taken = Taken(values, spot.context, comparators=dict(spot.comparators), not_heard=spot.not_heard)
    return classify(Measure(measure), taken, age=of.age, sex=of.sex, settings=of.settings)


def latest_of(session: Session, who: Actor, now: datetime) -> list[Latest]:
    """The last check of each measure. Raises `NotFound`."""
    owner = owner_of(session, who)
    whose = of(session, owner, now)
    found = []
    for measure in Measure:
        newest = select(Reading.taken_at).where(*_live(owner.person_id), Reading.measure == measure)
        at = session.exec(newest.order_by(col(Reading.taken_at).desc()).limit(1)).first()
        rows = readings_of(session, owner.person_id, [measure], at - SITTING) if at else []
        checks = checks_of(rows, whose.zone)
        if checks:
            last = next(one for one in checks if one.rows[-1].check_id == rows[-1].check_id)
            found.append(Latest(measure, last, judged(whose, measure, last)))
    return found


def measures_kept(session: Session, person_id: UUID) -> tuple[Measure, ...]:
    """Of which measures anything is kept, in their own order: one look into the index for each."""
    asked = (select(Reading.id).where(*_live(person_id), Reading.measure == one).limit(1) for one in Measure)
    return tuple(one for one, found in zip(Measure, asked, strict=True) if session.exec(found).first() is not None)


def _live(person_id: UUID) -> tuple[Any, ...]:
    return Reading.person_id == person_id, col(Reading.replaced_at).is_(None)


def _who(of: Of, contexts: tuple[str, ...] | None) -> Who:
    return Who(of.age, of.sex or "unknown", contexts[0] if contexts else "")


def day_of(typed: str) -> date | None:
    """A day that was typed; None for what is none."""
    try:
        found = date.fromisoformat(typed.strip()[:10])
    except ValueError:
        return None
    return found if 1900 <= found.year <= 2200 else None
