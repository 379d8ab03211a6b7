"""`/api/roster`: sending a roster file, looking at what it would change, importing it, fetching the roster."""

from __future__ import annotations

import os
from dataclasses import asdict
from datetime import datetime
from typing import Annotated, Any
from urllib.parse import quote
from uuid import UUID

from fastapi import APIRouter, BackgroundTasks, Body, Query, Request, Response
from pydantic import BaseModel, ConfigDict
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.accounts.session import SignedIn, language_of
from app.households.importing import jobs, work
from app.households.importing.jobs import Job, Status
from app.households.models import RosterImport
from app.households.roster.export import export_roster
from app.households.service import community_of
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.errors import Conflict, Refused

router = APIRouter(prefix="/api/roster", tags=["roster"])

MAX_FILE = 20 * 2**20  # bytes; 20,000 people as xlsx are 3 MB
XLSX = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"


class Past(BaseModel):
    """An import that was made."""

    model_config = ConfigDict(from_attributes=True)

    id: UUID
    file_name: str
    counts: dict[str, int]
    created_at: datetime
    by: str


@router.post("", status_code=202)
async def send(
    request: Request,
    who: SignedIn,
    later: BackgroundTasks,
    file_name: Annotated[str, Query(max_length=200)] = "",
    whole: bool = True,
) -> dict[str, Any]:
    """Take a roster file (the body as it is) and start reading it. Answers the job to ask about. At most 20 MB."""
    await read(community_of, who, Permission.ROSTER_IMPORT)
    job = jobs.new_job(who.account_id, file_name, whole, language_of(request), now())
    try:
        await _receive(request, job)
    except BaseException:
        jobs.remove(job)
        raise
    later.add_task(work.look, job)
    return _shown(job)


async def _receive(request: Request, job: Job) -> None:
    """The body into the job's file, piece by piece: it never lies whole in memory."""
    size = 0
    with os.fdopen(os.open(job.file, os.O_WRONLY | os.O_CREAT | os.O_EXCL, 0o600), "wb") as out:
        async for piece in request.stream():
            size += len(piece)
            if size > MAX_FILE:
                raise Refused("file_too_big", "文件超过 {limit} MB，请拆成几个再导入。", limit=MAX_FILE // 2**20)
            out.write(piece)
    if not size:
        raise Refused("file_empty", "文件是空的。请选有内容的花名册。")


@router.get("/imports")
async def past(who: SignedIn) -> list[Past]:
    """The imports of this community, newest first."""
    return await read(_past, who)


@router.get("/export.xlsx")
async def export(who: SignedIn, reason: Annotated[str, Query(max_length=200)] = "") -> Response:
    """The whole roster as .xlsx; who fetched it and why is recorded. It imports again to the same roster."""
    made = await run(export_roster, who, reason=reason)
    name = quote(f"{made.community}名册{now():%Y%m%d}.xlsx")
    headers = {"content-disposition": f"attachment; filename*=UTF-8''{name}", "cache-control": "no-store"}
    return Response(made.workbook, media_type=XLSX, headers=headers)


@router.get("/{job_id}")
async def state(job_id: str, who: SignedIn) -> dict[str, Any]:
    """How far a job is, and what its file would change."""
    return _shown(jobs.job_of(who.account_id, job_id))


@router.post("/{job_id}/apply", status_code=202)
async def apply(
    job_id: str, who: SignedIn, later: BackgroundTasks, confirmed: Annotated[bool, Body(embed=True)] = False
) -> dict[str, Any]:
    """Import what was looked at. `confirmed`: also when more people are missing than ever move out at once."""
    job = jobs.job_of(who.account_id, job_id)
    if job.status is not Status.PLANNED:
        raise Conflict("job_not_ready", "这个文件现在不能导入，请重新选文件。")
    if job.report.get("confirm") and not confirmed:
        raise Refused("many_moved_out", "名单里少了很多人，请先确认他们真的搬走了。")
    job.status, job.share = Status.WRITING, 0.0
    job.save()
    later.add_task(work.write, job)
    return _shown(job)


@router.delete("/{job_id}", status_code=204)
async def give_up(job_id: str, who: SignedIn) -> None:
    """Forget the file."""
    jobs.remove(jobs.job_of(who.account_id, job_id))


def _shown(job: Job) -> dict[str, Any]:
    return {k: v for k, v in asdict(job).items() if k not in ("account_id", "digest", "language")}


def _past(session: Session, who: Actor) -> list[Past]:
    place = community_of(session, who, Permission.ROSTER_IMPORT)
    wanted = (
        select(RosterImport, Account.name)
        .join(Account, col(RosterImport.imported_by) == col(Account.id), isouter=True)
        .where(RosterImport.community_id == place.id)
        .order_by(col(RosterImport.created_at).desc())
        .limit(20)
    )
    return [
        Past(id=r.id, file_name=r.file_name, counts=r.counts, created_at=r.created_at, by=by or "")
        for r, by in session.exec(wanted)
    ]
