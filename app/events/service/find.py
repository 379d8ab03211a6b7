"""Fetching events: staff through what they may, residents what is published."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_, true
from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.events.models import Event, EventSettings
from app.events.rules.standing import Settings, Standing, standing
from app.households.models import Community
from app.shared.errors import NotFound, Refused

SHOWN = 200  # events on a screen


def event_for(
    session: Session, who: Actor, event_id: UUID, permission: Permission, *, lock: bool = False
) -> Event:  # fmt: skip
    """An event of a community where they may. `lock`: until the transaction ends. Raises `NotFound`."""
    event = locked(session, event_id) if lock else session.get(Event, event_id)
    if event is None or not who.may_within(permission, event.community_id):
        raise no_event()
    return event


def public_event(session: Session, event_id: UUID, now: datetime) -> Event:
    """What anybody may see: published once, also finished and cancelled ones. Raises `NotFound`."""
    event = session.get(Event, event_id)
    if event is None or event.published_at is None or event.published_at > now:
        raise no_event()
    return event


def locked(session: Session, event_id: UUID) -> Event | None:
    """The row, until the transaction ends: places, the line and sign-ups change under it only.

    FOR NO KEY UPDATE: check-ins, which only point at the row, need not wait.
    """
    wanted = select(Event).where(Event.id == event_id).with_for_update(key_share=True)
    return session.exec(wanted.execution_options(populate_existing=True)).first()


def events_for(session: Session, who: Actor, since: datetime, until: datetime) -> Sequence[Event]:
    """The events that begin in a span and that they may know of, drafts too, in order."""
    wanted = select(Event).where(within(who, Permission.EVENT_COUNT), *_between(since, until))
    return session.exec(wanted.order_by(col(Event.starts_at), col(Event.id)).limit(SHOWN)).all()


def public_events(
    session: Session, since: datetime, until: datetime, now: datetime, community_id: UUID | None = None
) -> list[Event]:
    """What is published and ends or ended in a span, also what was cancelled, in order."""
    wanted = select(Event).where(col(Event.published_at) <= now, Event.ends_at >= since, Event.starts_at < until)
    if community_id is not None:
        wanted = wanted.where(Event.community_id == community_id)
    return list(session.exec(wanted.order_by(col(Event.starts_at), col(Event.id)).limit(SHOWN)))


def within(who: Actor, permission: Permission) -> ColumnElement[bool]:
    """A condition on `Event`: where they may. The SQL twin of `Actor.may_within`."""
    scopes = who.scopes_for(permission)
    if any(scope.community_id is None for scope in scopes):
        return true()
    return or_(false(), *(col(Event.community_id) == scope.community_id for scope in scopes))


def community_for(session: Session, who: Actor, permission: Permission, code: str | None = None) -> Community:
    """The community they act in; `code` chooses among several. Raises `NotFound`, `Refused` (`which_community`)."""
    scopes = who.scopes_for(permission)
    wanted = select(Community).order_by(col(Community.code))
    if not any(scope.community_id is None for scope in scopes):
        wanted = wanted.where(col(Community.id).in_([scope.community_id for scope in scopes]))
    if code is not None:
        wanted = wanted.where(Community.code == code)
    found = session.exec(wanted.limit(2)).all()
    if not found:
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    if len(found) > 1:
        raise Refused("which_community", "有几个社区，请说明是哪一个。", field="community")
    return found[0]


def settings_of(session: Session, community_id: UUID) -> Settings:
    """What the community has set about its events, or what holds without."""
    row = session.exec(select(EventSettings).where(EventSettings.community_id == community_id)).first()
    return Settings(**{one.name: getattr(row, one.name) for one in fields(Settings)}) if row else Settings()


def standing_of(event: Event, now: datetime) -> Standing:
    """draft, published, running, finished or cancelled."""
    return standing(event, now)


def no_event() -> NotFound:
    """Not there, or not yours."""
    return NotFound("no_such_event", "没有这场活动。")


def _between(since: datetime, until: datetime) -> tuple[ColumnElement[bool], ColumnElement[bool]]:
    return col(Event.starts_at) >= since, col(Event.starts_at) < until
