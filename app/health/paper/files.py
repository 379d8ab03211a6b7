"""`/health/own/readings.csv`, `/health/own/everything.json`: one's own data to take along (FHIR: `../fhir`)."""

from __future__ import annotations

import json
from uuid import UUID

from fastapi import APIRouter, Request
from fastapi.responses import Response

from app.accounts.session import SignedIn, language_of
from app.health.service.exporting import everything, export_csv
from app.shared.clock import now
from app.shared.db import run

router = APIRouter(tags=["health"])


@router.get("/health/own/readings.csv", response_class=Response)
async def table(request: Request, who: SignedIn, person: UUID | None = None) -> Response:
    """Every reading as CSV. `person`: a child that one answers for."""
    text = await run(export_csv, who, now(), language_of(request), person)
    return Response(text, media_type="text/csv; charset=utf-8", headers=_as_file("readings.csv"))


@router.get("/health/own/everything.json", response_class=Response)
async def whole(who: SignedIn, person: UUID | None = None) -> Response:
    """All that is kept about them, also consents, grants and who looked."""
    made = await run(everything, who, now(), person)
    text = json.dumps(made, ensure_ascii=False, indent=1)
    return Response(text, media_type="application/json", headers=_as_file("everything.json"))


def _as_file(name: str) -> dict[str, str]:
    return {"cache-control": "no-store", "content-disposition": f"attachment; filename=linju-health-{name}"}
