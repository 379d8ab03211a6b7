"""When somebody was there: two scans of a pass, the door of an event, or a colleague who writes it down."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.events.models import Attendee, Trust, Via
from app.events.service.people import guest_key
from app.passes.models import ResidentPass
from app.passes.rules.codes import read_pass
from app.shared.clock import local_day
from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.models import HOLDING, Assignment, Hours, Presence, ScanVia, Shift, Volunteer
from app.volunteers.service.find import settings_of
from app.volunteers.service.locks import hold_people
from app.volunteers.service.signing import own_seat
from app.volunteers.service.who import check_coordinator, names_of, zone_of

AROUND = timedelta(hours=1)  # before and after a shift in which a scan is meant for it
BOUNCE = timedelta(minutes=1)  # a pass held a little too long is read twice
SCANNED = {Via.WALL, Via.CAMERA, Via.HID, Via.TYPED, Via.TABLET}
_VIA = {Via.WALL: ScanVia.PHONE, Via.PRINTED: ScanVia.STAFF, Via.STAFF: ScanVia.STAFF, Via.FAMILY: ScanVia.STAFF}


@dataclass(frozen=True)
class Scanned:
    """What a scan of a pass was. `left`: went, else came. `again`: read twice in a moment, nothing was written."""

    presence: Presence
    shift: Shift
    name: str
    left: bool
    again: bool = False


def scan(session: Session, who: Actor, community_id: UUID, shown: str, now: datetime) -> Scanned:
    """A pass is scanned: whoever is not in comes, whoever is in goes.

    Raises `NotFound` (no such pass, no volunteer), `Refused` (no shift now; too often today), `Conflict`.
    """
    check_coordinator(who, community_id)
    volunteer = _holder(session, community_id, shown)
    hold_people(session, [volunteer.id])  # two scanners at once
    seat, shift = _seat_now(session, volunteer, now)
    name = names_of(session, [volunteer])[volunteer.id]
    last = session.exec(
        select(Presence).where(Presence.assignment_id == seat.id).order_by(col(Presence.came_at).desc())
    ).first()
    if last is not None and now - (last.left_at or last.came_at) < BOUNCE:
        return Scanned(last, shift, name, last.left_at is not None, again=True)
    if last is not None and last.left_at is None:
        last.left_at, last.left_via, last.left_by = now, ScanVia.DOOR, author(who)
        session.flush()
        return Scanned(last, shift, name, left=True)
    _check_unproposed(session, seat)
    made = _add(session, seat, now, ScanVia.DOOR, zone_of(session, community_id), came_by=author(who))
    _check_pairs(session, seat, made)
    return Scanned(made, shift, name, left=False)


def write_presence(
    session: Session, who: Actor, assignment_id: UUID, came_at: datetime, left_at: datetime, now: datetime
) -> Presence:
    """补录: a colleague writes down when somebody came and went; such hours stay apart. Recorded.

    Raises `NotFound`, `Refused`, `Conflict` (hours are proposed already: then it takes a correction).
    """
    seat, shift = own_seat(session, who, assignment_id)
    hold_people(session, [seat.volunteer_id])
    _check_times(shift, came_at, left_at, now)
    _check_unproposed(session, seat)
    made = _add(
        session, seat, came_at, ScanVia.STAFF, zone_of(session, seat.community_id), came_by=author(who),
        left_at=left_at, left_via=ScanVia.STAFF, left_by=author(who),
    )  # fmt: skip
    _check_pairs(session, seat, made)
    record(session, who, "volunteer:late_entry", f"{shift.title} {shift.on_day}", shift.community_id)
    return made


def close_presence(session: Session, who: Actor, presence_id: UUID, left_at: datetime, now: datetime) -> Presence:
    """A colleague says when somebody went who forgot to scan: that makes hours of the written kind. Recorded.

    Raises `NotFound`, `Refused`, `Conflict` (closed already).
    """
    row = session.get(Presence, presence_id)
    if row is None:
        raise NotFound("no_such_presence", "没有这次签到。", field="left_at")
    seat, shift = own_seat(session, who, row.assignment_id)
    hold_people(session, [seat.volunteer_id])
    session.refresh(row)
    if row.left_at is not None:
        raise Conflict("presence_closed", "这次已经签退了。", field="left_at")
    _check_times(shift, row.came_at, left_at, now)
    row.left_at, row.left_via, row.left_by = left_at, ScanVia.STAFF, author(who)
    record(session, who, "volunteer:late_entry", f"{shift.title} {shift.on_day}", shift.community_id)
    session.flush()
    return row


def take_from_event(session: Session, shift: Shift, seats: list[Assignment]) -> None:
    """Who came to the event of a shift was there: what its door has written becomes a pair. Again adds nothing."""
    if shift.event_id is None or not seats:
        return
    have = set(
        session.exec(select(Presence.assignment_id).where(col(Presence.assignment_id).in_([s.id for s in seats])))
    )
    people = {
        one.id: one
        for one in session.exec(select(Volunteer).where(col(Volunteer.id).in_([s.volunteer_id for s in seats])))
    }
    zone = zone_of(session, shift.community_id)
    for seat in seats:
        who = _key_of(people[seat.volunteer_id])
        if seat.id in have or who is None:
            continue
        came = select(Attendee).where(Attendee.event_id == shift.event_id, Attendee.who == who)
        found = session.exec(came.where(col(Attendee.came_at).is_not(None))).first()
        if found is not None:
            assert found.came_at is not None
            via = _came_via(found)
            gone = {"left_at": found.left_at, "left_via": via} if found.left_at else {}
            _add(session, seat, found.came_at, via, zone, came_by=found.by, **gone)


def _came_via(found: Attendee) -> ScanVia:
    """A code on paper may be a photograph of it, so it is no scan that proves anything."""
    if found.via not in SCANNED or found.trust is Trust.LOWER:
        return ScanVia.STAFF
    return _VIA.get(found.via, ScanVia.DOOR)


def _key_of(volunteer: Volunteer) -> UUID | None:
    if volunteer.person_id is not None:
        return volunteer.person_id
    return guest_key(volunteer.phone, volunteer.name) if volunteer.phone and volunteer.name else None


def _holder(session: Session, community_id: UUID, shown: str) -> Volunteer:
    read = read_pass(shown)
    wanted = select(ResidentPass.person_id).where(
        ResidentPass.community_id == community_id, col(ResidentPass.revoked_at).is_(None)
    )
    wanted = wanted.where(
        ResidentPass.token == read.token if read.token else ResidentPass.short_code == read.short_code
    )
    person_id = session.exec(wanted).first() if read else None
    if person_id is None:
        raise NotFound("no_such_pass", "没有这张居民码，请对一下再输。", field="pass")
    found = session.exec(
        select(Volunteer).where(
            Volunteer.person_id == person_id, Volunteer.community_id == community_id,
            col(Volunteer.erased_at).is_(None), col(Volunteer.merged_into).is_(None),
        )
    ).first()  # fmt: skip
    if found is None:
        raise NotFound("no_such_volunteer", "找不到这位志愿者。", field="pass")
    return found


def _seat_now(session: Session, volunteer: Volunteer, now: datetime) -> tuple[Assignment, Shift]:
    """The seat a scan is meant for: one they have not gone from yet, else the shift that begins first."""
    wanted = (
        select(Assignment, Shift)
        .join(Shift, col(Shift.id) == col(Assignment.shift_id))
        .where(
            Assignment.volunteer_id == volunteer.id, col(Assignment.state).in_(HOLDING),
            Shift.starts_at <= now + AROUND, Shift.ends_at >= now - AROUND, col(Shift.cancelled_at).is_(None),
            col(Shift.published_at).is_not(None),
        )
        .order_by(col(Shift.starts_at))
    )  # fmt: skip
    found = session.exec(wanted).all()
    inside = set(
        session.exec(
            select(Presence.assignment_id).where(
                col(Presence.assignment_id).in_([one.id for one, _ in found]), col(Presence.left_at).is_(None)
            )
        )
    )
    best = sorted(found, key=lambda one: (one[0].id not in inside, one[1].ends_at < now, one[1].starts_at))
    if not best:
        raise Refused("no_shift_now", "这位志愿者现在没有班。", field="pass")
    return best[0][0], best[0][1]


def _add(
    session: Session, seat: Assignment, came_at: datetime, via: ScanVia, zone: str, **columns: Any
) -> Presence:  # fmt: skip
    made = Presence(
        community_id=seat.community_id, assignment_id=seat.id, volunteer_id=seat.volunteer_id,
        on_day=local_day(came_at, zone), came_at=came_at, came_via=via, **columns,
    )  # fmt: skip
    session.add(made)
    session.flush()
    return made


def _check_pairs(session: Session, seat: Assignment, made: Presence) -> None:
    most = settings_of(session, seat.community_id).pairs_most
    same_day = select(Presence.id).where(Presence.assignment_id == seat.id, Presence.on_day == made.on_day)
    if len(session.exec(same_day).all()) > most:
        raise Refused("pairs_most", "一天最多签到签退 {most} 次，这次不再计。", field="pass", most=most)


def _check_unproposed(session: Session, seat: Assignment) -> None:
    if session.exec(select(Hours.id).where(Hours.assignment_id == seat.id)).first():
        raise Conflict("hours_proposed", "这个班的时长已经提出来了，要改请走更正。", field="came_at")


def _check_times(shift: Shift, came_at: datetime, left_at: datetime, now: datetime) -> None:
    if left_at <= came_at:
        raise Refused("left_before", "签退要晚于签到。", field="left_at")
    if left_at > now:
        raise Refused("in_the_future", "还没到这个时间。", field="left_at")
    if came_at >= shift.ends_at or left_at <= shift.starts_at:
        raise Refused("not_in_shift", "这段时间不在这个班里。", field="came_at")
