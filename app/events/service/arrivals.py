"""After somebody is in: family checked in along with them, out again, undone, and what staff should look at."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.events.models import Attendee, DoorTry, Event, Trust, Via
from app.events.rules.admission import LETS_IN, Verdict
from app.events.rules.masking import masked
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.enter import give_back
from app.events.service.find import event_for, no_event, settings_of
from app.events.service.people import clean_name, device_key, of_person, relative
from app.households.models import Person
from app.shared.errors import Conflict, NotFound, Refused


@dataclass(frozen=True)
class Kin:
    """Somebody on the same sign-up who is not in yet. `name` is whole: for their own people only."""

    attendee_id: UUID
    name: str


def kin_of(session: Session, attendee_id: UUID) -> list[Kin]:
    """Who signed up together with somebody and has not come yet."""
    me = session.get(Attendee, attendee_id)
    if me is None or me.sign_up_id is None:
        return []
    wanted = (
        select(Attendee, Person.name)
        .join(Person, col(Person.id) == col(Attendee.person_id), isouter=True)
        .where(Attendee.sign_up_id == me.sign_up_id, col(Attendee.came_at).is_(None))
        .order_by(col(Attendee.id))
    )
    return [Kin(one.id, name or one.name or "") for one, name in session.exec(wanted)]


def check_in_kin(
    session: Session, who: Actor | None, by: Told, kin: Sequence[UUID], how: How, now: datetime
) -> list[UUID]:
    """Somebody who is in (`by`, the door's own answer) checks in others of their sign-up, which is recorded.

    Returns who is in now by this; others than theirs are left out. Raises `Refused` when they are not in themselves.
    """
    me = _inside(session, by)
    allowed = {one.attendee_id for one in kin_of(session, me.id)} & set(kin)
    for attendee in session.exec(select(Attendee).where(col(Attendee.id).in_(allowed)).with_for_update()):
        if attendee.came_at is None:
            attendee.came_at = attendee.received_at = now
            attendee.via, attendee.trust, attendee.by_attendee = Via.FAMILY, me.trust, me.id
            attendee.by = author(who) if who else None
            attendee.device_key = device_key(me.event_id, how.browser) or me.device_key
    session.flush()
    return sorted(allowed)


def bring_along(session: Session, who: Actor | None, by: Told, name: str, how: How, now: datetime) -> Told:
    """Somebody who is in brings a member of their household, by name: on the same sign-up, or walking in with them.

    Raises `Refused` (they are not in themselves; no name), and as `check_in`.
    """
    me = _inside(session, by)
    person = session.get(Person, me.person_id) if me.person_id else None
    phone = me.phone or ""
    first = of_person(person) if person else None
    clean = clean_name(name)
    for one in kin_of(session, me.id):
        if one.name == clean:
            check_in_kin(session, who, by, [one.attendee_id], how, now)
            return Told(Verdict.ENTER, by.event_id, masked(clean), clean, now, True, one.attendee_id)
    kin = relative(session, first, clean) if first else None
    shown = Shown(person_id=kin.person_id) if kin and kin.person_id else Shown(name=clean, phone=phone or str(me.who))
    told = check_in(session, who, by.event_id, shown, how, now)
    if told.mine and told.attendee_id:
        row = session.get_one(Attendee, told.attendee_id)
        row.via, row.by_attendee = Via.FAMILY, me.id
        if who is None and me.trust is Trust.LOWER:  # whoever came by a code on paper vouches for nobody
            row.trust = Trust.LOWER
        if not phone and row.person_id is None:
            row.phone = None  # it was their relative's number only in so far as it tells them apart
    return replace(told, whole_name=clean)


def _inside(session: Session, by: Told) -> Attendee:
    me = session.get(Attendee, by.attendee_id) if by.attendee_id else None
    if me is None or me.came_at is None or by.verdict not in {*LETS_IN, Verdict.ALREADY}:
        raise Refused("not_in_yourself", "请先自己签到，再给家里人签到。")
    return me


def check_out(session: Session, who: Actor, attendee_id: UUID, now: datetime) -> Attendee:
    """Somebody leaves; the place stays theirs. Twice changes nothing. Raises `NotFound`, `Conflict` (never came)."""
    row = _attendee(session, who, attendee_id)
    if row.came_at is None:
        raise Conflict("not_come", "这个人还没有签到。")
    row.left_at = row.left_at or now
    session.flush()
    return row


def undo(session: Session, who: Actor, attendee_id: UUID, now: datetime) -> None:
    """Take back one's own check-in of the wrong person, soon after. What happened stays noted.

    Raises `NotFound`, `Conflict` (not come; somebody else's; too long ago).
    """
    row = _attendee(session, who, attendee_id)
    if row.came_at is None or row.via is None:
        raise Conflict("not_come", "这个人还没有签到。")
    minutes = settings_of(session, row.community_id).undo_minutes
    since = row.received_at or row.came_at
    if row.by is None or row.by != author(who) or now - since > timedelta(minutes=minutes):
        raise Conflict("undo_too_late", "只能撤销自己 {minutes} 分钟内签的。", minutes=minutes)
    session.add(
        DoorTry(
            community_id=row.community_id, event_id=row.event_id, code="undone", via=row.via, at=row.came_at,
            attendee_id=row.id, person_id=row.person_id, by=author(who), created_at=now, looked_at=now,
            looked_by=author(who),
        )
    )  # fmt: skip
    if row.sign_up_id is None:
        if session.get_one(Event, row.event_id).capacity is not None:
            give_back(session, row.event_id)
        session.delete(row)
    else:
        row.came_at = row.received_at = row.left_at = row.via = row.trust = row.by = None
        row.device_key = row.late_code = None
        row.flags = []
    session.flush()


def _attendee(session: Session, who: Actor, attendee_id: UUID) -> Attendee:
    row = session.exec(select(Attendee).where(Attendee.id == attendee_id).with_for_update()).first()
    if row is None or not who.may_within(Permission.EVENT_CHECK_IN, row.community_id):
        raise NotFound("no_such_attendee", "没有这个人的签到。")
    return row


def door_tries(session: Session, who: Actor, event_id: UUID, *, open_only: bool = True) -> list[DoorTry]:
    """What should be looked at, oldest first. Raises `NotFound`."""
    event = event_for(session, who, event_id, Permission.EVENT_CHECK_IN)
    wanted = select(DoorTry).where(DoorTry.event_id == event.id)
    if open_only:
        wanted = wanted.where(col(DoorTry.looked_at).is_(None))
    return list(session.exec(wanted.order_by(col(DoorTry.at), col(DoorTry.id)).limit(500)))


def looked_at(session: Session, who: Actor, try_id: UUID, now: datetime) -> None:
    """Somebody has looked at it. Raises `NotFound`."""
    row = session.get(DoorTry, try_id)
    if row is None or not who.may_within(Permission.EVENT_CHECK_IN, row.community_id):
        raise no_event()
    if row.looked_at is None:
        row.looked_at, row.looked_by = now, author(who)
    session.flush()
