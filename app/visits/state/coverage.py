"""`/admin/coverage`: what a supervisor sees. No State var is about a worker's visits, and there is none to sort by."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import read
from app.shared.handlers import shows_refusals
from app.visits.coverage import GroupCoverage
from app.visits.service.coverage import Coverage, coverage_of, watched
from app.visits.service.phones import phones
from app.visits.state.rows import Choice, Name, Part, named, part
from app.visits.wording import ORDINARY_NAME

PAGE = 30  # overdue doors shown at a time
MOST = 600  # and at most
ALL = "all"


@dataclass
class GroupRow:
    """A care group in the month."""

    code: str = ""
    name: Name = field(default_factory=Name)
    met: Part = field(default_factory=Part)
    at_home_only: int = 0
    in_time: Part = field(default_factory=Part)
    longest: int = 0


@dataclass
class OverdueRow:
    """An overdue door."""

    door: str = ""
    grid: str = ""
    group: Name = field(default_factory=Name)
    rule: Name = field(default_factory=Name)
    days: int = 0


@dataclass
class Month:
    """The whole screen."""

    community: str = ""
    code: str = ""
    first: str = ""
    last: str = ""
    groups: list[GroupRow] = field(default_factory=list)
    households: Part = field(default_factory=Part)
    not_met: Part = field(default_factory=Part)
    needs: Part = field(default_factory=Part)
    need_days: int = 0
    overdue: list[OverdueRow] = field(default_factory=list)
    overdue_count: int = 0
    group_choices: list[Choice] = field(default_factory=list)
    grid_choices: list[str] = field(default_factory=list)
    waiting_phones: int = 0
    may_set: bool = False
    may_export: bool = False


@dataclass(frozen=True)
class Filter:
    """What of the overdue list is shown."""

    group: str = ALL
    grid: str = ALL
    count: int = PAGE


class CoverageState(rx.State):
    """Asks the services anew at every step, as the person behind the cookie."""

    month: Month = Month()
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    community: str = ""
    back: str = "0"
    group: str = ALL
    grid: str = ALL
    shown: int = PAGE
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The first community they may see."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.COVERAGE_READ)
        found = await read(watched, who)
        if found:
            await self._show(who, str(found[0].id), "0", Filter())
            self.communities = [Choice(str(one.id), Name(one.name, one.name)) for one in found]
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        await self._show(await who_is(self), community, self.back, Filter())

    @rx.event
    @shows_refusals
    async def choose_month(self, back: str) -> None:
        """This month or the one before."""
        await self._show(await who_is(self), self.community, back, Filter(self.group, self.grid))

    @rx.event
    @shows_refusals
    async def choose_group(self, group: str) -> None:
        """Overdue doors of one care group."""
        await self._show(await who_is(self), self.community, self.back, Filter(group, self.grid))

    @rx.event
    @shows_refusals
    async def choose_grid(self, grid: str) -> None:
        """Overdue doors of one grid."""
        await self._show(await who_is(self), self.community, self.back, Filter(self.group, grid))

    @rx.event
    @shows_refusals
    async def more(self) -> None:
        """Further overdue doors."""
        count = min(MOST, max(PAGE, self.shown) + PAGE)
        await self._show(await who_is(self), self.community, self.back, Filter(self.group, self.grid, count))

    async def _show(self, who: Actor, community: Any, back: Any, chosen: Filter) -> None:
        months = 1 if back == "1" else 0
        self.month = await read(_month, who, uuid_of(community), months, chosen, now())
        self.community, self.back = community, str(months)
        self.group, self.grid, self.shown = chosen.group, chosen.grid, chosen.count


def _month(session: Session, who: Actor, community_id: UUID, back: int, chosen: Filter, moment: datetime) -> Month:
    found = coverage_of(session, who, community_id, moment, back)
    overdue = [
        row
        for one in found.overdue
        if chosen.group in (ALL, _group_of(found, one.rule)) and chosen.grid in (ALL, one.grid)
        for row in [_overdue(found, one.door, one.grid, one.rule, one.days)]
    ]
    seen = phones(session, who, community_id) if who.may(Permission.DEVICE_READ, community_id) else []
    return Month(
        community=found.community.name, code=found.community.code,
        first=found.first.isoformat(), last=found.last.isoformat(),
        groups=[_group(found, line) for line in found.groups], households=part(found.households),
        not_met=part(found.not_met), needs=part(found.needs), need_days=found.need_days,
        overdue=overdue[: chosen.count], overdue_count=len(overdue), group_choices=_groups(found),
        grid_choices=sorted({o.grid for o in found.overdue}),
        waiting_phones=sum(one.waits for one in seen),
        may_set=who.may(Permission.VISIT_SETTINGS, community_id),
        may_export=who.may(Permission.VISIT_EXPORT, community_id),
    )  # fmt: skip


def _group_of(found: Coverage, rule: str) -> str:
    return found.rules[rule].code if rule in found.rules else rule.partition(":")[0]


def _group(found: Coverage, line: GroupCoverage) -> GroupRow:
    return GroupRow(
        line.code, named(found.names.get(line.code, line.code)), part(line.met), line.at_home_only, part(line.in_time),
        line.longest,
    )  # fmt: skip


def _overdue(found: Coverage, door: str, grid: str, rule: str, days: int) -> OverdueRow:
    words = found.rules[rule].words if rule in found.rules else ""
    return OverdueRow(door, grid, _named(found, _group_of(found, rule)), named(words), days)


def _named(found: Coverage, code: str) -> Name:
    return named(found.names.get(code, code) if code else ORDINARY_NAME)


def _groups(found: Coverage) -> list[Choice]:
    codes = dict.fromkeys(_group_of(found, one.rule) for one in found.overdue)
    return [Choice(code, _named(found, code)) for code in codes]
