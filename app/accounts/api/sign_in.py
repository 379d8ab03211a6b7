"""Signing in and out: plain forms that work before any script has loaded; they answer 303."""

from __future__ import annotations

from typing import Annotated
from urllib.parse import urlencode

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from pydantic import BaseModel

from app.accounts.cookies import cookie_name, signed_in, signed_out, visitor_of
from app.accounts.proving import prove
from app.accounts.rules.paths import own_path
from app.accounts.rules.rooms import landing
from app.accounts.service.sessions import end_session, revoke_everywhere
from app.accounts.service.sign_in import finish_sign_in
from app.accounts.session import MaybeSignedIn
from app.shared.clock import now
from app.shared.db import run
from app.shared.errors import Refused, SignInNeeded, TooMany
from app.shared.problems import cookie
from app.shared.settings import settings

router = APIRouter()


@router.post("/auth/login", status_code=303, response_class=RedirectResponse)
async def sign_in(
    request: Request,
    login: Annotated[str, Form(max_length=200)] = "",
    password: Annotated[str, Form(max_length=1000)] = "",
    next: Annotated[str, Form(max_length=500)] = "",
) -> Response:
    """Sign in. Right: 303 to `next` (a path of this site) with the session's cookie. Wrong: 303 back to /login."""
    visitor = visitor_of(request)
    try:
        attempt = await prove(login, password, visitor)
        entry = await run(finish_sign_in, attempt, visitor, now())
    except TooMany as error:
        return back(next, "wait", seconds=error.retry_after)
    except (Refused, SignInNeeded):
        return back(next, "wrong")
    return signed_in(go(own_path(next, landing(entry.who))), visitor, entry)


def back(next: str, why: str, **more: int) -> RedirectResponse:
    """To the sign-in screen. The fragment shows the sentence without any script (`:target`)."""
    path = own_path(next, "")
    query = {"why": why} | more | ({"next": path} if path else {})
    return go(f"/login?{urlencode(query)}#{why}")


def go(path: str) -> RedirectResponse:
    """303: whatever the method was, the browser gets the next page with GET."""
    return RedirectResponse(path, status_code=303)


@router.post("/auth/logout", status_code=303, response_class=RedirectResponse)
async def sign_out(request: Request) -> Response:
    """Sign this device out. 303 to /login, signed in or not."""
    await run(end_session, cookie(request.headers.get("cookie"), cookie_name()), now())
    return signed_out(go("/login"))


@router.post("/auth/logout-everywhere", status_code=303, response_class=RedirectResponse)
async def sign_out_everywhere(who: MaybeSignedIn) -> Response:
    """Sign out on every device, this one too. 303 to /login."""
    if who is not None:
        await run(revoke_everywhere, who, now())
    return signed_out(go("/login"))


class Options(BaseModel):
    """Which ways in there are besides the password."""

    oidc: bool


@router.get("/auth/options")
async def ways_in() -> Options:
    """Asked by the sign-in screen, which is a static file."""
    return Options(oidc=settings().oidc)
