"""Somebody sits at the lounge's tablet: begun with pass and PIN, ended by a touch or by itself."""

from __future__ import annotations

import secrets
from datetime import datetime, timedelta
from uuid import UUID

from sqlalchemy import update
from sqlmodel import Session, col, select

from app.accounts.service.people import actor_of
from app.health.models import Sitting
from app.health.rules.settings import Settings
from app.health.service.settings import settings_of
from app.health.service.sign_in import account_for
from app.health.service.whose import Owner, owner_by_person
from app.passes.service import OwnPass
from app.passes.service.accounts import on_shut
from app.passes.service.devices import token_hash
from app.shared.errors import SignInNeeded

LONGEST = timedelta(hours=1)  # however often the tablet is touched
SEEN_AGAIN = timedelta(seconds=5)  # how exactly `seen_at` is kept


def enter(session: Session, own: OwnPass, old: str | None, now: datetime) -> str:
    """Sit down. The sitting that this tablet had ends. Returns the token for the cookie. Raises `SignInNeeded` if their
    account is disabled."""
    leave(session, old, now)
    actor_of(session, account_for(session, own.person_id, now), now)  # who agrees there stands in the record by name
    owner, token = owner_by_person(session, own.person_id), secrets.token_urlsafe(24)
    row = Sitting(
        community_id=own.community_id, person_id=owner.person_id, token_hash=token_hash(token), seen_at=now,
        created_at=now,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return token


def leave(session: Session, token: str | None, now: datetime) -> None:
    """Get up. An unknown token is no mistake."""
    if token:
        mine = update(Sitting).where(col(Sitting.token_hash) == token_hash(token), col(Sitting.ended_at).is_(None))
        session.execute(mine.values(ended_at=now))


def sitting_of(session: Session, token: str | None, now: datetime) -> Owner:
    """Who sits there. Raises `SignInNeeded`: nobody, no more, or for too long without a touch."""
    return _sits(session, token, now)[1]


def touch(session: Session, token: str | None, now: datetime) -> Owner:
    """The same, and the tablet was touched. Raises `SignInNeeded`."""
    row, owner = _sits(session, token, now)
    if row.seen_at < now - SEEN_AGAIN:
        row.seen_at = now
        session.flush()
    return owner


def end_of_idle(found: Settings) -> timedelta:
    """After how long without a touch the server ends it. The screen ends it after `idle_seconds`, but not while
    somebody rests before a measurement: that long nobody is to touch anything."""
    return timedelta(seconds=found.idle_seconds + found.rest_seconds + found.between_seconds)


@on_shut
def end_sittings(session: Session, person_ids: set[UUID], now: datetime) -> None:
    """The pass or PIN with which somebody sat down holds no more."""
    theirs = update(Sitting).where(col(Sitting.person_id).in_(person_ids), col(Sitting.ended_at).is_(None))
    session.execute(theirs.values(ended_at=now), execution_options={"synchronize_session": "fetch"})


def _sits(session: Session, token: str | None, now: datetime) -> tuple[Sitting, Owner]:
    row = _open(session, token, now)
    if row is None:
        raise SignInNeeded
    owner = owner_by_person(session, row.person_id)
    if owner.account_id is not None:
        actor_of(session, owner.account_id, now)  # nobody whose account was disabled meanwhile
    return row, owner


def _open(session: Session, token: str | None, now: datetime) -> Sitting | None:
    if not token:
        return None
    row = session.exec(select(Sitting).where(Sitting.token_hash == token_hash(token))).first()
    if row is None or row.ended_at is not None or row.created_at <= now - LONGEST:
        return None
    return row if now - row.seen_at <= end_of_idle(settings_of(session, row.community_id)) else None
