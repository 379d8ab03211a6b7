"""`POST /api/health/just-measured`: that somebody just measured, of which nothing else is kept."""

from __future__ import annotations

from datetime import datetime

from fastapi import APIRouter, Request
from fastapi.responses import Response
from sqlmodel import Session, col, select

from app.events.service.pace import take_turn
from app.events.service.people import Caller
from app.health.models import TallyKind
from app.health.service.tally import count
from app.households.models import Community
from app.shared.clock import local_day, now
from app.shared.db import run
from app.shared.errors import TooMany
from app.shared.origins import client_address
from app.shared.settings import settings

router = APIRouter(tags=["health"])


@router.post("/api/health/just-measured", status_code=204, response_class=Response)
async def just_measured(request: Request, community: str = "") -> Response:
    """One more. `community`: its code; without one: the first. Too many at once from one address are not counted."""
    caller = Caller(address=client_address(request.scope, settings().proxy_hops))
    try:
        await run(take_turn, "just_measured", caller, now())
    except TooMany:
        return Response(status_code=204)
    await run(_count, community[:32], now())
    return Response(status_code=204)


def _count(session: Session, code: str, moment: datetime) -> None:
    wanted = select(Community).order_by(col(Community.code)).limit(1)
    place = session.exec(wanted.where(Community.code == code) if code else wanted).first()
    if place is not None:
        count(session, place.id, TallyKind.JUST_MEASURED, local_day(moment, place.zone))
