"""What `/admin/events/<id>` shows, in one reading of the database."""

from __future__ import annotations

from dataclasses import asdict, dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.events.models import Event
from app.events.service.attendance import counts
from app.events.service.find import event_for
from app.events.service.untold import how_many_untold
from app.events.state import people
from app.events.state.calls import TellRow, calls
from app.events.state.listed import event_rows
from app.events.state.people import ClashRow, PersonRow, SaidRow
from app.events.state.plan import PlanRow, plan_row
from app.events.state.rows import EventRow
from app.households.models import Community
from app.shared.clock import now


@dataclass
class Figures:
    """How many, nobody's name. `stars`: the mean as text, empty without any; `untold`: families to be called."""

    expected: int = 0
    waiting: int = 0
    came: int = 0
    left: int = 0
    walked_in: int = 0
    capacity: int | None = None
    feedback: int = 0
    stars: str = ""
    untold: int = 0


@dataclass
class Managed:
    """The event as staff see it."""

    row: EventRow = field(default_factory=EventRow)
    zone: str = ""
    about: str = ""
    bring: str = ""
    audience: str = ""
    ages: str = ""
    why: str = ""
    printed: bool = False
    group_most: int = 1


@dataclass(frozen=True)
class Asked:
    """Which list, whose name begins how, and whether those are listed who know already."""

    tab: str = "expected"
    typed: str = ""
    every_call: bool = False


@dataclass
class Shown:
    """All of it, under the names that the State has for it."""

    event: Managed
    figures: Figures
    plan: PlanRow
    people: list[PersonRow] = field(default_factory=list)
    clashes: list[ClashRow] = field(default_factory=list)
    said: list[SaidRow] = field(default_factory=list)
    calls: list[TellRow] = field(default_factory=list)
    may_read: bool = False
    may_edit: bool = False


def shown(session: Session, who: Actor, event_id: UUID, asked: Asked) -> Shown:
    """For who may count; names only for who may read. Raises `NotFound`."""
    moment = now()
    found = event_for(session, who, event_id, Permission.EVENT_COUNT)
    zone = session.get_one(Community, found.community_id).zone
    made = Shown(_managed(session, found, zone, moment), Figures(), plan_row(found, zone))
    made.may_read = who.may_within(Permission.EVENT_READ, found.community_id)
    made.may_edit = who.may_within(Permission.EVENT_EDIT, found.community_id)
    made.figures = _figures(session, who, found, moment)
    if made.may_read:
        if asked.tab in ("expected", "came"):
            made.people = people.people(session, who, event_id, asked.tab, asked.typed, zone, moment)
        if asked.tab == "tell":
            made.calls = calls(session, who, event_id, zone, moment, every=asked.every_call)
        made.clashes = people.clashes(session, who, event_id, zone, moment)
        made.said = people.said(session, who, event_id)
    return made


def _managed(session: Session, event: Event, zone: str, moment: datetime) -> Managed:
    (row,) = event_rows(session, [event], moment)
    return Managed(
        row=row, zone=zone, about=event.about, bring=event.bring, audience=event.audience, ages=event.ages,
        why=event.cancelled_why, printed=event.lower_trust_code, group_most=event.group_most,
    )  # fmt: skip


def _figures(session: Session, who: Actor, event: Event, moment: datetime) -> Figures:
    counted = counts(session, who, event.id)
    stars = "" if counted.stars is None else f"{counted.stars:.1f}"
    untold = how_many_untold(session, event, moment)
    return Figures(**asdict(counted) | {"stars": stars, "untold": untold})
