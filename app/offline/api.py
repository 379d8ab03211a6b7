"""The three doors a phone knocks at: commands in, views out, photos in (DESIGN §3)."""

from __future__ import annotations

import asyncio
from typing import Annotated, Any
from uuid import UUID

from fastapi import APIRouter, Depends, Header, Path, Query, Request
from fastapi.responses import JSONResponse, Response
from pydantic import BaseModel
from sqlmodel import Session

from app.accounts.rules import Actor
from app.accounts.rules.rooms import dock_of
from app.accounts.session import CurrentSession, MaybeSession, MaybeSignedIn, SignedIn, language_of
from app.offline.devices import known_of, must_wipe, note_contact, note_wiped, phone_key, wipe_owed
from app.offline.photos import MAX_BYTES, store_photo, too_large
from app.offline.registry import views_for
from app.offline.schema import Batch, BatchAnswer, DeviceId, Profile
from app.offline.service import answer_view, apply_commands
from app.shared.clock import now
from app.shared.db import read, run, transaction
from app.shared.errors import SignInNeeded

router = APIRouter(prefix="/api", tags=["offline"])


async def _same_person(who: SignedIn, linju_account: Annotated[str | None, Header()] = None) -> Actor:
    """The signed-in person, if the phone works for the same one. Another tab may have signed somebody else in."""
    if linju_account not in (None, "", str(who.account_id)):
        raise SignInNeeded
    return who


Worker = Annotated[Actor, Depends(_same_person)]


@router.get("/me", response_model=Profile)
async def who_works_here(
    device: Annotated[DeviceId, Query()], who: MaybeSignedIn, session_id: MaybeSession
) -> Profile | JSONResponse:
    """Who is signed in on this phone and what it should keep. 401 with `wipe` when it has to delete everything."""
    if who is None:
        return JSONResponse({"title": "sign in", "status": 401, "wipe": await read(wipe_owed, device)}, 401)
    return await read(_profile, who, device, session_id)


def _profile(session: Session, who: Actor, device: str, session_id: UUID | None) -> Profile:
    return Profile(
        id=who.account_id,
        name=who.name,
        roles=sorted(who.roles),
        dock=dock_of(who),
        views=views_for(who),
        phone_key=phone_key(who.account_id, device),
        device=known_of(session, who, device, session_id),
        wipe=wipe_owed(session, device),
    )


class Wiped(BaseModel):
    """The phone with this id has deleted what it kept."""

    device_id: DeviceId


@router.post("/wiped", status_code=204)
async def phone_was_wiped(said: Wiped) -> None:
    """Needs no sign-in: the order to wipe ended it."""
    await run(note_wiped, said.device_id, now())


@router.post("/commands", response_model=BatchAnswer)
async def receive_commands(batch: Batch, request: Request, who: Worker, session_id: CurrentSession) -> BatchAnswer:
    """Apply up to 100 commands in order, each exactly once; one that does not pass holds up no other."""
    return await asyncio.to_thread(_receive, batch, who, session_id, language_of(request))


def _receive(batch: Batch, who: Actor, session_id: UUID | None, language: str) -> BatchAnswer:
    moment = now()
    results = apply_commands(who, batch.device_id, batch.commands, moment, language)
    with transaction() as session:
        device = note_contact(session, who, batch.device_id, session_id, batch.heartbeat, moment)
        return BatchAnswer(server_time=now(), results=results, last_number=device.last_number, wipe=must_wipe(device))


@router.get("/views/{name}")
async def read_view(
    name: Annotated[str, Path(max_length=32)],
    who: Worker,
    since: Annotated[str | None, Query(max_length=64)] = None,
) -> Response:
    """`{rows, gone, cursor, full}`: only what changed since the cursor."""
    answer = await asyncio.to_thread(answer_view, who, name, since, now())
    body = answer.body()
    # Compressed on the way, so that a reader cannot know how far it is: these two say it.
    size = {"linju-rows": str(len(answer.rows)), "linju-length": str(len(body))}
    return Response(body, media_type="application/json", headers={"cache-control": "no-store", **size})


@router.put("/photos/{sha256}")
async def receive_photo(
    sha256: Annotated[str, Path(pattern="^[0-9a-f]{64}$")], request: Request, who: Worker
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
