"""Coming in with pass and PIN: on one's own phone, and at the lounge's tablet. Plain forms that answer 303."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import Annotated, Any, Literal, TypeVar
from urllib.parse import urlencode
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import JSONResponse, RedirectResponse, Response
from pydantic import ConfigDict
from sqlmodel import Session, col, select

from app.accounts import passwords
from app.accounts.cookies import signed_in, visitor_of
from app.accounts.rules.paths import own_path
from app.health.cookies import got_up, sits, sitting_token
from app.health.models import ConsentKind, Origin
from app.health.payload import MeasureIn
from app.health.rules.settings import Settings
from app.health.service.consent import give
from app.health.service.measuring import keep
from app.health.service.mine import Mine, measuring_settings, mine_of
from app.health.service.settings import settings_of
from app.health.service.sign_in import community_for, sign_in
from app.health.service.sittings import enter, leave, touch
from app.households.models import Community
from app.passes.service import OwnPass, PinTry, begin_pin, finish_pin
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Refused, SignInNeeded, TooMany
from app.shared.origins import client_address
from app.shared.settings import settings
from app.shared.text import Said

T = TypeVar("T")
LetIn = Callable[[Session, OwnPass, datetime], T]
router = APIRouter(tags=["health"])
NO_STORE = {"cache-control": "no-store"}
Pass = Annotated[str, Form(alias="pass", max_length=200)]
Pin = Annotated[str, Form(max_length=40)]
Code = Annotated[str, Form(max_length=32)]


@router.post("/auth/pass", status_code=303, response_class=RedirectResponse)
async def come_in(
    request: Request, code: Pass = "", pin: Pin = "", community: Code = "",
    next: Annotated[str, Form(max_length=500)] = "",
) -> Response:  # fmt: skip
    """Sign in with a pass (its address, token or six letters) and PIN. Right: 303 to `next` or /health with the
    session's cookie. Wrong: 303 back to /health."""
    visitor = visitor_of(request)
    try:
        entry = await _prove(request, code, pin, community, lambda session, own, at: sign_in(session, own, visitor, at))
    except TooMany as error:
        return _back("/health", "wait", seconds=error.retry_after)
    except (Refused, SignInNeeded):
        return _back("/health", "wrong")
    return signed_in(_go(own_path(next, "/health")), visitor, entry)


@router.post("/health/lounge/enter", status_code=303, response_class=RedirectResponse)
async def sit_down(request: Request, code: Pass = "", pin: Pin = "", community: Code = "") -> Response:
    """Sit down at the tablet. 303 to /health/lounge: with the cookie of the sitting, or with `why`."""
    try:
        old = sitting_token(request)
        token = await _prove(request, code, pin, community, lambda session, own, at: enter(session, own, old, at))
    except TooMany as error:
        return _back("/health/lounge", "wait", seconds=error.retry_after)
    except (Refused, SignInNeeded):
        return _back("/health/lounge", "wrong")
    return sits(_go("/health/lounge"), token)


@router.post("/health/lounge/leave", status_code=303, response_class=RedirectResponse)
async def get_up(request: Request) -> Response:
    """Get up. 303 to /health/lounge, whether somebody sat there or not; the browser forgets what it has cached."""
    await run(leave, sitting_token(request), now())
    answer = got_up(_go("/health/lounge"))
    answer.headers["clear-site-data"] = '"cache"'
    return answer


class AtTablet(Said):
    """Who sits there, if somebody does, and what holds while measuring. `settings`: as in `Mine`."""

    person: Mine | None
    settings: dict[str, Any]


@router.get("/api/health/sitting", response_model=AtTablet)
async def who_sits(request: Request, community: str = "") -> JSONResponse:
    """What the tablet has to know: of whoever sits there, and of the community for those who just measure."""
    moment = now()
    try:
        person = await run(_seen, sitting_token(request), moment)
    except SignInNeeded:
        person = None
    found = await read(_settings, community[:32])
    return JSONResponse({"person": person, "settings": measuring_settings(found)}, headers=NO_STORE)


@router.post("/api/health/sitting/measure")
async def measured(request: Request, data: MeasureIn) -> JSONResponse:
    """Keep what whoever sits there has measured. A retry is the same. 401: nobody sits there (any more)."""
    kept = await run(_keep, sitting_token(request), data, now())
    return JSONResponse({"kept": kept}, headers=NO_STORE)


class Agreeing(Said):
    """`kind` and `version` of the words that were on the screen."""

    model_config = ConfigDict(extra="forbid")

    kind: Literal["keep", "follow_up"]
    version: int


@router.post("/api/health/sitting/consent")
async def agreed(request: Request, data: Agreeing) -> JSONResponse:
    """Whoever sits there agrees. 401: nobody sits there (any more)."""
    person = await run(_agree, sitting_token(request), data, now())
    return JSONResponse({"person": person}, headers=NO_STORE)


async def _prove(request: Request, code: str, pin: str, community: str, let_in: LetIn[T]) -> T:
    """What `let_in` gives for the pass, when the PIN was right. Raises `TooMany`, `Refused`, `SignInNeeded`."""
    here = await read(community_for, code, community)
    if here is None:
        raise Refused("wrong_pin", "居民码或密码不对。", field="pin")
    address = client_address(request.scope, settings().proxy_hops)
    tried = await run(begin_pin, here, code, address, now())
    right = await passwords.check("".join(pin.split()), tried.pin_hash)
    return await run(_let_in, tried, right, now(), let_in)


def _let_in(session: Session, tried: PinTry, right: bool, moment: datetime, let_in: LetIn[T]) -> T:
    return let_in(session, finish_pin(session, tried, right, moment), moment)


def _seen(session: Session, token: str | None, moment: datetime) -> dict[str, Any]:
    return _said(mine_of(session, touch(session, token, moment), moment))


def _keep(session: Session, token: str | None, data: MeasureIn, moment: datetime) -> list[str]:
    rows = keep(session, touch(session, token, moment), data, Origin.LOUNGE, moment)
    return [str(one.id) for one in rows]


def _agree(session: Session, token: str | None, data: Agreeing, moment: datetime) -> dict[str, Any]:
    owner = touch(session, token, moment)
    give(session, owner, ConsentKind(data.kind), data.version, moment)
    return _said(mine_of(session, owner, moment))


def _said(mine: Mine) -> dict[str, Any]:
    return dict(vars(mine))


def _settings(session: Session, code: str) -> Settings:
    wanted = select(Community.id).order_by(col(Community.code)).limit(1)
    found: UUID | None = session.exec(wanted.where(Community.code == code) if code else wanted).first()
    return settings_of(session, found) if found else Settings()


def _go(path: str) -> RedirectResponse:
    return RedirectResponse(path, status_code=303)


def _back(path: str, why: str, **more: int) -> RedirectResponse:
    """The fragment shows the sentence without any script (`:target`)."""
    return _go(f"{path}?{urlencode({'why': why} | more)}#{why}")
