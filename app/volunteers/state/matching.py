"""A month on the board: shifts out of the rota, the matching with its progress, its plan as drafts."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import who_is
from app.shared.asked import uuid_of
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.volunteers.models import MatchRun
from app.volunteers.rules.rota import month_of
from app.volunteers.service.posts import posts_of
from app.volunteers.service.putting import Which, put_plan
from app.volunteers.service.rota import make_shifts
from app.volunteers.service.runs import LIVE, cancel_run, launch, runs_of, start_run
from app.volunteers.service.who import check_coordinator, zone_of
from app.volunteers.state.at_board import AtBoard


@dataclass
class RunRow:
    """The last run. `state`: live, done, failed, cancelled; `placed`, `empty`: seats of its plan (or of the preview,
    when `preview`); `proven`: no better plan exists; `put`: it is on the board."""

    id: str = ""
    state: str = ""
    first_on: str = ""
    last_on: str = ""
    seconds: int = 0
    placed: int = 0
    empty: int = 0
    preview: bool = False
    usable: bool = False
    proven: bool = False
    put: bool = False


class Matching(AtBoard, mixin=True):
    """A month: `next_month`, or the rest of this one. `rota_empty`: there is nothing to make it out of."""

    run_row: RunRow = RunRow()
    next_month: bool = False
    rota_empty: bool = False

    @rx.event
    @shows_refusals
    async def open_month(self) -> None:
        """The steps that make a month."""
        who = await who_is(self)
        await self._look_at_run(who)
        self.rota_empty = not await read(_weekly, who, self.community, now())
        self.doing = "month"

    @rx.event
    def choose_month(self, which: str) -> None:
        """The rest of this month, or the next. Shows nothing new, so it asks nobody."""
        self.next_month = which == "next"

    @rx.event
    @shows_refusals
    async def make_month(self) -> Any:
        """Step one: the rota as shifts."""
        who = await who_is(self)
        made = await run(_make, who, self.community, self.next_month, now())
        await self._show(who)
        self.rota_empty = not await read(_weekly, who, self.community, now())
        if made.made:
            return say("排出 {n} 个班，先检查，再找人。", n=made.made)
        return say("周表上的班都已经在了。") if made.known else say("周表是空的，请先写岗位和每周的班。", "warning")

    @rx.event
    @shows_refusals
    async def match(self) -> None:
        """Step two: the matching begins, in a process of its own."""
        who = await who_is(self)
        made = await run(_start, who, self.community, self.next_month, now())
        launch(made.id)
        await self._look_at_run(who)

    @rx.event
    @shows_refusals
    async def follow(self) -> None:
        """How far it is; pressed by `js/run.js`."""
        await self._look_at_run(await who_is(self))

    @rx.event
    @shows_refusals
    async def stop(self) -> Any:
        """Not now."""
        who = await who_is(self)
        await run(cancel_run, who, uuid_of(self.run_row.id), now())
        await self._look_at_run(who)
        return say("停下了。")

    @rx.event
    @shows_refusals
    async def put_on_board(self) -> Any:
        """Step three: the plan as drafts; nobody is told yet."""
        who = await who_is(self)
        which: Which = "preview" if self.run_row.preview else "plan"
        put = await run(put_plan, who, uuid_of(self.run_row.id), now(), which)
        await self._look_at_run(who)
        self.doing = ""
        await self._show(who)
        return say("放上了 {n} 人，原来的 {kept} 人没动。看过以后再发布。", n=put.placed, kept=put.kept)

    async def _look_at_run(self, who: Actor) -> None:
        self.run_row = await run(_last, who, self.community, now())


def _span(session: Session, who: Actor, community: Any, following: bool, moment: datetime) -> tuple[Any, date, date]:
    here = uuid_of(community)
    check_coordinator(who, here)
    first = local_day(moment, zone_of(session, here))
    last = month_of(first)[1]
    return (here, *month_of(last + timedelta(days=1))) if following else (here, first, last)


def _weekly(session: Session, who: Actor, community: Any, moment: datetime) -> bool:
    """Whether the rota has a line."""
    return any(one.lines for one in posts_of(session, who, uuid_of(community), moment))


def _make(session: Session, who: Actor, community: Any, following: bool, moment: datetime) -> Any:
    here, first, last = _span(session, who, community, following, moment)
    return make_shifts(session, who, here, first, last, moment)


def _start(session: Session, who: Actor, community: Any, following: bool, moment: datetime) -> MatchRun:
    here, first, last = _span(session, who, community, following, moment)
    return start_run(session, who, here, first, last, moment)


def _last(session: Session, who: Actor, community: Any, moment: datetime) -> RunRow:
    found = runs_of(session, who, uuid_of(community), moment)
    if not found:
        return RunRow()
    row = found[0]
    plan = row.plan or row.preview or {}
    live = row.state in LIVE
    since = row.started_at or row.created_at
    return RunRow(
        id=str(row.id), state="live" if live else row.state.value, first_on=row.first_on.isoformat(),
        last_on=row.last_on.isoformat(), seconds=int(((row.ended_at or moment) - since).total_seconds()),
        placed=len(plan.get("assignments", ())), empty=sum(one["count"] for one in plan.get("empty", ())),
        preview=row.plan is None, usable=bool(plan) and not live, proven=bool(row.plan and row.plan.get("optimal")),
        put=row.put_at is not None,
    )  # fmt: skip
