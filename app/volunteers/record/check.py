"""`/record`: anybody checks a 志愿服务记录 by its code, without an account. A right code is always answered; wrong
ones are counted, and refused when they come too fast."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Any

from fastapi import APIRouter, Query, Request
from fastapi.responses import HTMLResponse, RedirectResponse, Response

from app.accounts.session import language_of
from app.events.service.pace import check_pace, count_try
from app.passes.rules.codes import grouped
from app.shared.clock import local_day, now
from app.shared.db import read, run
from app.shared.errors import TooMany
from app.shared.i18n import translate
from app.shared.papers import paper
from app.volunteers.record import words
from app.volunteers.record.asked import LONGEST, caller_of, hours
from app.volunteers.rules.service_record import Standing, read_code
from app.volunteers.service.records import Checked, check_record

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent
STATUS = {Standing.GOOD: 200, Standing.CHANGED: 200, Standing.WITHDRAWN: 410, Standing.ERASED: 410}


@router.get("/record", response_class=HTMLResponse)
async def ask(request: Request, code: Annotated[str, Query()] = "") -> Response:
    """Type a code."""
    if not code.strip():
        return _page(request)
    clean = read_code(code[:LONGEST])
    return RedirectResponse(f"/record/{clean}", 303) if clean else _page(request, words.NOT_A_CODE, 422)


@router.get("/record/{code}", response_class=HTMLResponse)
async def check(code: str, request: Request) -> HTMLResponse:
    """What the QR on a record opens."""
    found = await read(check_record, code[:LONGEST])
    if found is not None:
        return _page(request, status=STATUS[found.standing], found=found)
    caller = await caller_of(request)
    try:
        await read(check_pace, "record", caller, now())
    except TooMany as slow:
        made = _page(request, slow.sentence(language_of(request)), 429)
        made.headers["retry-after"] = str(slow.retry_after)
        return made
    await run(count_try, "record", caller, now())
    return _page(request, words.NO_SUCH, 404)


def _page(request: Request, wrong: str = "", status: int = 200, found: Checked | None = None) -> HTMLResponse:
    language = language_of(request)
    values: dict[str, Any] = {"wrong": translate(wrong, language) if wrong else "", "found": found}
    if found is not None:
        title, hint = words.CHECKED[found.standing]
        values |= {
            "title": translate(title, language), "hint": translate(hint, language, why=found.withdrawn_why),
            "good": found.standing is Standing.GOOD, "changed": found.standing is Standing.CHANGED,
            "figures": found.standing in (Standing.GOOD, Standing.CHANGED), "code": grouped(found.code),
            "made_on": local_day(found.made_at, found.zone),
        }  # fmt: skip
    return paper(HERE / "check.html", language, style=HERE / "record.css", status=status, hours=hours, **values)
