"""`/healthz`: this process answers. `/readyz`: it can work, the database is there and migrated."""

from __future__ import annotations

import asyncio

from fastapi import APIRouter
from fastapi.responses import JSONResponse
from sqlalchemy.exc import SQLAlchemyError

from app.serve.migrations import Standing, standing

router = APIRouter(tags=["probes"])


@router.get("/healthz", summary="The process answers")
async def healthz() -> dict[str, str]:
    """Always 200: asks nothing else, so that a slow database does not get a process killed."""
    return {"status": "ok"}


@router.get("/readyz", summary="The process can work", responses={503: {"description": "Not yet, and why"}})
async def readyz() -> JSONResponse:
    """200 when the database is reachable and migrated to this version, else 503 with the reason."""
    try:
        found = await asyncio.to_thread(standing)
    except SQLAlchemyError:
        return _not_ready("database_unreachable", "The database cannot be reached.")
    if not found.at_head:
        return _not_ready("not_migrated", _explain(found))
    return JSONResponse({"status": "ready", "revision": found.head})


def _explain(found: Standing) -> str:
    if found.known:
        return "The database is older than this version. Run: linju migrate"
    return "The database was migrated by a newer version."


def _not_ready(code: str, detail: str) -> JSONResponse:
    body = {"type": "about:blank", "title": "Not ready", "status": 503, "code": code, "detail": detail}
    return JSONResponse(body, status_code=503, media_type="application/problem+json")
