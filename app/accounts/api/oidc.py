"""The two routes of signing in through the identity provider."""

from __future__ import annotations

import logging
from typing import Annotated

from fastapi import APIRouter, Query, Request
from fastapi.responses import RedirectResponse, Response

from app.accounts.api.sign_in import back, go
from app.accounts.cookies import signed_in, visitor_of
from app.accounts.oidc import Vouched, come_back, forget, leave
from app.accounts.rules.paths import own_path
from app.accounts.rules.rooms import landing
from app.accounts.service.identities import account_behind, meet
from app.accounts.service.sign_in import let_in
from app.shared.clock import now
from app.shared.db import run
from app.shared.errors import Refused, SignInNeeded

log = logging.getLogger("linju.oidc")
router = APIRouter(prefix="/auth/oidc")


@router.get("", status_code=302, response_class=RedirectResponse)
async def to_the_provider(request: Request, next: Annotated[str, Query(max_length=500)] = "") -> Response:
    """Leave for the identity provider. 404 where none is configured."""
    try:
        return await leave(request, own_path(next, ""))
    except Refused as error:
        log.warning("%s: %s", error.code, error.__cause__)
        return back(next, "provider")


@router.get("/callback", status_code=303, response_class=RedirectResponse)
async def from_the_provider(request: Request) -> Response:
    """Come back. Linked: signed in. Unknown here: remembered, and told to ask an admin."""
    try:
        vouched, next = await come_back(request)
    except Refused as error:
        log.warning("%s: %s", error.code, error.__cause__)
        return forget(back("", "provider" if error.code == "oidc_unreachable" else "cancelled"))
    return forget(await _let_in(request, vouched, next))


async def _let_in(request: Request, vouched: Vouched, next: str) -> Response:
    visitor = visitor_of(request)
    identity = await run(meet, vouched.issuer, vouched.subject, vouched.name, now())
    try:
        account_id = await run(account_behind, identity, now())
        if account_id is None:
            return back(next, "unlinked")
        entry = await run(let_in, account_id, visitor, now())
    except SignInNeeded:
        return back(next, "closed")
    return signed_in(go(own_path(next, landing(entry.who))), visitor, entry)
