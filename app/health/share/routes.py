"""`/health/shared/<person>` for a clinician or somebody of the family, `/s/<token>` for whoever holds the code.

Over, taken back, erased and never there are one calm answer. Every look is recorded and seen by the owner. A right code
is always answered; wrong ones are counted, and refused when they come too fast.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from sqlmodel import Session

from app.accounts.session import MaybeSignedIn, language_of
from app.events.service.pace import check_pace, count_try
from app.events.service.people import Caller
from app.health.service.seeing import Shared, by_link, shared_readings
from app.health.share import words
from app.health.share.sheet import DAYS, USUAL, Sheet, sheet_of, since_of
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import NotFound, TooMany
from app.shared.i18n import translate
from app.shared.origins import client_address
from app.shared.papers import paper
from app.shared.settings import settings

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
LONGEST = 80  # characters of a token that are looked at
PRINT = "print"
Days = Annotated[str, Query(max_length=8)]
Form = Annotated[str, Query(max_length=8)]


@router.get("/health/shared/{person_id}", response_class=HTMLResponse)
async def by_account(
    person_id: str, request: Request, who: MaybeSignedIn, days: Days = "", form: Form = ""
) -> HTMLResponse:
    """Of somebody who shares with this clinician, or with this somebody of their family."""
    if who is None:
        return _instead(request, words.SIGN_IN, 401, own=True)

    def look(session: Session, moment: datetime) -> Shared:
        since = since_of(_days(days), moment)
        return shared_readings(session, who, uuid_of(person_id), moment, _what(form), since=since)

    try:
        sheet = await run(_sheet, look, _days(days), language_of(request), form, now())
    except NotFound:
        return _instead(request, words.NOTHING, 404, own=True)
    return _page(request, sheet, _days(days), form, own=True)


@router.get("/s/{token}", response_class=HTMLResponse)
async def by_code(token: str, request: Request, days: Days = "", form: Form = "") -> HTMLResponse:
    """What the code opens that an owner has made for a doctor."""

    def look(session: Session, moment: datetime) -> Shared:
        return by_link(session, token[:LONGEST], moment, _what(form), since=since_of(_days(days), moment))

    caller = Caller(address=client_address(request.scope, settings().proxy_hops))
    try:
        sheet = await run(_sheet, look, _days(days), language_of(request), form, now())
    except NotFound:
        return await _wrong(request, caller)
    return _page(request, sheet, _days(days), form)


async def _wrong(request: Request, caller: Caller) -> HTMLResponse:
    try:
        await read(check_pace, "link", caller, now())
    except TooMany as slow:
        answer = _instead(request, (words.NOTHING[0], slow.sentence(language_of(request))), 429)
        answer.headers["retry-after"] = str(slow.retry_after)
        return answer
    await run(count_try, "link", caller, now())
    return _instead(request, words.NOTHING, 404)


def _sheet(
    session: Session, look: Callable[[Session, datetime], Shared], days: int, language: str, form: str, now: datetime
) -> Sheet:
    return sheet_of(session, look(session, now), days, language, now, fold=form != PRINT)


def _days(said: str) -> int:
    return int(said) if said in map(str, DAYS) else USUAL


def _what(form: str) -> str:
    return PRINT if form == PRINT else "page"


def _page(request: Request, sheet: Sheet, days: int, form: str, *, own: bool = False) -> HTMLResponse:
    return _paper(
        request, sheet=sheet, days=days, spans=DAYS, printing=form == PRINT, own=own, raw=Markup, sexes=words.SEXES,
        here=request.url.path,
    )  # fmt: skip


def _instead(request: Request, said: tuple[str, str], status: int, *, own: bool = False) -> HTMLResponse:
    title, hint = (translate(one, language_of(request)) for one in said)
    return _paper(request, status, sheet=None, title=title, hint=hint, own=own, signs_in=status == 401)


def _paper(request: Request, status: int = 200, **values: Any) -> HTMLResponse:
    prints = bool(values.get("printing"))
    made = paper(
        HERE / "shared.html", language_of(request), style=HERE / "shared.css", status=status, prints=prints, **values
    )
    made.headers["referrer-policy"] = "no-referrer"  # the address is the key
    return made
