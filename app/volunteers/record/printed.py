"""`/print/record/<id>`: a 志愿服务记录 on A4, for the volunteer themselves and for coordinators."""

from __future__ import annotations

from pathlib import Path
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import HTMLResponse

from app.accounts.session import MaybeSignedIn, language_of
from app.passes.rules.codes import grouped
from app.shared.clock import local_day
from app.shared.db import run
from app.shared.errors import NotFound, SignInNeeded
from app.shared.papers import paper
from app.shared.qr import qr_code
from app.shared.settings import settings
from app.volunteers.record import words
from app.volunteers.record.asked import hours, me_here
from app.volunteers.service.records import record_paper

router = APIRouter(include_in_schema=False)
HERE = Path(__file__).parent


@router.get("/print/record/{record_id}", response_class=HTMLResponse)
async def printed(record_id: UUID, request: Request, who: MaybeSignedIn) -> HTMLResponse:
    """To print. Whoever only has its code checks it at `/record/<code>`."""
    me = await me_here(request, who)
    found = None
    for one in (me, who):
        if found is None and one is not None:
            try:
                found = await run(record_paper, one, record_id)
            except NotFound:
                continue
    if found is None:
        raise SignInNeeded if me is None and who is None else NotFound("no_such_record", "没有这份志愿服务记录。")
    row, base = found.row, settings().public_url
    return paper(
        HERE / "printed.html", language_of(request), style=HERE / "printed.css", prints=True, paper=found, row=row,
        code=grouped(row.code), qr=qr_code(f"{base}/record/{row.code}", border=1), address=f"{base}/record",
        made_on=local_day(row.created_at, found.zone), hours=hours, kinds=words.KINDS,
    )  # fmt: skip
