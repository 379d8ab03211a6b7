"""Who asks for a page: the same three ways as on the screens of volunteers, and how hours are written."""

from __future__ import annotations

from fastapi import Request
from sqlmodel import Session

from app.accounts.rules import Actor
from app.events.service.people import Caller
from app.passes.cookies import resident_token
from app.passes.service import device_of
from app.shared.clock import now
from app.shared.db import read
from app.shared.origins import client_address
from app.shared.settings import settings
from app.volunteers.service.who import Me, me_of

LONGEST = 40  # characters of a code that are looked at


async def caller_of(request: Request) -> Caller:
    """The browser that asks."""
    address = client_address(request.scope, settings().proxy_hops)
    return Caller(await read(device_of, resident_token(request), now()), address=address)


async def me_here(request: Request, who: Actor | None) -> Me | None:
    """Which volunteer it is: by their own link (`?code=`), this browser, or an account. None: nobody."""
    return await read(_me, await caller_of(request), who, request.query_params.get("code", "")[:LONGEST])


def _me(session: Session, caller: Caller, who: Actor | None, code: str) -> Me | None:
    return me_of(session, caller, who.account_id if who else None, code)


def hours(minutes: int) -> str:
    """`1.5`, `0.25`, `2`."""
    return f"{minutes / 60:.2f}".rstrip("0").rstrip(".")
