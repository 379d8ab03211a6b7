"""Verbs of standing in (替班): a cadre takes a colleague's grid for a while. It is recorded and ends by itself."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts import places
from app.accounts.models import Grant, Role
from app.accounts.rules import Actor, Permission, holds
from app.accounts.rules.stand_in import check_period, own_cadre_grants
from app.accounts.service.people import grants_of
from app.accounts.service.records import record
from app.shared.errors import NotFound, Refused
from app.shared.text import one_line


@dataclass(frozen=True)
class Grids:
    """What a cadre may choose from: grids to take over, and the ones taken over now."""

    to_take: list[places.Named]
    taken: list[Grant]


def take_over(session: Session, who: Actor, grid_id: UUID, until: datetime, reason: str, now: datetime) -> Grant:
    """Get a colleague's grid until `until`. Taking it again changes the end and the reason.

    Raises `NotFound` for a grid outside the own communities, `Refused` for one's own, a bad period or no reason.
    """
    grid, own = _reachable(session, who, grid_id, now)
    if any(grant.grid_id in (None, grid.id) for grant in own):
        raise Refused("already_yours", "这个网格本来就归您。", field="grid_id")
    check_period(now, until)
    why = one_line(reason, 200)
    if not why:
        raise Refused("no_reason", "请写明替班原因。", field="reason")
    for earlier in _taken(session, who, now):
        if earlier.grid_id == grid.id:
            earlier.ended_at = now
    grant = Grant(
        account_id=who.account_id,
        role=Role.CADRE,
        community_id=grid.within,
        grid_id=grid.id,
        granted_by=who.account_id,
        stand_in=True,
        standing_in_for=_usual_cadre(session, grid, now),
        reason=why,
        until=until,
    )
    session.add(grant)
    record(session, who, "stand_in:take", f"{grid.name} → {until:%Y-%m-%d %H:%M}", grid.within, grant.reason)
    session.flush()
    return grant


def end_stand_in(session: Session, who: Actor, grant_id: UUID, now: datetime) -> None:
    """Give a grid back early: who stands in, or the colleague who is back. Raises `NotFound`."""
    grant = session.get(Grant, grant_id)
    concerned = grant is not None and who.account_id in (grant.account_id, grant.standing_in_for)
    if grant is None or not grant.stand_in or not concerned or not holds(grant, now):
        raise NotFound("no_stand_in", "没有这个替班。")
    grant.ended_at = now
    name = places.grid(session, grant.grid_id).name if grant.grid_id else ""
    record(session, who, "stand_in:end", name, grant.community_id)


def grids_for(session: Session, who: Actor, now: datetime) -> Grids:
    """Which grids `who` could take over, and which they have taken over."""
    taken = _taken(session, who, now)
    own = [g for g in grants_of(session, [who.account_id]) if g.role is Role.CADRE and not g.stand_in and holds(g, now)]
    mine = {grant.grid_id for grant in own} | {grant.grid_id for grant in taken}
    partly = {g.community_id for g in own if g.community_id} - {g.community_id for g in own if g.grid_id is None}
    return Grids([grid for grid in places.grids(session, partly) if grid.id not in mine], taken)


def _reachable(session: Session, who: Actor, grid_id: UUID, now: datetime) -> tuple[places.Named, list[Grant]]:
    grid = places.grid(session, grid_id)
    assert grid.within is not None
    own = own_cadre_grants(grants_of(session, [who.account_id]), grid.within, now)
    if not own or not who.may_somewhere(Permission.STAND_IN):
        raise NotFound("no_grid", "没有这个网格。", field="grid_id")
    return grid, own


def _taken(session: Session, who: Actor, now: datetime) -> list[Grant]:
    return [grant for grant in grants_of(session, [who.account_id]) if grant.stand_in and holds(grant, now)]


def _usual_cadre(session: Session, grid: places.Named, now: datetime) -> UUID | None:
    """The one cadre of the grid, if it is one."""
    query = select(Grant).where(Grant.grid_id == grid.id, Grant.role == Role.CADRE, col(Grant.stand_in).is_(False))
    people = {grant.account_id for grant in session.exec(query) if holds(grant, now)}
    return people.pop() if len(people) == 1 else None
