"""Who is behind a request or a socket: derived from the cookie and the database, every time.

Routes:      `async def round(who: SignedIn, device: CurrentSession) -> …`
Handlers:    `who = await who_is(self)` (Reflex keeps the headers of the moment the socket connected, so a
             sign-in or sign-out ends with a full page load)
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from typing import Annotated, Any
from uuid import UUID

from fastapi import Depends, Request
from sqlmodel import Session

from app.accounts.cookies import cookie_name
from app.accounts.models import SignInSession
from app.accounts.rules import Actor
from app.accounts.rules.sessions import is_stale
from app.accounts.service import actor_of
from app.accounts.service.sessions import session_of, touch
from app.shared import db
from app.shared.clock import now
from app.shared.errors import SignInNeeded
from app.shared.problems import cookie, language_of

__all__ = [
    "CurrentSession",
    "MaybeSignedIn",
    "SignedIn",
    "actor_from_cookie",
    "cookie_name",
    "current_session_id",
    "language_of",
    "session_id_of",
    "who_is",
]


@dataclass(frozen=True)
class Found:
    """A person and the session they came in with."""

    actor: Actor
    session_id: UUID
    stale: bool


def actor_from_cookie(session: Session, cookie_header: str | None, now: datetime) -> Actor:
    """The person behind a Cookie header. Raises `SignInNeeded`."""
    return find(session, cookie_header, now).actor


def find(session: Session, cookie_header: str | None, now: datetime) -> Found:
    """The person and the session behind a Cookie header. Raises `SignInNeeded`."""
    row: SignInSession = session_of(session, cookie(cookie_header, cookie_name()), now)
    return Found(actor_of(session, row.account_id, now), row.id, is_stale(row.last_seen_at, now))


async def _found(request: Request) -> Found:
    return await _look_up(request.headers.get("cookie"))


async def _look_up(cookie_header: str | None) -> Found:
    moment = now()
    found = await db.read(find, cookie_header, moment)
    if found.stale:
        await db.run(touch, found.session_id, moment)
    return found


async def _signed_in(found: Annotated[Found, Depends(_found)]) -> Actor:
    return found.actor


async def _maybe_signed_in(request: Request) -> Actor | None:
    try:
        return (await _found(request)).actor
    except SignInNeeded:
        return None


async def current_session_id(found: Annotated[Found, Depends(_found)]) -> UUID:
    """The session (= signed-in device) of this request. Raises `SignInNeeded`."""
    return found.session_id


async def _maybe_session_id(request: Request) -> UUID | None:
    try:
        return (await _found(request)).session_id
    except SignInNeeded:
        return None


SignedIn = Annotated[Actor, Depends(_signed_in)]
MaybeSignedIn = Annotated[Actor | None, Depends(_maybe_signed_in)]
CurrentSession = Annotated[UUID, Depends(current_session_id)]
MaybeSession = Annotated[UUID | None, Depends(_maybe_session_id)]


async def who_is(state: Any) -> Actor:
    """The person whose browser runs this `rx.State`. Raises `SignInNeeded`. Ask it in every handler."""
    return (await _look_up(_cookies(state))).actor


async def session_id_of(state: Any) -> UUID:
    """The session behind this `rx.State`. Raises `SignInNeeded`."""
    return (await _look_up(_cookies(state))).session_id


def _cookies(state: Any) -> str:
    return state.router.headers.cookie
