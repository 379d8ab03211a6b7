"""志愿服务记录: handed out free of charge, with a check code, from credited hours only. It is no certificate (证书)."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.events.rules.masking import masked
from app.households.models import Community
from app.passes.rules.codes import draw
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.text import one_line
from app.volunteers.models import Hours, ServiceRecord, Volunteer
from app.volunteers.rules.ledger import Service, in_span, services_of, sums
from app.volunteers.rules.service_record import CODE, Standing, digest, read_code, standing
from app.volunteers.service.ledger import hours_of
from app.volunteers.service.who import Who, acted_by, check_coordinator, names_of, volunteer_for

LONGEST = 366 * 10  # days


@dataclass(frozen=True)
class Checked:
    """What a code says to anybody: `name` masked, nothing else that tells who. Minutes as they stand on the record;
    `verified_now`, `manual_now`: as the ledger has them today, where it has changed."""

    code: str
    standing: Standing
    name: str
    community: str
    since: date
    until: date
    verified: int
    manual: int
    services: int
    made_at: datetime
    zone: str
    verified_now: int
    manual_now: int
    withdrawn_why: str


@dataclass(frozen=True)
class Paper:
    """A record with the whole name and its services, for the volunteer and for coordinators."""

    row: ServiceRecord
    name: str
    national_no: str
    community: str
    zone: str
    services: tuple[Service, ...]


def make_record(
    session: Session, who: Who, volunteer_id: UUID, since: date, until: date, now: datetime
) -> ServiceRecord:
    """Hand one out for local days, both included: what is credited by then. By a coordinator it is recorded.

    Raises `NotFound`, `Refused` (the days; nothing credited in them).
    """
    row = volunteer_for(session, who, volunteer_id)
    if until < since or (until - since).days > LONGEST:
        raise Refused("days_wrong", "结束日期要不早于开始日期，最长十年。", field="until")
    found = in_span(hours_of(session, who, row.id), since, until)
    if not found:
        raise Refused("nothing_credited", "这段日子还没有入账的时长，公示期满以后再开。", field="since")
    total = sums(found)
    made = ServiceRecord(
        community_id=row.community_id, volunteer_id=row.id, code=_fresh_code(session),
        named=names_of(session, [row])[row.id], since=since, until=until, verified_minutes=total.verified,
        manual_minutes=total.manual, services=total.services, digest=digest(found), made_by=acted_by(who),
        created_at=now,
    )  # fmt: skip
    session.add(made)
    session.flush()
    if isinstance(who, Actor):
        record(session, who, "volunteer:record", str(row.id), row.community_id)
    return made


def records_of(session: Session, who: Who, volunteer_id: UUID) -> list[ServiceRecord]:
    """What was handed out to somebody, the latest first. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id)
    wanted = select(ServiceRecord).where(ServiceRecord.volunteer_id == row.id)
    return list(session.exec(wanted.order_by(col(ServiceRecord.created_at).desc())))


def record_paper(session: Session, who: Who, record_id: UUID) -> Paper:
    """One to print: their own, or for a coordinator. One that was taken back is not there.
    Raises `NotFound`, `Conflict` (hours in it were put right since)."""
    row = _record_for(session, who, record_id)
    if row.withdrawn_at is not None or row.named is None:
        raise no_record()
    volunteer = session.get_one(Volunteer, row.volunteer_id)
    community = session.get_one(Community, row.community_id)
    found = in_span(_all_of(session, row.volunteer_id), row.since, row.until)
    if digest(found) != row.digest:
        raise Conflict("record_changed", "开出以后有时长更正过，请重开一份。")
    if isinstance(who, Actor):
        record(session, who, "volunteer:record_print", str(row.volunteer_id), row.community_id)
    return Paper(row, row.named, volunteer.national_no or "", community.name, community.zone, tuple(found))


def withdraw_record(session: Session, who: Actor, record_id: UUID, why: str, now: datetime) -> ServiceRecord:
    """Take one back that should not have been handed out; whoever checks its code reads why. Twice changes nothing.

    Raises `NotFound`, `Refused`.
    """
    row = _record_for(session, who, record_id)
    check_coordinator(who, row.community_id)
    said = one_line(why, 200)
    if not said:
        raise Refused("reason_missing", "请写明理由。", field="why")
    if row.withdrawn_at is None:
        row.withdrawn_at, row.withdrawn_why = now, said
        record(session, who, "volunteer:record_withdraw", str(row.volunteer_id), row.community_id, said)
    session.flush()
    return row


def check_record(session: Session, typed: str) -> Checked | None:
    """What anybody learns from a code. None: there is no such record; trying them out is slowed down at the edge."""
    code = read_code(typed)
    row = session.exec(select(ServiceRecord).where(ServiceRecord.code == code)).first() if code else None
    if row is None:
        return None
    volunteer = session.get_one(Volunteer, row.volunteer_id)
    community = session.get_one(Community, row.community_id)
    found = in_span(_all_of(session, row.volunteer_id), row.since, row.until)
    total = sums(found)
    erased = row.named is None or volunteer.erased_at is not None
    how = standing(row.withdrawn_at, erased, row.digest, digest(found))
    return Checked(
        row.code, how, "" if erased else masked(row.named or ""), community.name, row.since, row.until,
        row.verified_minutes, row.manual_minutes, row.services, row.created_at, community.zone, total.verified,
        total.manual, "" if erased else row.withdrawn_why,
    )  # fmt: skip


def no_record() -> NotFound:
    """Not there, or not theirs."""
    return NotFound("no_such_record", "没有这份志愿服务记录。")


def _record_for(session: Session, who: Who, record_id: UUID) -> ServiceRecord:
    row = session.get(ServiceRecord, record_id)
    if row is None:
        raise no_record()
    try:
        volunteer_for(session, who, row.volunteer_id)
    except NotFound:
        raise no_record() from None
    return row


def _all_of(session: Session, volunteer_id: UUID) -> list[Service]:
    return services_of(session.exec(select(Hours).where(Hours.volunteer_id == volunteer_id)))


def _fresh_code(session: Session) -> str:
    while True:
        code = draw(CODE, secrets.token_bytes(4 * CODE))
        if session.exec(select(ServiceRecord.id).where(ServiceRecord.code == code)).first() is None:
            return code
