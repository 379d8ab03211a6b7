"""What a wall screen shows: an event, its key, how many have come, who came last, what is next.

`GET /api/events/<id>/wall` once, then a socket at `/api/events/<id>/live`. Each process asks the database once a second
and wall, however many screens there are; so figures are right whichever process somebody checked in at.
"""

from __future__ import annotations

import asyncio
from dataclasses import asdict
from uuid import UUID

from fastapi import APIRouter, Request, WebSocket, WebSocketDisconnect

from app.accounts.rules import Actor
from app.accounts.session import SignedIn, actor_from_cookie
from app.events.service.wall import Live, Wall, live_of, wall_of
from app.shared.clock import now
from app.shared.db import read
from app.shared.errors import DomainError
from app.shared.problems import language_of

router = APIRouter(prefix="/api/events", tags=["events"])

BEAT = 5  # seconds of silence after which the screen is told that nothing has changed
LONGEST = 600  # seconds; then the screen comes back and is asked again who it is
EVERY = 1.0  # seconds between looks at the database


@router.get("/{event_id}/wall")
async def wall(event_id: UUID, who: SignedIn, request: Request) -> Wall:
    """For the lounge's screen, on which staff signed in."""
    return await read(wall_of, who, event_id, now(), language_of(request))


@router.websocket("/{event_id}/live")
async def live(socket: WebSocket, event_id: UUID) -> None:
    """The figures whenever they change, and every few seconds anyway."""
    try:
        who = await read(actor_from_cookie, socket.headers.get("cookie"), now())
        await read(live_of, who, event_id, now())
    except DomainError:
        await socket.close(1008)
        return
    await socket.accept()
    try:
        await _tell(socket, event_id, who)
        await socket.close(1001)
    except (WebSocketDisconnect, RuntimeError):
        return


async def _tell(socket: WebSocket, event_id: UUID, who: Actor) -> None:
    said: Live | None = None
    silent = 0.0
    for _ in range(int(LONGEST / EVERY)):
        figures = await _shared(event_id, who)
        if figures != said or silent >= BEAT:
            await socket.send_json({"now": now().timestamp(), **asdict(figures)})
            said, silent = figures, 0.0
        await asyncio.sleep(EVERY)
        silent += EVERY


_looks: dict[UUID, tuple[float, asyncio.Task[Live]]] = {}


async def _shared(event_id: UUID, who: Actor) -> Live:
    """The figures, asked for once for all screens of this process."""
    moment = asyncio.get_running_loop().time()
    asked = _looks.get(event_id)
    if asked is None or moment - asked[0] > EVERY * 0.9:
        for old in [key for key, (at, _task) in _looks.items() if moment - at > 60]:
            del _looks[old]
        asked = (moment, asyncio.create_task(read(live_of, who, event_id, now())))
        _looks[event_id] = asked
    return await asyncio.shield(asked[1])
