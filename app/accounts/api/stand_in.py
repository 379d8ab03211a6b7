"""Standing in for a colleague, from the round screen."""

from __future__ import annotations

from datetime import datetime
from typing import Annotated
from uuid import UUID

from fastapi import APIRouter
from pydantic import AwareDatetime, BaseModel, ConfigDict, Field
from sqlmodel import Session

from app.accounts import places
from app.accounts.models import Grant
from app.accounts.rules import Actor
from app.accounts.service.stand_in import end_stand_in, grids_for, take_over
from app.accounts.session import SignedIn
from app.shared.clock import now
from app.shared.db import read, run
from app.shared.text import Said

router = APIRouter(prefix="/api/stand-in")


class StandIn(Said):
    """A grid somebody wants to take over for a while."""

    model_config = ConfigDict(extra="forbid")

    grid_id: UUID
    until: AwareDatetime
    reason: Annotated[str, Field(max_length=200)]


class GridName(BaseModel):
    """A grid."""

    id: UUID
    code: str
    name: str


class Standing(BaseModel):
    """A grid taken over. `id` ends it; `grid` is its name."""

    id: UUID
    grid_id: UUID | None
    grid: str
    until: datetime | None
    reason: str


class StandIns(BaseModel):
    """The grids one may take over, and the ones taken over now."""

    to_take: list[GridName]
    taken: list[Standing]


@router.get("")
async def my_stand_ins(who: SignedIn) -> StandIns:
    """What the round screen offers under 替班."""
    return await read(_mine, who, now())


def _mine(session: Session, who: Actor, moment: datetime) -> StandIns:
    found = grids_for(session, who, moment)
    grids = [GridName(id=grid.id, code=grid.code, name=grid.name) for grid in found.to_take]
    return StandIns(to_take=grids, taken=[_standing(session, grant) for grant in found.taken])


@router.post("", status_code=201)
async def stand_in(said: StandIn, who: SignedIn) -> Standing:
    """Take a colleague's grid over until a moment. Recorded; ends by itself."""
    return await run(_take, who, said, now())


def _take(session: Session, who: Actor, said: StandIn, moment: datetime) -> Standing:
    return _standing(session, take_over(session, who, said.grid_id, said.until, said.reason, moment))


@router.delete("/{stand_in_id}", status_code=204)
async def give_grid_back(stand_in_id: UUID, who: SignedIn) -> None:
    """End it early."""
    await run(end_stand_in, who, stand_in_id, now())


def _standing(session: Session, grant: Grant) -> Standing:
    name = places.grid(session, grant.grid_id).name if grant.grid_id else ""
    return Standing(id=grant.id, grid_id=grant.grid_id, grid=name, until=grant.until, reason=grant.reason)
