"""Events outside the screens: attendance and its export for staff; sign-ups, feedback and calendars for everybody."""

from __future__ import annotations

import io
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Query, Request
from fastapi.responses import Response
from pydantic import BaseModel, ConfigDict, Field
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import SignedIn
from app.events.models import Event
from app.events.payload import Family
from app.events.service.attendance import Row, attendance
from app.events.service.calendar import feed, one_event
from app.events.service.export import export_csv, export_xlsx
from app.events.service.giving_up import cancel_by_code, sign_up_by_code
from app.events.service.pace import take_turn
from app.events.service.people import Caller
from app.events.service.said import MOST_WORDS, say
from app.events.service.signing import SignedUp, sign_up, signed_up
from app.passes.cookies import resident_token
from app.passes.service import device_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound
from app.shared.origins import client_address
from app.shared.settings import settings
from app.shared.text import Said

router = APIRouter(tags=["events"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CALENDAR = "text/calendar; charset=utf-8"
PRIVATE = {"cache-control": "no-store"}
COUNT = 2**31 - 1


class Attendance(BaseModel):
    """Everybody who is expected or came."""

    rows: list[Row]


@router.get("/api/events/calendar.ics", response_class=Response)
async def calendar_feed(community: Annotated[str | None, Query(max_length=12)] = None) -> Response:
    """The public events of a community (its 12-digit code) or of all, to subscribe to."""
    return Response(await read(feed, community, now()), media_type=CALENDAR)


@router.get("/api/events/{event_id}.ics", response_class=Response)
async def calendar_file(event_id: UUID) -> Response:
    """One public event for a phone's calendar, with reminders."""
    text = await read(one_event, event_id, now())
    return Response(text, media_type=CALENDAR, headers={"content-disposition": "attachment; filename=event.ics"})


@router.get("/api/events/{event_id}/attendance")
async def who_came(event_id: UUID, who: SignedIn) -> Attendance:
    """For staff of the community."""
    return Attendance(rows=await read(attendance, who, event_id))


@router.get("/api/events/{event_id}/attendance.xlsx", response_class=Response)
async def workbook(event_id: UUID, who: SignedIn) -> Response:
    """The attendance as a workbook; recorded."""

    def made(session: Session, who: Actor, moment: datetime) -> tuple[Event, bytes]:
        out = io.BytesIO()
        return export_xlsx(session, who, event_id, out, moment), out.getvalue()

    event, data = await run(made, who, now())
    return Response(data, media_type=XLSX, headers=_as_file(event, "xlsx"))


@router.get("/api/events/{event_id}/attendance.csv", response_class=Response)
async def table(event_id: UUID, who: SignedIn) -> Response:
    """The attendance as CSV; recorded."""
    event, text = await run(export_csv, who, event_id, now())
    return Response(text, media_type="text/csv; charset=utf-8", headers=_as_file(event, "csv"))


def _as_file(event: Event, ending: str) -> dict[str, str]:
    name = quote(f"签到表_{event.title}_{event.starts_at:%Y%m%d}.{ending}", safe="")
    return PRIVATE | {"content-disposition": f"attachment; filename=attendance.{ending}; filename*=UTF-8''{name}"}


class Place(BaseModel):
    """A sign-up as whoever made it sees it. `code`: keep it, it opens the sign-up again. `ahead`: families before."""

    id: UUID
    event_id: UUID
    code: str
    state: str
    size: int
    ahead: int
    names: list[str]


class Coded(Said):
    """The code that was given with a sign-up."""

    model_config = ConfigDict(extra="forbid")

    code: Annotated[str, Field(max_length=40)]


class Opinion(Said):
    """What somebody thought of an event."""

    model_config = ConfigDict(extra="forbid")

    stars: Annotated[int, Field(ge=-COUNT, le=COUNT)]  # the service says in words how many there are
    words: Annotated[str, Field(max_length=MOST_WORDS * 4)] = ""


@router.post("/api/events/{event_id}/sign-ups", status_code=201)
async def ask_for_places(event_id: UUID, family: Family, request: Request) -> Place:
    """Sign up, alone or with others: all get places or all wait. Nobody has to sign in. 429 for who is too fast."""
    caller = await _caller(request)
    await run(take_turn, "sign_up", caller, now())
    return _shown(await run(sign_up, caller, event_id, family, now()))


@router.post("/api/sign-ups/look-up")
async def look_up(coded: Coded, request: Request) -> Place:
    """How it stands with a sign-up. POST, so that no log and no history keeps the code."""

    def found(session: Session) -> SignedUp:
        return signed_up(session, sign_up_by_code(session, coded.code))

    async with _wrong_ones_slow_down(request):
        return _shown(await read(found))


@router.post("/api/sign-ups/cancel")
async def give_up(coded: Coded, request: Request) -> Place:
    """Give it up: the places go to who waits."""
    async with _wrong_ones_slow_down(request):
        return _shown(await run(cancel_by_code, coded.code, now()))


@router.post("/api/events/{event_id}/feedback", status_code=204)
async def opinion(event_id: UUID, said: Opinion, request: Request) -> None:
    """Stars and a few words, once per browser. No name is kept."""
    browser = resident_token(request) or f"{_address(request)} {request.headers.get('user-agent', '')}"
    await run(take_turn, "opinion", await _caller(request), now())
    await run(say, browser, event_id, said.stars, said.words, now())


@asynccontextmanager
async def _wrong_ones_slow_down(request: Request) -> AsyncIterator[None]:
    """A right code is always answered; wrong ones are counted, and refused when they come too fast."""
    try:
        yield
    except NotFound:
        await run(take_turn, "code", await _caller(request), now())
        raise


async def _caller(request: Request) -> Caller:
    device = await read(device_of, resident_token(request), now())
    return Caller(device, address=_address(request))


def _address(request: Request) -> str:
    return client_address(request.scope, settings().proxy_hops)


def _shown(made: SignedUp) -> Place:
    values: dict[str, Any] = vars(made) | {"names": list(made.names), "state": made.state.value}
    return Place(**values)
