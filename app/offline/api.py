"""The three doors a phone knocks at: commands in, views out, photos in (DESIGN §3)."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Path, Query, Request
from fastapi.responses import JSONResponse, Response

from app.accounts.rules import Actor
from app.accounts.session import CurrentSession, SignedIn, language_of
from app.offline.devices import lost_work, must_wipe, note_contact
from app.offline.photos import MAX_BYTES, store_photo, too_large
from app.offline.schema import Batch, BatchAnswer, Result
from app.offline.service import answer_view, apply_command
from app.shared.clock import now
from app.shared.db import run, transaction

router = APIRouter(prefix="/api", tags=["offline"])


@router.post("/commands", response_model=BatchAnswer)
async def receive_commands(batch: Batch, request: Request, who: SignedIn, session_id: CurrentSession) -> BatchAnswer:
    """Apply up to 100 commands in order, each in its own transaction, each exactly once."""
    return await asyncio.to_thread(_receive, batch, who, session_id, language_of(request))


def _receive(batch: Batch, who: Actor, session_id: UUID | None, language: str) -> BatchAnswer:
    moment = now()
    results: list[Result] = [apply_command(who, batch.device_id, body, moment, language) for body in batch.commands]
    with transaction() as session:
        missing = lost_work(session, who, batch.device_id, session_id, batch.heartbeat)
        device = note_contact(session, who, batch.device_id, session_id, batch.heartbeat, moment)
        return BatchAnswer(
            server_time=now(), results=results, missing=missing, last_number=device.last_number, wipe=must_wipe(device)
        )


@router.get("/views/{name}")
async def read_view(
    name: Annotated[str, Path(max_length=32)],
    who: SignedIn,
    since: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """`{rows, gone, cursor, full}`: only what changed since the cursor."""
    answer = await asyncio.to_thread(answer_view, who, name, since, now())
    return Response(answer.body(), media_type="application/json", headers={"cache-control": "no-store"})


@router.put("/photos/{sha256}")
async def receive_photo(
    sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], request: Request, who: SignedIn
) -> JSONResponse:
    """The raw bytes of one photo, named by their SHA-256. Sending it again is harmless."""
    photo = await run(store_photo, who, sha256, await _body(request))
    shape: dict[str, Any] = {"sha256": photo.sha256, "width": photo.width, "height": photo.height, "size": photo.size}
    return JSONResponse(shape)


async def _body(request: Request) -> bytes:
    """The body, given up as soon as it is too long: nobody fills our memory."""
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > MAX_BYTES:
            raise too_large()
        parts.append(part)
    return b"".join(parts)
