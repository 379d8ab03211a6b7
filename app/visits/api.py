"""Downloads and pages of visits outside Reflex: the export, photos, earlier revisions, the slip for the door."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from datetime import date, datetime
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import HTMLResponse, Response, StreamingResponse
from pydantic import BaseModel

from app.accounts.rules import Actor
from app.accounts.session import SignedIn, language_of
from app.offline.photos import photo_bytes
from app.shared.clock import now
from app.shared.db import read, transaction
from app.visits.export import Exported, Period, export_visits
from app.visits.service import photo_of, revisions_of
from app.visits.slip import committee_page, slip_page

router = APIRouter(tags=["visits"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
CHUNK = 256 * 1024  # bytes


class Revision(BaseModel):
    """What a visit said at one edit; `body` has the fields of `visit.log` v1."""

    number: int
    by: str
    at: datetime
    body: dict[str, Any]


@router.get("/api/visits/export", response_class=Response, responses={200: {"content": {XLSX: {}}}})
async def download(
    who: SignedIn,
    community: Annotated[str | None, Query(max_length=12)] = None,
    start: Annotated[date | None, Query(alias="from")] = None,
    end: Annotated[date | None, Query(alias="to")] = None,
    reason: Annotated[str, Query(max_length=200)] = "",
) -> Response:
    """The visits of a period as a workbook, for those who may export; recorded."""
    file, made = await asyncio.to_thread(_export, who, community, Period(start, end), reason)
    name = quote(f"走访记录_{made.community.name}_{now():%Y%m%d}.xlsx")
    headers = {
        "content-disposition": f"attachment; filename=visits.xlsx; filename*=UTF-8''{name}",
        "cache-control": "no-store",
    }
    return StreamingResponse(_chunks(file), media_type=XLSX, headers=headers)


def _export(who: Actor, community: str | None, period: Period, reason: str) -> tuple[Any, Exported]:
    file = tempfile.TemporaryFile()  # noqa: SIM115  (closed when it has been sent)
    try:
        with transaction() as session:
            made = export_visits(session, who, file, now(), code=community, period=period, reason=reason)
    except BaseException:
        file.close()
        raise
    file.seek(0)
    return file, made


def _chunks(file: Any) -> Iterator[bytes]:
    with file:
        while chunk := file.read(CHUNK):
            yield chunk


@router.get("/api/visits/{visit_id}/photos/{sha256}", response_class=Response)
async def photo(visit_id: UUID, sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], who: SignedIn) -> Response:
    """A photo of a visit, as JPEG, for those who may read the visit."""
    stored = await read(photo_of, who, visit_id, sha256)
    data = await asyncio.to_thread(photo_bytes, stored)
    return Response(data, media_type="image/jpeg", headers={"cache-control": "private, max-age=86400"})


@router.get("/api/visits/{visit_id}/revisions")
async def revisions(visit_id: UUID, who: SignedIn) -> list[Revision]:
    """Everything the visit ever said, oldest first: who and when."""
    return [Revision.model_validate(one, from_attributes=True) for one in await read(revisions_of, who, visit_id)]


@router.get("/slip/{thing_id:uuid}", response_class=HTMLResponse)  # other names below /slip are the phone's screen
async def slip(thing_id: UUID, request: Request, who: SignedIn) -> HTMLResponse:
    """The slip to leave at a door that did not open, ready to print. The id of a visit or of a household."""
    page = await read(slip_page, who, thing_id, now(), language_of(request))
    return HTMLResponse(page, headers={"cache-control": "no-store"})


@router.get("/committee/{code}", response_class=HTMLResponse)
async def committee(code: Annotated[str, Path(pattern="^[0-9]{12}$")], request: Request) -> HTMLResponse:
    """How to reach a committee: where the QR code of the slip leads. For everybody."""
    return HTMLResponse(await read(committee_page, code, language_of(request)))
