"""Signing up, for oneself or on somebody's behalf: places and line in one transaction (`taking`)."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.events.models import Event
from app.events.payload import Family
from app.events.service.find import no_event
from app.events.service.namesakes import guest_by_name
from app.events.service.people import (
    Caller,
    Whom,
    by_device,
    by_name,
    clean_name,
    clean_phone,
    in_roster,
    of_household,
    relative,
)
from app.events.service.taking import SignedUp, check_open, check_size, signed_up, take_places

__all__ = ["SignedUp", "sign_up", "sign_up_for", "signed_up"]


def sign_up(session: Session, caller: Caller, event_id: UUID, family: Family, now: datetime) -> SignedUp:
    """A resident signs up, with or without others: all get places or all wait.

    The first is whom the caller has shown a pass of, or the owner of a remembered browser when their name was left out.
    Raises `NotFound`, `Refused`, `Conflict` (`signed_up_already`, `sign_up_closed`).
    """
    event = _open_event(session, event_id, now)
    device = caller.device if caller.device and caller.device.community_id == event.community_id else None
    names = [one.name for one in family.people] or [""]
    check_size(event, len(names))
    if caller.person_id is not None:
        first = in_roster(session, event.community_id, caller.person_id)
    elif device is not None and not names[0]:
        first = by_device(session, device)
    else:
        first = by_name(session, event.community_id, clean_name(names[0]), clean_phone(family.phone))
    mark = {"device_id": device.id if device else None}
    people = [first, *_others(session, first, names)]
    return take_places(session, event, people, first.phone or family.phone, mark, now)


def sign_up_for(
    session: Session, who: Actor, event_id: UUID, family: Family, now: datetime, *, person_id: UUID | None = None,
    kin: Sequence[UUID] = (),
) -> SignedUp:  # fmt: skip
    """Staff sign somebody up on their behalf, which is recorded on the sign-up.

    `person_id`: of the roster; `kin`: of the same household, who come along; whoever else comes stands in `family`
    from its second name on. Without `person_id` its first name is a guest: the phone number may be left out.
    Raises as `sign_up`, and `Conflict` (`same_name`) when a guest without a number cannot be told from somebody.
    """
    event = _open_event(session, event_id, now, who)
    names = [one.name for one in family.people] or [""]
    check_size(event, len(names) + len(kin))
    if person_id is not None:
        first = in_roster(session, event.community_id, person_id)
    elif family.phone:
        first = by_name(session, event.community_id, clean_name(names[0]), clean_phone(family.phone))
    else:
        first = guest_by_name(session, event.id, clean_name(names[0]))
    mark = {"by": author(who), "on_behalf": True}
    people = [first, *of_household(session, first, kin), *_others(session, first, names)]
    return take_places(session, event, people, family.phone, mark, now)


def _others(session: Session, first: Whom, names: list[str]) -> list[Whom]:
    return [relative(session, first, clean_name(name) if name else "") for name in names[1:]]


def _open_event(session: Session, event_id: UUID, now: datetime, who: Actor | None = None) -> Event:
    event = session.get(Event, event_id)
    if event is None or (who is not None and not who.may_within(Permission.EVENT_CHECK_IN, event.community_id)):
        raise no_event()
    if event.published_at is None or event.published_at > now:
        raise no_event()
    check_open(event, now)
    return event
