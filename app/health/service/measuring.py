"""Keeping what somebody has measured: only of who agreed, only their own, each reading once."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import insert
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.health.models import ConsentKind, Origin, Reading
from app.health.payload import MeasureIn, checked
from app.health.rules.reading import to_json
from app.health.rules.retention import oldest_kept
from app.health.service.consent import in_force
from app.health.service.keys import locked, sealer
from app.health.service.readings import ReadingRow
from app.health.service.settings import settings_of
from app.health.service.whose import Owner, owner_of
from app.households.models import Community
from app.offline.registry import Meta, command
from app.shared.clock import local_day
from app.shared.errors import Conflict, Refused
from app.shared.tables import table_of

Listener = Callable[[Session, Owner, Sequence[ReadingRow], datetime], None]

_after: list[Listener] = []


def after_check(listener: Listener) -> Listener:
    """Call `listener(session, owner, rows, now)` in the transaction in which a sitting down is kept.

    `rows`: those that are new, all of one `check_id`; not for imports. A retry does not call it again.
    """
    if listener not in _after:
        _after.append(listener)
    return listener


@command("health.measure", version=1, private=True)
def measure(session: Session, who: Actor, meta: Meta, data: MeasureIn) -> list[Reading]:
    """What a phone sends: readings of whoever is signed in. Raises `NotFound`, `Refused`, `Invalid`, `Conflict`."""
    return keep(session, owner_of(session, who), data, Origin.HOME, meta.received_at)


def keep(session: Session, owner: Owner, data: MeasureIn, origin: Origin, now: datetime) -> list[Reading]:
    """Keep them for a resident. A reading that is there already is the same reading, whatever it says now.

    Raises `Refused` (`consent_needed`), `Invalid` (fields `readings.<n>.<name>`), `Conflict` (an id of another's).
    """
    locked(session, owner.person_id)  # erasing and withdrawing wait for it, or it for them
    check_consent(session, owner, now)
    there = _there(session, owner, data)
    zone = session.get_one(Community, owner.community_id).zone
    years = settings_of(session, owner.community_id).keep_years
    taken = checked(data, now, oldest_kept(now, years, zone))
    fresh = [(one, said) for one, said in zip(data.readings, taken, strict=True) if one.id not in there]
    if fresh:
        rows = [
            ReadingRow(one.id, one.measure, data.check_id, min(one.taken_at, now), origin, said) for one, said in fresh
        ]
        write(session, owner, rows, now)
        if origin is not Origin.IMPORT:
            for listener in _after:
                listener(session, owner, rows, now)
    wanted = select(Reading).where(col(Reading.id).in_([one.id for one in data.readings]))
    return list(session.exec(wanted.order_by(col(Reading.taken_at), col(Reading.id))))


def check_consent(session: Session, owner: Owner, now: datetime) -> None:
    """Raises `Refused`: nothing is kept of who has not agreed, or no longer."""
    today = local_day(now, session.get_one(Community, owner.community_id).zone)
    if not in_force(session, owner.person_id, ConsentKind.KEEP, today):
        raise Refused("consent_needed", "还没有同意保存，这些数没有记下来。请先到“同意书”里看一看。", field="consent")


def write(session: Session, owner: Owner, rows: Sequence[ReadingRow], now: datetime, **more: Any) -> None:
    """Seal and insert. Internal: everything is checked, and the person's row is locked."""
    seal = sealer(session, owner.person_id)
    values = [
        {
            "id": one.id, "community_id": owner.community_id, "person_id": owner.person_id, "measure": one.measure,
            "check_id": one.check_id, "taken_at": one.taken_at, "origin": one.origin, "created_at": now,
            "sealed": seal(to_json(one.taken)), **more,
        }
        for one in rows
    ]  # fmt: skip
    session.execute(insert(table_of(Reading)), values)


def _there(session: Session, owner: Owner, data: MeasureIn) -> set[UUID]:
    """Which of them are kept already. Raises `Conflict` where an id is that of somebody else."""
    wanted = select(Reading.id, Reading.person_id).where(col(Reading.id).in_([one.id for one in data.readings]))
    found = session.exec(wanted).all()
    if any(person_id != owner.person_id for _, person_id in found):
        raise Conflict("id_taken", "编号重复了，请重新量一次再记。", field="readings")
    return {reading_id for reading_id, _ in found}
