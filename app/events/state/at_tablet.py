"""What the lounge's tablet shows and does, one transaction each."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.events.models import Via
from app.events.rules.admission import LETS_IN, Verdict
from app.events.rules.masking import masked
from app.events.service.arrivals import bring_along, check_in_kin, kin_of
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.find import event_for, settings_of
from app.events.service.tablet import Match, are_alike, calm_down, find_at_tablet, walk_in
from app.events.state.listed import event_rows
from app.events.state.rows import EventRow
from app.shared.asked import uuid_of
from app.shared.errors import Refused

GOOD = {*LETS_IN, Verdict.ALREADY}


@dataclass
class MatchRow:
    """Somebody it may be. `key` opens the door for them; `name` is masked."""

    key: str = ""
    name: str = ""
    hint: str = ""
    expected: bool = False
    came: bool = False
    hour: str = ""


@dataclass
class KinRow:
    """Somebody of the same sign-up who is not in yet."""

    key: str = ""
    name: str = ""


def event_at(session: Session, who: Actor, event_id: UUID, now: datetime) -> tuple[EventRow, int]:
    """The event and for how many days guests are kept. Raises `NotFound`."""
    found = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    return event_rows(session, [found], now)[0], settings_of(session, found.community_id).keep_guests


def found(session: Session, who: Actor, event_id: UUID, typed: str, screen: str, now: datetime) -> list[Match]:
    """Who it may be. Raises `NotFound`, `Refused`, `TooMany`."""
    return find_at_tablet(session, who, event_id, typed[:200], screen, now)


def match_rows(matches: list[Match]) -> list[MatchRow]:
    """As the screen shows them. Raises `Refused` where two look alike: a tap could be the wrong one's."""
    if are_alike(matches):
        raise Refused("namesakes", "这里有同名的几位。请写手机或者身份证的后四位，就知道是您。", field="text")
    return [_row(one) for one in matches]


def _row(one: Match) -> MatchRow:
    key = f"a:{one.attendee_id}" if one.attendee_id else f"p:{one.person_id}"
    return MatchRow(key, one.name, one.hint, one.expected, one.came_at is not None, one.hour)


def enter(
    session: Session, who: Actor, event_id: UUID, key: str, screen: str, now: datetime
) -> tuple[Told, list[KinRow]]:  # fmt: skip
    """Somebody who was found. `key`: of their row."""
    kind, _, text = key.partition(":")
    shown = Shown(attendee_id=uuid_of(text)) if kind == "a" else Shown(person_id=uuid_of(text))
    told = check_in(session, who, event_id, shown, How(Via.TABLET), now)
    return _with_kin(session, told, screen, now)


def enter_new(
    session: Session, who: Actor, event_id: UUID, name: str, phone: str, screen: str, now: datetime
) -> tuple[Told, list[KinRow]]:  # fmt: skip
    """Somebody who is on no list, or whom name and number find there after all."""
    return _with_kin(session, walk_in(session, who, event_id, name, now, phone), screen, now)


def _with_kin(session: Session, told: Told, screen: str, now: datetime) -> tuple[Told, list[KinRow]]:
    if told.mine:
        calm_down(session, told.event_id, screen, now)
    kin = kin_of(session, told.attendee_id) if told.verdict in GOOD and told.attendee_id else []
    return told, [KinRow(str(one.attendee_id), masked(one.name)) for one in kin]


def bring(session: Session, who: Actor, told: Told, kin: UUID, now: datetime) -> None:
    """Somebody of the same sign-up."""
    event_for(session, who, told.event_id, Permission.EVENT_CHECK_IN)  # the person may have signed out meanwhile
    check_in_kin(session, who, told, [kin], How(Via.FAMILY), now)


def bring_named(session: Session, who: Actor, told: Told, name: str, now: datetime) -> Told:
    """Somebody of the family who is on no list."""
    event_for(session, who, told.event_id, Permission.EVENT_CHECK_IN)
    return bring_along(session, who, told, name, How(Via.FAMILY), now)
