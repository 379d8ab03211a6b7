"""`/health/trends`: one measure over a week, a month or a year, with the days that the owner has marked."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.health.chart.figure import drawn
from app.health.models import MarkKind
from app.health.rules.series import Span
from app.health.service.marks import WENT, add_mark, remove_mark
from app.health.service.trends import Trend, day_of, trend_of
from app.health.service.whose import own_of
from app.health.state.at_owner import AtOwner, one_of
from app.health.state.rows import FigureRow, figure_rows
from app.households.models import Community
from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.errors import DomainError, NotFound, Refused, SignInNeeded
from app.shared.handlers import say, shows_refusals

FURTHEST = 60  # spans back
VISIT = "visit"  # an event whose words are known, so that it can be counted as a referral that was kept


@dataclass
class MarkLine:
    """A day that is marked. `kind`: medication, event."""

    id: str = ""
    kind: str = ""
    day: str = ""
    words: str = ""


class TrendsState(AtOwner, rx.State):
    """`measure`, `span`, `back`: what is on the screen; `none`: nothing is kept at all. `today`: ISO."""

    measure: str = ""
    measures: rx.Field[list[str]] = rx.field(default_factory=list)
    span: str = "month"
    back: int = 0
    today: str = ""
    first: str = ""
    last: str = ""
    earlier: bool = False
    none: bool = False
    figures: rx.Field[list[FigureRow]] = rx.field(default_factory=list)
    marks: rx.Field[list[MarkLine]] = rx.field(default_factory=list)
    marking: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> Any:
        """The last month of what is measured most."""
        self.ready = self.there = self.marking = False
        self._nobody_yet()
        self.figures, self.marks, self.measures = [], [], []
        self._nothing_wrong()
        try:
            await self._show("", Span.MONTH, 0)
            await self._looked()
        except (NotFound, SignInNeeded):  # staff, a stranger, or whoever is not theirs: there is the way in
            return rx.redirect("/health")
        self.ready = self.there = True
        return None

    @rx.event
    @shows_refusals
    async def choose(self, measure: str) -> None:
        """Another measure."""
        await self._show(measure if isinstance(measure, str) else "", self._span(), 0)

    @rx.event
    @shows_refusals
    async def show(self, span: str) -> None:
        """A week, a month or a year, up to today."""
        await self._show(self.measure, one_of(Span, span) or Span.MONTH, 0)

    @rx.event
    @shows_refusals
    async def step(self, by: int) -> None:
        """One span earlier (1) or later (-1)."""
        await self._show(self.measure, self._span(), min(max(self.back + (1 if by == 1 else -1), 0), FURTHEST))

    @rx.event
    def open_marks(self, open_: bool) -> None:
        """The marks, to add and take away. Shows nothing new, so it asks nobody."""
        self.marking = bool(open_)
        self._nothing_wrong()

    @rx.event
    @shows_refusals
    async def add_mark(self, form: dict[str, Any]) -> Any:
        """A day with a medicine or an event."""
        who = await self._who()
        self._nothing_wrong()
        try:
            await run(_mark, who, self._person(), form, now())
        except DomainError as error:
            return self._wrong(error, "words")
        await self._show(self.measure, self._span(), self.back)
        return [say("已记下。"), rx.set_value("words", "")]

    @rx.event
    @shows_refusals
    async def drop_mark(self, mark_id: str) -> Any:
        """Not any more."""
        await run(remove_mark, await self._who(), uuid_of(mark_id), now(), self._person())
        await self._show(self.measure, self._span(), self.back)
        return say("已去掉。")

    def _span(self) -> Span:
        return one_of(Span, self.span) or Span.MONTH

    async def _show(self, measure: str, span: Span, back: int) -> None:
        found = await read(shown, await self._who(), self._person(), measure, span, back, now())
        self.measure, self.span, self.back = measure, span.value, back
        self.name, self.marks, self.none = found.name, found.marks, found.trend is None
        self.whose = f"?person={self._person()}" if self._person() else ""
        self.figures, self.today = found.figures, found.today
        if found.trend is not None:
            picture = found.trend.picture
            self.measure, self.measures = picture.measure, [one.value for one in found.trend.measures]
            self.first, self.last = picture.window.first.isoformat(), picture.window.last.isoformat()
            self.earlier = found.trend.earlier


@dataclass
class Shown:
    """What the screen needs. `trend` None: nothing is kept."""

    name: str
    today: str
    trend: Trend | None
    figures: list[FigureRow]
    marks: list[MarkLine]


def shown(
    session: Session, who: Actor, person_id: UUID | None, measure: str, span: Span, back: int, moment: datetime
) -> Shown:
    """Raises `NotFound`."""
    _, whose = own_of(session, who, moment, person_id)
    today = local_day(moment, session.get_one(Community, whose.community_id).zone).isoformat()
    trend = trend_of(session, whose, measure, span, back, moment)
    if trend is None:
        return Shown(whose.name, today, None, [], [])
    figures = figure_rows(drawn(trend.picture, "zh"), drawn(trend.picture, "en"), trend.picture.measure)
    marks = [MarkLine(str(one.id), one.kind.value, one.day.isoformat(), one.words) for one in reversed(trend.marks)]
    return Shown(whose.name, today, trend, figures, marks)


def _mark(session: Session, who: Actor, person_id: UUID | None, form: Any, moment: datetime) -> None:
    day, kind = day_of(words_of(form, "day")), words_of(form, "kind")
    if day is None:
        raise Refused("date_missing", "请选日期。", field="day")
    words = words_of(form, "words")[:200] if kind != VISIT else WENT
    add_mark(session, who, one_of(MarkKind, kind) or MarkKind.EVENT, day, words, moment, person_id)
