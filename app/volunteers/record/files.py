"""`/api/volunteers/hours.xlsx|csv`: credited hours for the city's system, for coordinators; recorded."""

from __future__ import annotations

import io
from datetime import date, datetime
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter
from fastapi.responses import Response
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.session import SignedIn
from app.shared.clock import now
from app.shared.db import run
from app.volunteers.service.export_hours import export_csv, export_xlsx

router = APIRouter(tags=["volunteers"])
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


@router.get("/api/volunteers/hours.xlsx", response_class=Response)
async def workbook(community: UUID, since: date, until: date, who: SignedIn) -> Response:
    """As a workbook: local days, both included."""
    name, data = await run(_workbook, who, community, since, until, now())
    return Response(data, media_type=XLSX, headers=_as_file(name, since, until, "xlsx"))


@router.get("/api/volunteers/hours.csv", response_class=Response)
async def table(community: UUID, since: date, until: date, who: SignedIn) -> Response:
    """The same as CSV."""
    name, text = await run(export_csv, who, community, since, until)
    return Response(text, media_type="text/csv; charset=utf-8", headers=_as_file(name, since, until, "csv"))


def _workbook(
    session: Session, who: Actor, community: UUID, since: date, until: date, moment: datetime
) -> tuple[str, bytes]:
    out = io.BytesIO()
    return export_xlsx(session, who, community, since, until, out, moment), out.getvalue()


def _as_file(name: str, since: date, until: date, ending: str) -> dict[str, str]:
    said = quote(f"志愿服务时长_{name}_{since:%Y%m%d}-{until:%Y%m%d}.{ending}", safe="")
    return {
        "cache-control": "no-store",
        "content-disposition": f"attachment; filename=hours.{ending}; filename*=UTF-8''{said}",
    }
