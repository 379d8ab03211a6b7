"""`/admin/visits`: how often whom, what moves a household up, how residents reach the committee."""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

import reflex as rx
from sqlmodel import Session, select

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.households.models import Community
from app.households.service import care_groups_of
from app.shared.asked import uuid_of, words_of
from app.shared.clock import local_time, now
from app.shared.db import read, run
from app.shared.handlers import say, shows_refusals
from app.visits.models import CommitteeCard, Mode, VisitInterval
from app.visits.models.due import ORDINARY
from app.visits.service import admin
from app.visits.service.coverage import community_watched
from app.visits.service.places import communities_of
from app.visits.service.settings import intervals_of, priorities_of
from app.visits.state.rows import Choice, Name, named
from app.visits.wording import CAUSE_NAMES, ORDINARY_NAME


@dataclass
class IntervalRow:
    """One rule. `age` 0: all of the group. `ordinary`: the one that cannot be dropped."""

    key: str = ""
    group: Name = field(default_factory=Name)
    age: int = 0
    words: str = ""
    said: Name = field(default_factory=Name)
    days: int = 0
    grace: int = 0
    modes: list[str] = field(default_factory=list)
    source: str = ""
    changed: str = ""
    ordinary: bool = False


@dataclass
class PriorityRow:
    """What one cause does."""

    cause: str = ""
    name: Name = field(default_factory=Name)
    days: int = 0
    source: str = ""
    changed: str = ""


@dataclass
class CardRow:
    """How to reach the committee."""

    phone: str = ""
    address: str = ""
    hours: str = ""
    words: str = ""


@dataclass
class Rules:
    """The whole screen."""

    community: str = ""
    code: str = ""
    intervals: list[IntervalRow] = field(default_factory=list)
    priorities: list[PriorityRow] = field(default_factory=list)
    groups: list[Choice] = field(default_factory=list)
    card: CardRow = field(default_factory=CardRow)


class VisitRulesState(rx.State):
    """What an admin sets. The services check, record and compute every due date again."""

    rules: Rules = Rules()
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    community: str = ""
    one: IntervalRow = IntervalRow()  # the rule that is open
    cause: PriorityRow = PriorityRow()  # the cause that is open
    adding: bool = False
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The first community they may set."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.VISIT_SETTINGS)
        found = await read(communities_of, who, Permission.VISIT_SETTINGS)
        if found:
            await self._show(who, str(found[0].id))
            self.communities = [Choice(str(one.id), Name(one.name, one.name)) for one in found]
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        await self._show(await who_is(self), community)

    @rx.event
    def open(self, key: str) -> None:
        """Open a rule that is on the screen. Shows nothing new, so it asks nobody."""
        self._close()
        self.one = next((row for row in self.rules.intervals if row.key == key), IntervalRow())

    @rx.event
    def open_cause(self, cause: str) -> None:
        """Open a cause that is on the screen."""
        self._close()
        self.cause = next((row for row in self.rules.priorities if row.cause == cause), PriorityRow())

    @rx.event
    def open_new(self) -> None:
        """An empty form for a new rule."""
        self._close()
        self.adding = bool(self.rules.groups)

    @rx.event
    def close(self) -> None:
        """Back to the list."""
        self._close()

    @rx.event
    @shows_refusals
    async def change(self, form: dict[str, Any]) -> Any:
        """Set the rule that the form names."""
        who, key = await who_is(self), words_of(form, "key")
        await run(admin.change_interval, who, uuid_of(self.community), key, _typed(form), now())
        await self._show(who, self.community)
        return say("已改好，到期日已重新算过。")

    @rx.event
    @shows_refusals
    async def add(self, form: dict[str, Any]) -> Any:
        """A rule for a group, or for its older members."""
        who, code, age = await who_is(self), words_of(form, "code"), number(form, "min_age", empty=0)
        await run(admin.add_interval, who, uuid_of(self.community), code, age, _typed(form), now())
        await self._show(who, self.community)
        return say("已加上，到期日已重新算过。")

    @rx.event
    @shows_refusals
    async def drop(self, key: str) -> Any:
        """Keep this rule no longer."""
        who = await who_is(self)
        await run(admin.drop_interval, who, uuid_of(self.community), key, now())
        await self._show(who, self.community)
        return say("已删掉，到期日已重新算过。")

    @rx.event
    @shows_refusals
    async def change_cause(self, form: dict[str, Any]) -> Any:
        """Set what a cause does."""
        who, cause = await who_is(self), words_of(form, "cause")
        days, source = number(form, "days"), words_of(form, "source")
        await run(admin.change_priority, who, uuid_of(self.community), cause, days, source, now())
        await self._show(who, self.community)
        return say("已改好，到期日已重新算过。")

    @rx.event
    @shows_refusals
    async def change_card(self, form: dict[str, Any]) -> Any:
        """Say how residents reach the committee."""
        who, typed = await who_is(self), {name: words_of(form, name) for name in admin.CARD}
        await run(admin.change_card, who, uuid_of(self.community), typed, now())
        await self._show(who, self.community)
        return say("已保存，便条上会这样写。")

    async def _show(self, who: Actor, community: Any) -> None:
        self.rules = await read(_rules, who, uuid_of(community))
        self.community = community
        self._close()

    def _close(self) -> None:
        self.one, self.cause, self.adding = IntervalRow(), PriorityRow(), False


def number(form: Any, name: str, empty: int | None = None) -> int | None:
    """A whole number a person typed, also in full-width digits; None for anything else."""
    text = words_of(form, name).strip()
    if not text:
        return empty
    return int(text) if text.isdecimal() and len(text) <= 4 else None


def _typed(form: Any) -> admin.IntervalSet:
    modes = tuple(mode.value for mode in Mode if isinstance(form, dict) and form.get(f"mode_{mode.value}"))
    days, grace = number(form, "days"), number(form, "grace_days", empty=0)
    return admin.IntervalSet(words_of(form, "words"), days, grace, words_of(form, "source"), modes)


def _rules(session: Session, who: Actor, community_id: UUID) -> Rules:
    community = community_watched(session, who, community_id, Permission.VISIT_SETTINGS)
    groups = {group.code: group.name for group in care_groups_of(session, community_id)}
    return Rules(
        community=community.name,
        code=community.code,
        intervals=[_interval(row, groups, community) for row in intervals_of(session, community_id)],
        priorities=[
            PriorityRow(cause, named(CAUSE_NAMES[cause]), row.within_days, row.source, local_time(row.changed_at))
            for cause, row in sorted(priorities_of(session, community_id).items(), key=lambda item: item[1].within_days)
        ],
        groups=[Choice(code, named(name)) for code, name in groups.items()],
        card=_card(session, community_id),
    )


def _interval(row: VisitInterval, groups: dict[str, str], community: Community) -> IntervalRow:
    return IntervalRow(
        key=row.key, group=named(groups.get(row.code, row.code) or ORDINARY_NAME), age=row.min_age, words=row.words,
        said=named(row.words), days=row.days, grace=row.grace_days, modes=row.modes, source=row.source,
        changed=local_time(row.changed_at, community.zone), ordinary=row.code == ORDINARY,
    )  # fmt: skip


def _card(session: Session, community_id: UUID) -> CardRow:
    row = session.exec(select(CommitteeCard).where(CommitteeCard.community_id == community_id)).first()
    return CardRow(row.phone, row.address, row.hours, row.words) if row else CardRow()
