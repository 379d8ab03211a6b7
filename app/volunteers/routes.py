"""Beside the screens of volunteers: the phone that is to remember them, their calendar, their data as a file."""

from __future__ import annotations

import json
from datetime import datetime
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import RedirectResponse, Response
from sqlmodel import Session

from app.accounts.session import language_of
from app.events.service.people import Caller
from app.passes.cookies import keep_resident
from app.passes.service import device_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError
from app.volunteers.service.calendar import calendar_by_code
from app.volunteers.service.joining import remember_here
from app.volunteers.service.own_data import own_data
from app.volunteers.service.who import me_of, no_volunteer

router = APIRouter(include_in_schema=False)
CALENDAR = "text/calendar; charset=utf-8"
LONGEST = 80


@router.post("/volunteer/here")
async def remember(key: Annotated[str, Form(max_length=LONGEST)] = "") -> RedirectResponse:
    """This phone acts as the volunteer from now on. `key`: what joining has just given, or their own code."""
    try:
        token = await run(_remember, key, now())
    except DomainError:
        return RedirectResponse("/volunteer", 303)
    answer = RedirectResponse("/volunteer", 303)
    keep_resident(answer, token)
    return answer


@router.get("/volunteer/{code}.ics", response_class=Response)
async def own_shifts(code: str, request: Request) -> Response:
    """What a phone's calendar subscribes to: their own code is in the address."""
    text = await read(calendar_by_code, code[:LONGEST], now(), language_of(request))
    return Response(text, media_type=CALENDAR, headers={"cache-control": "no-store"})


@router.get("/volunteer/{code}.json", response_class=Response)
async def own_file(code: str) -> Response:
    """Everything that is kept about them (PIPL art. 45)."""
    found = await read(_data, code[:LONGEST], now())
    headers = {"cache-control": "no-store", "content-disposition": "attachment; filename=volunteer.json"}
    return Response(json.dumps(found, ensure_ascii=False, indent=1), media_type="application/json", headers=headers)


def _remember(session: Session, key: str, moment: datetime) -> str:
    """The token for the cookie. Raises `NotFound`, `Refused`."""
    if me_of(session, Caller(device_of(session, key, moment))) is not None:
        return key
    me = me_of(session, Caller(), None, key) if key else None
    if me is None:
        raise no_volunteer()
    return remember_here(session, me, moment)


def _data(session: Session, code: str, moment: datetime) -> dict[str, Any]:
    me = me_of(session, Caller(), None, code) if code.strip() else None
    if me is None:
        raise no_volunteer()
    return own_data(session, me, me.volunteer_id, moment)
