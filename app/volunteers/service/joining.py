"""Joining in a minute: by a pass, by name and phone, or with a colleague's help."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.accounts.rules.operator import author
from app.accounts.service.records import record
from app.events.service.people import Caller, clean_name, clean_phone, in_roster
from app.households.models import Community, Person
from app.passes.models import KnownDevice
from app.passes.rules.codes import draw
from app.passes.service.devices import remember_guest, token_hash
from app.shared.clock import local_day
from app.shared.crypto import blind_index
from app.shared.errors import Conflict, NotFound, Refused
from app.volunteers.forms import JoinForm, check, wrong_birthday, wrong_windows
from app.volunteers.models import Availability, JoinedBy, Language, Volunteer, VolunteerDevice
from app.volunteers.rules.languages import LANGUAGES
from app.volunteers.service.who import Me, check_coordinator, volunteer_for, zone_of

CODE = 12  # letters: nobody finds one by trying


@dataclass(frozen=True)
class Joined:
    """`code`: their own, shown once to keep. `token`: for the cookie of a browser that is a guest's now, else empty.

    `before`: they were a volunteer already, or have come back.
    """

    me: Me
    code: str
    token: str = ""
    before: bool = False


def join(session: Session, caller: Caller, community_id: UUID, form: JoinForm, now: datetime) -> Joined:
    """Somebody joins. Whoever has shown a pass, or whose browser is remembered by one, is that person; anybody else
    says name and phone, which proves nothing: it stays apart from the roster until a pass or a colleague says so.
    Whose browser it is counts while no other name is typed; who types one is somebody else, and has their own link.

    Raises `NotFound`, `Invalid`, `Refused` (`not_agreed`, `name_missing`, …), `Conflict` (`joined_already`).
    """
    _check(session, community_id, form, now)
    device = caller.device if caller.device and caller.device.community_id == community_id else None
    unnamed = device if device and (not form.name.strip() or clean_name(form.name) == device.name) else None
    person_id = caller.person_id or (unnamed.person_id if unnamed else None)
    if person_id is not None:
        return _as_person(session, community_id, person_id, form, now, joined_by=JoinedBy.PASS)
    typed = (unnamed.name, unnamed.phone) if unnamed else (form.name, form.phone)
    name, phone = clean_name(typed[0]), clean_phone(typed[1])
    if _said_before(session, community_id, name, phone) is not None:
        raise Conflict(
            "joined_already",
            "这个名字和电话已经报过名了。请用自己的链接打开，或者到前台，请工作人员帮忙。",
            field="phone",
        )
    made = _add(session, community_id, form, now, joined_by=JoinedBy.SAID, **_guest(name, phone))
    token = "" if device else remember_guest(session, community_id, name, phone, now)
    _bind(session, made, _device_id(session, token) if token else unnamed.id if unnamed else None, now)
    return Joined(Me(made.id, community_id), made.code, token)


def _bind(session: Session, row: Volunteer, device_id: UUID | None, now: datetime) -> None:
    """A browser acts as one volunteer. Whoever joins on the phone of somebody else has their own link."""
    taken = select(VolunteerDevice.id).where(VolunteerDevice.device_id == device_id)
    if device_id is not None and session.exec(taken).first() is None:
        session.add(VolunteerDevice(device_id=device_id, volunteer_id=row.id, created_at=now))
        session.flush()


def join_for(
    session: Session, who: Actor, community_id: UUID, form: JoinForm, now: datetime, *, person_id: UUID | None = None
) -> Joined:
    """A colleague takes somebody in: a person of the roster, or by name and phone. Raises as `join`."""
    check_coordinator(who, community_id)
    _check(session, community_id, form, now)
    by = {"joined_by": JoinedBy.STAFF, "joined_for": author(who)}
    if person_id is not None:
        return _as_person(session, community_id, person_id, form, now, **by)
    name, phone = clean_name(form.name), clean_phone(form.phone)
    if _said_before(session, community_id, name, phone) is not None:
        raise Conflict("joined_already", "这个人已经是志愿者了。", field="phone")
    made = _add(session, community_id, form, now, **by, **_guest(name, phone))
    return Joined(Me(made.id, community_id), made.code)


def link_person(session: Session, who: Actor, volunteer_id: UUID, person_id: UUID, now: datetime) -> Volunteer:
    """A colleague knows that somebody who typed a name is this person of the roster. Recorded.

    Raises `NotFound`, `Conflict` (`joined_already`, `linked_already`).
    """
    row = volunteer_for(session, who, volunteer_id, lock=True)
    if row.person_id is not None:
        raise Conflict("linked_already", "这位志愿者已经对上居民了。", field="person_id")
    whom = in_roster(session, row.community_id, person_id)
    if _of_person(session, whom.who) is not None:
        raise Conflict("joined_already", "这个人已经是志愿者了。", field="person_id")
    _become(row, whom.who)
    record(session, who, "volunteer:link", whom.name, row.community_id)
    session.flush()
    return row


def remember_here(session: Session, me: Me, now: datetime) -> str:
    """This browser acts as the volunteer from now on, who has opened their own link. Returns the token for the cookie.

    Only for those who are not in the roster: everybody else shows a pass. Raises `NotFound`, `Refused`.
    """
    row = volunteer_for(session, me, me.volunteer_id)
    if row.person_id is not None or row.name is None:
        raise Refused("pass_needed", "请用居民码打开，这样更安全。", field="pass")
    token = remember_guest(session, row.community_id, row.name, row.phone or "", now)
    session.add(VolunteerDevice(device_id=_device_id(session, token), volunteer_id=row.id, created_at=now))
    session.flush()
    return token


def new_code(session: Session, who: Me | Actor, volunteer_id: UUID, now: datetime) -> str:
    """A fresh own code; the old one ends. Raises `NotFound`."""
    row = volunteer_for(session, who, volunteer_id, lock=True)
    row.code = fresh_code()
    session.flush()
    return row.code


def fresh_code() -> str:
    """A new own code."""
    return draw(CODE, secrets.token_bytes(4 * CODE))


def set_windows_of(session: Session, row: Volunteer, form: JoinForm) -> None:
    """Languages and hours of the form, for somebody new."""
    for code in dict.fromkeys(one for one in form.languages if one in LANGUAGES):
        session.add(Language(volunteer_id=row.id, code=code))
    seen = {(one.weekday, one.since): one for one in form.windows}
    for one in seen.values():
        session.add(Availability(volunteer_id=row.id, weekday=one.weekday, since=one.since, until=one.until))
    session.flush()


def _check(session: Session, community_id: UUID, form: JoinForm, now: datetime) -> None:
    if session.get(Community, community_id) is None:
        raise NotFound("community_unknown", "找不到这个社区。", field="community")
    if not form.agreed:
        raise Refused("not_agreed", "请先看一下我们会记什么，再点同意。", field="agreed")
    today = local_day(now, zone_of(session, community_id))
    check(error for part in (wrong_windows(form.windows), wrong_birthday(form.born_on, today)) for error in part)
    if not 0 <= form.wish_hours <= 200:
        raise Refused("number_out_of_range", "请填 {least} 到 {most}。", field="wish_hours", least=0, most=200)


def _as_person(
    session: Session, community_id: UUID, person_id: UUID, form: JoinForm, now: datetime, **columns: Any
) -> Joined:
    """A person of the roster. Who has joined before by the same name and phone number is taken over."""
    whom = in_roster(session, community_id, person_id)
    row = _of_person(session, whom.who)
    if row is None:
        person = session.get_one(Person, whom.who)
        row = _said_before(session, community_id, person.name, person.phone) if person.phone else None
        if row is not None:
            _become(row, person.id)
    if row is not None:
        row.left_at = None
        session.flush()
        return Joined(Me(row.id, community_id), row.code, before=True)
    try:
        with session.begin_nested():
            made = _add(session, community_id, form, now, person_id=whom.who, **columns)
    except IntegrityError:  # tapped twice
        made = session.exec(_live().where(Volunteer.person_id == whom.who)).one()
        return Joined(Me(made.id, community_id), made.code, before=True)
    return Joined(Me(made.id, community_id), made.code)


def _add(session: Session, community_id: UUID, form: JoinForm, now: datetime, **columns: Any) -> Volunteer:
    born_on: date | None = None if columns.get("person_id") else form.born_on
    row = Volunteer(
        community_id=community_id, code=fresh_code(), agreed_at=now, created_at=now,
        wish_hours=form.wish_hours, born_on=born_on, **columns,
    )  # fmt: skip
    session.add(row)
    session.flush()
    set_windows_of(session, row, form)
    return row


def _guest(name: str, phone: str) -> dict[str, Any]:
    return {"name": name, "phone": phone, "phone_index": blind_index("phone", phone)}


def _become(row: Volunteer, person_id: UUID) -> None:
    """What the roster knows is not kept twice."""
    row.person_id, row.name, row.phone, row.phone_index = person_id, None, None, None


def _of_person(session: Session, person_id: UUID) -> Volunteer | None:
    return session.exec(_live().where(Volunteer.person_id == person_id)).first()


def _said_before(session: Session, community_id: UUID, name: str, phone: str) -> Volunteer | None:
    same = _live().where(Volunteer.community_id == community_id, Volunteer.phone_index == blind_index("phone", phone))
    return next((one for one in session.exec(same.order_by(col(Volunteer.id))) if one.name == name), None)


def _live() -> Any:
    return select(Volunteer).where(col(Volunteer.erased_at).is_(None), col(Volunteer.merged_into).is_(None))


def _device_id(session: Session, token: str) -> UUID:
    return session.exec(select(KnownDevice.id).where(KnownDevice.token_hash == token_hash(token))).one()
