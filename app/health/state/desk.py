"""`/admin/health`: whom to look after today, in words and without a value, and the programme in counts."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.health.models import FollowUpDone, TallyKind
from app.health.rules.classify import band_words
from app.health.rules.programme import How, Shown
from app.health.service.follow_ups import Task, close, mine
from app.health.service.programme import counts
from app.health.state.words import both_of
from app.shared.asked import uuid_of, words_of
from app.shared.both import Both
from app.shared.choices import Choice
from app.shared.clock import local_time, now
from app.shared.db import read, run
from app.shared.errors import Refused
from app.shared.handlers import say, shows_refusals
from app.visits.service.places import communities_of

NOTE = 400  # characters that are looked at


@dataclass
class TaskRow:
    """Somebody to look after. No value, and the band only in words."""

    id: str = ""
    name: str = ""
    door: str = ""
    grid: str = ""
    household: str = ""
    band: Both = field(default_factory=Both)
    at: str = ""
    overdue: bool = False


@dataclass
class CountRow:
    """A month: by kind, the number with its sign (`<5`, `≥10`, `37`)."""

    month: str = ""
    over: bool = True
    check: str = ""
    just_measured: str = ""
    second: str = ""
    urgent: str = ""
    contacted: str = ""
    referred: str = ""
    referral_kept: str = ""


@dataclass
class OneCommunity:
    """Whose counts are shown."""

    community: str = ""


class HealthDeskState(rx.State):
    """Follow-ups of a cadre; counts of whoever may see them. `closing`: the follow-up whose form is open."""

    tasks: rx.Field[list[TaskRow]] = rx.field(default_factory=list)
    closing: str = ""
    months: rx.Field[list[CountRow]] = rx.field(default_factory=list)
    one: OneCommunity = OneCommunity()
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    follows: bool = False
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """What waits, and this year's counts."""
        who, moment = await who_is(self), now()
        self.tasks, self.months, self.closing, self.one = [], [], "", OneCommunity()
        self.follows = who.may_somewhere(Permission.HEALTH_FOLLOW_UP)
        counting = who.may_somewhere(Permission.HEALTH_COUNT)
        self.allowed = self.follows or counting
        if self.follows:
            self.tasks = await run(_tasks, who, moment)
        self.communities = await read(_choices, who) if counting else []
        if self.communities:
            await self._count(who, self.communities[0].value, moment)
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """The counts of another community."""
        await self._count(await who_is(self), community, now())

    @rx.event
    def open(self, task: str) -> None:
        """The form of one follow-up. Shows nothing new, so it asks nobody."""
        self.closing = task if task != self.closing else ""

    @rx.event
    @shows_refusals
    async def close(self, form: dict[str, Any]) -> Any:
        """Say what was done."""
        who, moment = await who_is(self), now()
        await run(_close, who, self.closing, form, moment)
        self.closing, self.tasks = "", await run(_tasks, who, moment)
        return say("记下了，谢谢您去看他。")

    async def _count(self, who: Actor, community: Any, moment: datetime) -> None:
        self.months = await read(_months, who, community, moment)
        self.one = OneCommunity(str(uuid_of(community)))


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.HEALTH_COUNT)]


def _tasks(session: Session, who: Actor, moment: datetime) -> list[TaskRow]:
    return [_task(one) for one in mine(session, who, moment)]


def _task(one: Task) -> TaskRow:
    return TaskRow(
        str(one.id), one.name, one.door, one.grid, str(one.household_id), both_of(band_words(one.band)),
        local_time(one.made_at, one.zone), one.overdue,
    )  # fmt: skip


def _close(session: Session, who: Actor, task: str, form: Any, moment: datetime) -> None:
    said = words_of(form, "done")
    if said not in {one.value for one in FollowUpDone}:
        raise Refused("done_missing", "请选一下是怎么办的。", field="done")
    close(session, who, uuid_of(task), FollowUpDone(said), words_of(form, "note")[:NOTE], moment)


def _months(session: Session, who: Actor, community: Any, moment: datetime) -> list[CountRow]:
    found = counts(session, who, uuid_of(community), moment)
    return [
        CountRow(f"{one.first:%Y-%m}", one.over, **{kind.value: _number(one.shown[kind]) for kind in TallyKind})
        for one in found
    ]


def _number(shown: Shown) -> str:
    """`<5`, `≥8`, `37`."""
    return {How.EXACT: "", How.BELOW: "<", How.LEAST: "≥"}[shown.how] + str(shown.n)
