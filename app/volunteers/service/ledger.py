"""Lines of the ledger: read, and added. There is no other way: the database refuses to change one (`models.guard`)."""

from __future__ import annotations

from collections.abc import Collection
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.shared.errors import Conflict, NotFound
from app.shared.ids import new_id
from app.volunteers.models import Hours, HoursState
from app.volunteers.rules.ledger import Service, services_of
from app.volunteers.service.who import Who, coordinates, volunteer_for

_CARRIED = (
    "community_id", "about", "volunteer_id", "assignment_id", "on_day", "what", "in_at", "out_at", "minutes", "kind",
    "notice_from", "notice_until",
)  # fmt: skip


def begin(session: Session, now: datetime, **columns: Any) -> Hours:
    """The first line of a service."""
    row_id = new_id()
    line = Hours(id=row_id, about=row_id, number=1, created_at=now, **columns)
    session.add(line)
    session.flush()
    return line


def append(session: Session, last: Hours, state: HoursState, now: datetime, **changes: Any) -> Hours:
    """The next line of a service: as the last one, but for what is given. Raises `Conflict` where somebody else has
    added one at the same moment: the pair (`about`, `number`) is there once."""
    kept = {name: getattr(last, name) for name in _CARRIED}
    line = Hours(number=last.number + 1, state=state, created_at=now, **(kept | changes))
    try:
        with session.begin_nested():
            session.add(line)
            session.flush()
    except IntegrityError:
        raise Conflict("hours_moved_on", "这条时长刚刚有人改过，请再看一下。", field="about") from None
    return line


def services(session: Session, abouts: Collection[UUID]) -> list[Service]:
    """Services by their ids, with every line."""
    return services_of(session.exec(select(Hours).where(col(Hours.about).in_(abouts)))) if abouts else []


def service_for(session: Session, who: Who, about: UUID) -> Service:
    """One service: a volunteer's own, or one of a coordinator's community. Raises `NotFound`."""
    found = services(session, [about])
    if not found or not _reaches(who, found[0].last):
        raise no_hours()
    return found[0]


def standing_at(session: Session, community_id: UUID, *states: HoursState) -> list[Service]:
    """Services of a community whose last line has one of these states, in the order of their days."""
    later = select(Hours.about, Hours.number).where(Hours.community_id == community_id).subquery()
    wanted = select(Hours.about).where(
        Hours.community_id == community_id, col(Hours.state).in_(states),
        ~select(later.c.about).where(later.c.about == Hours.about, later.c.number > Hours.number).exists(),
    )  # fmt: skip
    return services(session, session.exec(wanted).all())


def hours_of(session: Session, who: Who, volunteer_id: UUID) -> list[Service]:
    """Everything of one volunteer, in the order of their days. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id)
    return services_of(session.exec(select(Hours).where(Hours.volunteer_id == row.id)))


def due(session: Session, today: date) -> list[UUID]:
    """Ids of services with a notice whose last day was before `today`; others have gone on since, look again."""
    wanted = select(Hours.about).where(Hours.state == HoursState.NOTICE, col(Hours.notice_until) < today)
    return list(session.exec(wanted.distinct()))


def no_hours() -> NotFound:
    """Not there, or not theirs."""
    return NotFound("no_such_hours", "没有这条时长。", field="about")


def _reaches(who: Who, line: Hours) -> bool:
    return coordinates(who, line.community_id) if isinstance(who, Actor) else line.volunteer_id == who.volunteer_id
