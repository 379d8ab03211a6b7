"""`/health/print`: charts, tables and averages on A4 for the doctor; with a code that opens the record for some hours.

Looking makes nothing. The code is made when the owner asks for it, is on that paper only, and is taken back on
`/health/shares` like whatever else they let somebody see.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from pathlib import Path
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from markupsafe import Markup
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import SignedIn, language_of
from app.health.chart.figure import Drawn, drawn
from app.health.rules.consent import age_on, needs_guardian
from app.health.rules.series import Window
from app.health.service.guardian import note_look
from app.health.service.listing import passing
from app.health.service.marks import MarkRow, marks_of
from app.health.service.settings import settings_of
from app.health.service.sharing import make_link
from app.health.service.trends import measures_kept, of, picture_of
from app.health.service.whose import own_of
from app.households.models import Community
from app.shared.clock import local_day, local_time, now
from app.shared.db import read, run
from app.shared.papers import paper
from app.shared.qr import qr_code
from app.shared.settings import settings

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
DAYS = (7, 30, 90, 365)
USUAL = 30


@dataclass(frozen=True)
class Sheet:
    """What is on the paper. `until`: local, of the code; `link_hours`: for how long one opens the record; `shares`: who
    looks may have one made, which a child under 14 may not."""

    name: str
    age: int | None
    sex: str
    community: str
    window: Window
    figures: list[Drawn]
    marks: list[MarkRow]
    today: date
    link_hours: int
    shares: bool


@router.get("/health/print", response_class=HTMLResponse)
async def look(request: Request, who: SignedIn, days: int = USUAL, person: UUID | None = None) -> HTMLResponse:
    """Without a code. `person`: a child that one answers for."""
    if person:
        await run(note_look, who, person, now())
    return await _page(request, who, days, person)


@router.post("/health/print", response_class=HTMLResponse)
async def with_code(
    request: Request, who: SignedIn, days: Annotated[int, Form()] = USUAL, person: UUID | None = None
) -> HTMLResponse:
    """With a code that was made for this paper. Raises `Refused` when nothing may be shared."""
    token, until = await run(_link, who, person, now())
    return await _page(request, who, days, person, f"{settings().public_url}/s/{token}", until)


async def _page(
    request: Request, who: Actor, days: int, person: UUID | None, link: str = "", until: str = ""
) -> HTMLResponse:
    days = days if days in DAYS else USUAL
    language = language_of(request)
    sheet = await read(_sheet, who, person, days, language, now())
    return paper(
        HERE / "printed.html", language, style=HERE / "printed.css", prints=True, sheet=sheet, days=days, spans=DAYS,
        qr=qr_code(link, border=2) if link else "", until=until, person=person or "", raw=Markup,
        sexes={"male": "男", "female": "女"},
    )  # fmt: skip


def _sheet(session: Session, who: Actor, person_id: UUID | None, days: int, language: str, moment: datetime) -> Sheet:
    """Raises `NotFound`."""
    owner, whose = own_of(session, who, moment, person_id)
    known, place = of(session, whose, moment), session.get_one(Community, whose.community_id)
    today = local_day(moment, known.zone)
    window = Window(date.fromordinal(today.toordinal() - days + 1), today)
    marks = [one for one in marks_of(session, whose.person_id, window.first) if one.day <= today]
    figures: list[Drawn] = []
    for measure in measures_kept(session, whose.person_id):
        rows = passing(session, whose.person_id, measure, *window.bounds(known.zone))
        figures += drawn(picture_of(known, measure, window, rows, marks), language, fold=False)
    shares = whose.person_id != owner.person_id or not needs_guardian(owner.born_on, today)
    return Sheet(
        whose.name, age_on(whose.born_on, today), whose.sex, place.name, window, figures, marks, today,
        settings_of(session, whose.community_id).link_hours, shares,
    )  # fmt: skip


def _link(session: Session, who: Actor, person_id: UUID | None, moment: datetime) -> tuple[str, str]:
    """The token, told this once, and until when it opens the record."""
    _, whose = own_of(session, who, moment, person_id)
    made = make_link(session, who, measures_kept(session, whose.person_id), moment, person_id=person_id)
    zone = session.get_one(Community, whose.community_id).zone
    return made.token, local_time(made.until, zone)
