"""Rows of the screen `/admin/events/<id>`: who is coming, who came, what is to be looked at, what people thought."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.events.models import Attendee, DoorTry, SignUp
from app.events.service.arrivals import door_tries
from app.events.service.attendance import Row, attendance
from app.events.service.said import what_was_said
from app.events.state.rows import hour
from app.households.models import Person

TABS = ("expected", "came", "tell", "look", "said")
MOST = 300  # people on the screen; the search narrows them down


@dataclass
class PersonRow:
    """Somebody at the event, named to staff. `state`: confirmed, waiting, walk_in; `came` an hour, empty if not yet.

    `via`: a value of `Via`; `family`: the sign-up they are on; `mine`: whoever looks checked them in; `on_behalf`: the
    colleague who signed them up.
    """

    id: str = ""
    name: str = ""
    phone: str = ""
    state: str = ""
    came: str = ""
    left: str = ""
    via: str = ""
    by: str = ""
    lower: bool = False
    on_behalf: str = ""
    family: str = ""
    line: int = 0
    mine: bool = False
    flagged: bool = False
    flags: list[str] = field(default_factory=list)
    name_deleted: bool = False
    phone_deleted: bool = False


@dataclass
class ClashRow:
    """Something at the door that a person should look at. `code`: a verdict; how many `times`, the `last` an hour."""

    id: str = ""
    code: str = ""
    name: str = ""
    at: str = ""
    via: str = ""
    by: str = ""
    let_in: bool = False
    times: int = 1
    last: str = ""


@dataclass
class SaidRow:
    """What somebody thought, without a name."""

    id: str = ""
    stars: int = 0
    words: str = ""


def people(
    session: Session, who: Actor, event_id: UUID, tab: str, typed: str, zone: str, now: datetime
) -> list[PersonRow]:
    """Those who are expected, or those who came. `typed`: part of a name, or of a phone number."""
    rows = [one for one in attendance(session, who, event_id) if (one.came_at is not None) == (tab == "came")]
    text = "".join(typed.split()).lower()
    if text:
        rows = [one for one in rows if text in one.name.lower() or (len(text) > 2 and text in one.phone)]
    if tab == "came":
        rows.sort(key=lambda one: one.came_at or now, reverse=True)
    else:
        rows.sort(key=lambda one: (one.state == "waiting", one.in_line or 0))
    helpers = _helpers(session, {one.family for one in rows if one.on_behalf})
    return [_person(one, who, helpers, zone, now) for one in rows[:MOST]]


def _helpers(session: Session, families: set[UUID | None]) -> dict[UUID | None, str]:
    """By sign-up, the colleague who made it."""
    wanted = select(SignUp.id, Account.name).join(Account, col(Account.id) == col(SignUp.by))
    return dict(session.exec(wanted.where(col(SignUp.id).in_(families))).all()) if families else {}


def _person(one: Row, who: Actor, helpers: dict[UUID | None, str], zone: str, now: datetime) -> PersonRow:
    return PersonRow(
        id=str(one.id), name=one.name, phone=one.phone, state=one.state, came=hour(one.came_at, zone, now),
        left=hour(one.left_at, zone, now), via=one.via, by=one.by, lower=one.trust == "lower",
        on_behalf=helpers.get(one.family, ""), family=str(one.family or ""), line=one.in_line or 0,
        mine=bool(one.by) and one.by == who.name, flagged=bool(one.flags), flags=one.flags,
        name_deleted=one.name_deleted, phone_deleted=one.phone_deleted and not one.phone,
    )  # fmt: skip


def clashes(session: Session, who: Actor, event_id: UUID, zone: str, now: datetime) -> list[ClashRow]:
    """What nobody has looked at yet."""
    tries = door_tries(session, who, event_id)
    names = _names(session, tries)
    staff = {one.id: one.name for one in session.exec(select(Account).where(col(Account.id).in_(_ids(tries, "by"))))}
    return [
        ClashRow(
            str(one.id), one.code, names.get(one.attendee_id) or names.get(one.person_id) or "",
            hour(one.at, zone, now), one.via.value, staff.get(one.by, "") if one.by else "", one.let_in,
            one.times, hour(one.last_at or one.at, zone, now),
        )
        for one in tries
    ]  # fmt: skip


def _names(session: Session, tries: list[DoorTry]) -> dict[UUID | None, str]:
    wanted = select(Attendee, Person.name).join(Person, col(Person.id) == col(Attendee.person_id), isouter=True)
    found = session.exec(wanted.where(col(Attendee.id).in_(_ids(tries, "attendee_id"))))
    names: dict[UUID | None, str] = {one.id: name or one.name or "" for one, name in found}
    persons = session.exec(select(Person).where(col(Person.id).in_(_ids(tries, "person_id"))))
    return names | {one.id: one.name for one in persons}


def _ids(tries: list[DoorTry], name: str) -> set[UUID]:
    return {getattr(one, name) for one in tries if getattr(one, name) is not None}


def said(session: Session, who: Actor, event_id: UUID) -> list[SaidRow]:
    """Newest first."""
    return [SaidRow(str(one.id), one.stars, one.words) for one in what_was_said(session, who, event_id)]
