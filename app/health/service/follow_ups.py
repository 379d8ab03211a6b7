"""Looking after somebody on the day of an urgent result: for the cadres of their grid, in words, without a value."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, and_, false, or_, true
from sqlalchemy import select as columns
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select, update

from app.accounts.models import Account, Grant, Role
from app.accounts.rules import Actor, Permission
from app.accounts.rules.permissions import Scope, holds
from app.accounts.service.records import record
from app.health.models import ConsentKind, FollowUp, FollowUpDone, TallyKind
from app.health.service import consent
from app.health.service.tally import count
from app.health.service.whose import Owner
from app.households.models import Community, Door, Grid, Household, Person
from app.households.service.reach import LIVES_THERE
from app.shared.clock import local_day
from app.shared.errors import Conflict, NotFound
from app.shared.text import one_line

LONGEST_NOTE = 200
CONTACTED = frozenset({FollowUpDone.REACHED, FollowUpDone.HOSPITAL, FollowUpDone.EMERGENCY})


@dataclass(frozen=True)
class Task:
    """Somebody to look after. `band`: the code of the result, for which `rules.classify.band_words` has the words."""

    id: UUID
    person_id: UUID
    household_id: UUID
    name: str
    door: str
    grid: str
    band: str
    day: date
    overdue: bool
    made_at: datetime
    zone: str


def open_for(session: Session, owner: Owner, band: str, now: datetime) -> FollowUp | None:
    """An urgent result asks for somebody to come by today. None: they have not agreed to that.

    A person has one at most that is open, however many urgent results there are and whoever sends them; it then
    carries the band of the last.
    """
    place = session.get_one(Community, owner.community_id)
    today = local_day(now, place.zone)
    if not consent.in_force(session, owner.person_id, ConsentKind.FOLLOW_UP, today):
        return None
    made = FollowUp(
        community_id=owner.community_id, grid_id=_grid(session, owner, now), person_id=owner.person_id, band=band,
        day=today, created_at=now,
    )  # fmt: skip
    try:
        with session.begin_nested():
            session.add(made)
    except IntegrityError:
        wanted = select(FollowUp).where(FollowUp.person_id == owner.person_id, col(FollowUp.closed_at).is_(None))
        there = session.exec(wanted.with_for_update().execution_options(populate_existing=True)).first()
        if there is None:  # closed in this very moment: it stands for this result too
            return None
        there.band = band
        session.flush()
        return there
    count(session, owner.community_id, TallyKind.URGENT, today)
    return made


def mine(session: Session, who: Actor, now: datetime) -> list[Task]:
    """Whom `who` has to look after, the longest waiting first. That they read it is recorded.

    Only of people who still agree to be looked after.
    """
    rows = _open_ones(session, who, now)
    for community_id in {row[0].community_id for row in rows}:
        record(session, who, "health:follow_ups", "", community_id)
    return [_task(row, now) for row in rows]


def waiting(session: Session, who: Actor, now: datetime) -> int:
    """How many there are, for the desk."""
    return len(_open_ones(session, who, now))


def close(session: Session, who: Actor, follow_up_id: UUID, done: FollowUpDone, note: str, now: datetime) -> None:
    """Say what was done. Of two at the same moment one is first. Raises `NotFound`, `Conflict`."""
    row = session.exec(select(FollowUp).where(FollowUp.id == follow_up_id, _reach(who))).first()
    if row is None:
        raise NotFound("no_such_follow_up", "没有这一件，或者不在您负责的范围里。")
    said = one_line(note, LONGEST_NOTE)
    wanted = update(FollowUp).where(col(FollowUp.id) == row.id, col(FollowUp.closed_at).is_(None))
    values = {"closed_at": now, "closed_by": who.account_id, "done": done, "note": said}
    closed: Any = session.execute(wanted.values(**values), execution_options={"synchronize_session": False})
    if not closed.rowcount:
        raise Conflict("already_closed", "已经有人销了这一件。")
    zone = session.get_one(Community, row.community_id).zone
    if done in CONTACTED and local_day(now, zone) <= row.day:
        count(session, row.community_id, TallyKind.CONTACTED, row.day)
    record(session, who, "health:follow_up_closed", f"person {row.person_id}", row.community_id)
    session.flush()


def _open_ones(session: Session, who: Actor, now: datetime) -> list[Any]:
    wanted = (
        columns(FollowUp, Person, Door, Grid, Community)
        .join(Person, col(Person.id) == col(FollowUp.person_id))
        .join(Household, col(Household.id) == col(Person.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .join(Community, col(Community.id) == col(FollowUp.community_id))
        .join(Grid, col(Grid.id) == col(Door.grid_id), isouter=True)
        .where(col(FollowUp.closed_at).is_(None), _reach(who), *LIVES_THERE)
        .order_by(col(FollowUp.day), col(FollowUp.created_at), col(FollowUp.id))
    )
    return [row for row in session.execute(wanted).all() if _agrees(session, row[0], row[4], now)]


def _agrees(session: Session, row: FollowUp, place: Community, now: datetime) -> bool:
    return consent.in_force(session, row.person_id, ConsentKind.FOLLOW_UP, local_day(now, place.zone))


def _task(found: Any, now: datetime) -> Task:
    row, person, door, grid, place = found
    return Task(
        row.id, person.id, person.household_id, person.name, door.label, grid.name if grid else "", row.band, row.day,
        local_day(now, place.zone) > row.day, row.created_at, place.zone,
    )  # fmt: skip


def _reach(who: Actor) -> ColumnElement[bool]:
    """Of their grid; what has none is for everybody of the community."""
    return or_(false(), *(_inside(scope) for scope in who.scopes_for(Permission.HEALTH_FOLLOW_UP)))


def _inside(scope: Scope) -> ColumnElement[bool]:
    parts: list[ColumnElement[bool]] = [true()]
    if scope.community_id is not None:
        parts.append(col(FollowUp.community_id) == scope.community_id)
    if scope.grid_id is not None:
        parts.append(col(FollowUp.grid_id).is_(None) | (col(FollowUp.grid_id) == scope.grid_id))
    return and_(*parts)


def _grid(session: Session, owner: Owner, now: datetime) -> UUID | None:
    """The grid of their door, if a cadre is in charge of it; else everybody of the community looks after it."""
    wanted = select(Door.grid_id).join(Household, col(Household.door_id) == col(Door.id))
    wanted = wanted.join(Person, col(Person.household_id) == col(Household.id)).where(Person.id == owner.person_id)
    grid_id = session.exec(wanted).first()
    held = select(Grant).join(Account, col(Account.id) == col(Grant.account_id))
    held = held.where(Grant.role == Role.CADRE, Grant.grid_id == grid_id, col(Account.disabled_at).is_(None))
    return grid_id if grid_id and any(holds(one, now) for one in session.exec(held)) else None
