"""`/admin/lounge`: setting when the lounge is open, and who is there to be asked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

import reflex as rx
from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.session import who_is
from app.households.models import Community
from app.lounge.rules import read_spans, said_spans
from app.lounge.service import change_lounge, lounge_of
from app.shared.asked import uuid_of, words_of
from app.shared.choices import Choice
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound, Refused
from app.shared.handlers import say, shows_refusals
from app.visits.service.places import communities_of


@dataclass
class HoursRow:
    """The form: `8:30-12:00 14:00-18:00` for each weekday, from Monday."""

    community: str = ""
    name: str = ""
    days: list[str] = field(default_factory=lambda: [""] * 7)
    can_do: str = ""
    on_duty: str = ""
    closed_from: str = ""
    closed_until: str = ""
    closed_why: str = ""


class HoursState(rx.State):
    """When the door is open, for whoever may say so."""

    one: HoursRow = HoursRow()
    communities: rx.Field[list[Choice]] = rx.field(default_factory=list)
    allowed: bool = True
    ready: bool = False

    @rx.event
    @shows_refusals
    async def load(self) -> None:
        """The first community they may set."""
        who = await who_is(self)
        self.allowed = who.may_somewhere(Permission.EVENT_EDIT)
        self.communities = await read(_choices, who)
        self.one = await read(_hours, who, self.communities[0].value) if self.communities else HoursRow()
        self.ready = True

    @rx.event
    @shows_refusals
    async def choose_community(self, community: str) -> None:
        """Another community."""
        self.one = await read(_hours, await who_is(self), community)

    @rx.event
    @shows_refusals
    async def change(self, form: dict[str, Any]) -> Any:
        """Set the week, the days off and who is to be asked."""
        who = await who_is(self)
        self.one = await run(_change, who, form, now())
        return say("已保存，大厅页上马上这样写。")


def _choices(session: Session, who: Actor) -> list[Choice]:
    return [Choice(str(one.id), one.name) for one in communities_of(session, who, Permission.EVENT_EDIT)]


def _hours(session: Session, who: Actor, community: Any) -> HoursRow:
    found = session.get(Community, uuid_of(community))
    if found is None or not who.may_within(Permission.EVENT_EDIT, found.id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    one = lounge_of(session, found, now())
    return HoursRow(
        community=str(found.id), name=found.name,
        days=[said_spans([span for span in one.spans if span.weekday == day]) for day in range(7)],
        can_do=one.card.can_do, on_duty=one.card.on_duty, closed_why=one.card.closed_why,
        closed_from=_iso(one.card.closed_from), closed_until=_iso(one.card.closed_until),
    )  # fmt: skip


def _change(session: Session, who: Actor, form: Any, moment: datetime) -> HoursRow:
    community = uuid_of(words_of(form, "community"))
    spans = [span for day in range(7) for span in read_spans(day, words_of(form, f"day_{day}")[:100])]
    change_lounge(
        session, who, community, spans, moment, can_do=words_of(form, "can_do"), on_duty=words_of(form, "on_duty"),
        closed_from=_day(form, "closed_from"), closed_until=_day(form, "closed_until"),
        closed_why=words_of(form, "closed_why"),
    )  # fmt: skip
    return _hours(session, who, str(community))


def _day(form: Any, name: str) -> date | None:
    text = words_of(form, name).strip()
    try:
        return date.fromisoformat(text) if text else None
    except ValueError:
        raise Refused("day_missing", "请选日期。", field=name) from None


def _iso(day: date | None) -> str:
    return day.isoformat() if day else ""
