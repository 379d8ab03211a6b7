"""What owners do with their data: look, put right, take out, delete for good (PIPL art. 44-47).

These are rights, not uses: they hold also after a consent was taken back.
"""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlalchemy import delete, or_, update
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.health.models import Reading
from app.health.payload import check_time
from app.health.rules.reading import Taken, check_taken
from app.health.rules.retention import oldest_kept
from app.health.service import keys
from app.health.service.guardian import note_guardian
from app.health.service.measuring import write
from app.health.service.readings import ReadingRow, readings_of
from app.health.service.settings import settings_of
from app.health.service.whose import Owner, not_yours, own_of
from app.households.models import Community
from app.shared.errors import Conflict
from app.shared.ids import new_id


def own_rows(session: Session, who: Actor, now: datetime, person_id: UUID | None = None) -> list[ReadingRow]:
    """Every reading, the newest last. Raises `NotFound`."""
    return readings_of(session, own_of(session, who, now, person_id)[1].person_id)


def correct(
    session: Session,
    who: Actor,
    reading_id: UUID,
    taken: Taken,
    now: datetime,
    *,
    taken_at: datetime | None = None,
    new_id_: UUID | None = None,
    person_id: UUID | None = None,
) -> ReadingRow:
    """Another reading stands for it from now on. The old one is kept sealed until either is deleted.

    `taken_at`: None as it was. Raises `NotFound`, `Invalid`, `Conflict` when it was corrected already.
    """
    owner, whose = own_of(session, who, now, person_id)
    keys.locked(session, whose.person_id)
    old = _reading(session, whose, reading_id)
    if old.replaced_at is not None:
        raise Conflict("corrected_already", "这个数已经改过了，请看最新的那个。")
    zone, years = (
        session.get_one(Community, whose.community_id).zone,
        settings_of(session, whose.community_id).keep_years,
    )
    at = taken_at or old.taken_at
    if taken_at is not None:
        check_time(taken_at, now, oldest_kept(now, years, zone))
    row = ReadingRow(
        new_id_ or new_id(), old.measure, old.check_id, min(at, now), old.origin, check_taken(old.measure, taken)
    )
    write(session, whose, [row], now, corrects=old.id)
    old.replaced_at = now
    note_guardian(session, owner, whose, "correct")
    session.flush()
    return row


def delete_reading(
    session: Session, who: Actor, reading_id: UUID, now: datetime, person_id: UUID | None = None
) -> None:
    """Gone for good, with what it was corrected from or to. Raises `NotFound`."""
    owner, whose = own_of(session, who, now, person_id)
    keys.locked(session, whose.person_id)
    ids = _chain(session, whose, _reading(session, whose, reading_id).id)
    session.execute(update(Reading).where(col(Reading.id).in_(ids)).values(corrects=None))
    session.execute(delete(Reading).where(col(Reading.id).in_(ids)), execution_options={"synchronize_session": "fetch"})
    note_guardian(session, owner, whose, "delete")
    session.flush()


def _reading(session: Session, whose: Owner, reading_id: UUID) -> Reading:
    wanted = select(Reading).where(Reading.id == reading_id, Reading.person_id == whose.person_id)
    found = session.exec(wanted.execution_options(populate_existing=True)).first()
    if found is None:
        raise not_yours()
    return found


def _chain(session: Session, whose: Owner, reading_id: UUID) -> set[UUID]:
    """The reading with everything that it stands for or that stands for it."""
    found = {reading_id}
    while True:
        near = or_(col(Reading.id).in_(found), col(Reading.corrects).in_(found))
        rows = session.exec(
            select(Reading.id, Reading.corrects).where(Reading.person_id == whose.person_id, near)
        ).all()
        more = {one for row in rows for one in row if one is not None}
        if more <= found:
            return found
        found |= more
