"""`/admin/events`: what is planned, what is on, what is over; and a new event or a series."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.events.rules.standing import Standing
from app.events.service.edit import Weekly, add_event, make_series
from app.events.service.find import event_for, events_for, standing_of
from app.events.state.listed import calls_rows, event_rows
from app.events.state.plan import PlanRow, day_of, plan_of, plan_row, time_of
from app.events.state.rows import CallsRow, EventRow
from app.households.models import Community
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError, Invalid, NotFound, Refused
from app.shared.handlers import say, shows_refusals
from app.shared.i18n import LANGUAGES
from app.visits.service.places import communities_of

BACK, AHEAD = timedelta(days=60), timedelta(days=5 * 366)  # what is listed
LONG = timedelta(days=8)  # what began within these may still be on
TABS = {
    "coming": (Standing.PUBLISHED, Standing.RUNNING),
    "draft": (Standing.DRAFT,),
    "over": (Standing.FINISHED, Standing.CANCELLED),
}


@dataclass
class Counts:
    """How many events are in each tab."""

    coming: int = 0
    draft: int = 0
    over: int = 0


class EventsDeskState(rx.State):
    """The events of the communities of whoever looks. `wrong_zh`, `wrong_en`: by field, what has to be mended."""

    rows: rx.Field[list[EventRow]] = rx.field(default_factory=list)
    counts: Counts = Counts()
    wanted: str = "coming"
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    plan: PlanRow = PlanRow()
    adding: bool = False
    calls: rx.Field[list[CallsRow]] = rx.field(default_factory=list)  # events of whose people some have to be called
    may_edit: bool = False
    may_set: bool = False
    wrong_zh: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    wrong_en: rx.Field[dict[str, str]] = rx.field(default_factory=dict)
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The list; with `?copy=<event>` the form, filled in from that one."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.EVENT_COUNT)
        self.may_edit = who.may_somewhere(Permission.EVENT_EDIT)
        self.may_set = who.may_somewhere(Permission.EVENT_SETTINGS)
        self.adding, self.wrong_zh, self.wrong_en = False, {}, {}
        if self.allowed:
            await self._list(who, self.wanted)
            self.communities = await read(_communities, who)
            self.calls = await read(calls_rows, who, now())
        copied = self.router.url.query_parameters.get("copy", "")
        if copied and self.may_edit:
            self.plan, self.adding = await read(_copied, who, copied), True
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose(self, tab: str) -> None:
        """Another tab."""
        await self._list(await who_is(self), tab)

    @rx.event
    def open_new(self) -> None:
        """An empty form. Shows nothing new, so it asks nobody."""
        self.plan, self.adding, self.wrong_zh, self.wrong_en = PlanRow(), True, {}, {}

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self.adding = False

    @rx.event
    @shows_refusals
    async def add(self, form: dict[str, Any]) -> Any:
        """A draft, or with `weekly` one for every week; then to it."""
        who = await who_is(self)
        self.wrong_zh, self.wrong_en = {}, {}
        try:
            made = await run(_add, who, form, now())
        except Refused as error:
            self.wrong_zh, self.wrong_en = wrong(error)
            return say("有几处要改，写在那一栏下面。", "error")
        self.adding = False
        if len(made) == 1:
            return rx.redirect(f"/admin/events/{made[0]}")
        await self._list(who, "draft")
        return say("排好了 {n} 场，都是草稿。", n=len(made))

    async def _list(self, who: Actor, tab: Any) -> None:
        wanted = tab if isinstance(tab, str) and tab in TABS else "coming"
        self.rows, self.counts = await read(_rows, who, wanted, now())
        self.wanted = wanted


def wrong(error: DomainError) -> tuple[dict[str, str], dict[str, str]]:
    """By field, the sentence in both languages. What belongs to no field of the form stands under its title."""
    renamed = {"starts_at": "starts", "ends_at": "ends", None: "title"}
    errors = error.errors if isinstance(error, Invalid) else [error]
    chinese, english = (
        {renamed.get(one.field, one.field or ""): one.sentence(language) for one in errors} for language in LANGUAGES
    )
    return chinese, english


def _add(session: Session, who: Actor, form: Any, moment: datetime) -> list[str]:
    community = _community(session, who, form)
    plan = plan_of(form, community.zone)
    until = words_of(form, "until").strip()
    if not until:
        return [str(add_event(session, who, community.id, plan, moment).id)]
    first = day_of(form, "day")
    weekly = Weekly(first.weekday(), time_of(form, "starts"), time_of(form, "ends"), first, day_of(form, "until"))
    return [str(one.id) for one in make_series(session, who, community.id, plan, weekly, moment)]


def _community(session: Session, who: Actor, form: Any) -> Community:
    """The one that was chosen, or the only one."""
    here = communities_of(session, who, Permission.EVENT_EDIT)
    chosen = words_of(form, "community")
    found = [one for one in here if str(one.id) == chosen] if chosen else here
    if len(found) != 1:
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    return found[0]


def _communities(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.EVENT_EDIT)]


def _copied(session: Session, who: Actor, event: str) -> PlanRow:
    found = event_for(session, who, uuid_of(event), Permission.EVENT_EDIT)
    row = plan_row(found, session.get_one(Community, found.community_id).zone)
    row.day = row.last_day = ""
    return row


def _rows(session: Session, who: Actor, tab: str, moment: datetime) -> tuple[list[EventRow], Counts]:
    earlier = events_for(session, who, moment - BACK, moment - LONG)
    events = [*earlier, *events_for(session, who, moment - LONG, moment + AHEAD)]
    by_tab = {name: [one for one in events if standing_of(one, moment) in TABS[name]] for name in TABS}
    counts = Counts(**{name: len(found) for name, found in by_tab.items()})
    chosen = by_tab[tab]
    if tab == "over":
        chosen.reverse()
    return event_rows(session, chosen, moment), counts
