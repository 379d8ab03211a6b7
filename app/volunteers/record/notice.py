"""`/volunteer/notice`: the public notice of hours. Anybody reads it, names masked, and anybody may object."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Form, Request
from fastapi.responses import HTMLResponse
from sqlmodel import Session, col, select

from app.accounts.session import language_of
from app.events.service.pace import take_turn
from app.households.models import Community
from app.shared.asked import uuid_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import DomainError
from app.shared.i18n import translate
from app.shared.papers import paper
from app.volunteers.record import words
from app.volunteers.record.asked import caller_of, hours
from app.volunteers.service.find import settings_of
from app.volunteers.service.notice import MOST_WORDS, Noticed, object_to, on_notice

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
RECEIVED = "异议收到了，核实清楚之前不会入账。"  # in `words.WORDS`


@dataclass(frozen=True)
class Board:
    """The notice of one community."""

    community: str
    days: int
    rows: list[Noticed]


@router.get("/volunteer/notice", response_class=HTMLResponse)
async def board(request: Request) -> HTMLResponse:
    """What hangs out now."""
    return await _page(request)


@router.post("/volunteer/notice", response_class=HTMLResponse)
async def objected(
    request: Request,
    about: Annotated[str, Form(max_length=40)] = "",
    words: Annotated[str, Form(max_length=MOST_WORDS * 4)] = "",
    contact: Annotated[str, Form(max_length=200)] = "",
) -> HTMLResponse:
    """Say that hours are not right."""
    caller, moment = await caller_of(request), now()
    try:
        await run(take_turn, "opinion", caller, moment)
        await run(object_to, uuid_of(about), words, contact, moment)
    except DomainError as error:
        sentence = error.sentence(language_of(request))
        return await _page(request, status=error.status, about=about, wrong=sentence, typed=words)
    return await _page(request, said=translate(RECEIVED, language_of(request)))


async def _page(request: Request, *, status: int = 200, **values: Any) -> HTMLResponse:
    shown = {"said": "", "about": "", "wrong": "", "typed": ""} | values
    boards = await read(_boards)
    return paper(
        HERE / "notice.html", language_of(request), style=HERE / "record.css", status=status, hours=hours,
        boards=boards, kinds=words.KINDS, most=MOST_WORDS, **shown,
    )  # fmt: skip


def _boards(session: Session) -> list[Board]:
    found = [
        Board(one.name, settings_of(session, one.id).notice_days, on_notice(session, one.id))
        for one in session.exec(select(Community).order_by(col(Community.name)))
    ]
    return [one for one in found if one.rows]
