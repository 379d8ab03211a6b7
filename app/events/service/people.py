"""Who somebody is: a person of the roster, or a guest with a name and a phone number."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.households.identity import normalise_phone
from app.households.models import Household, Person
from app.households.service.reach import LIVES_THERE, surviving
from app.passes.service.devices import Remembered
from app.shared.crypto import blind_index, keys
from app.shared.errors import NotFound, Refused
from app.shared.ids import new_id
from app.shared.text import one_line

LONGEST_NAME = 64


@dataclass(frozen=True)
class Caller:
    """A browser without an account: how it is remembered, and a random text that it keeps (a cookie) for flags.

    `person_id`: whose pass it has just shown (`proof`).
    """

    device: Remembered | None = None
    browser: str = ""
    address: str = ""
    person_id: UUID | None = None


@dataclass(frozen=True)
class Whom:
    """One person at an event. `who` is the key of `Attendee`; guests have a name and mostly a phone number."""

    who: UUID
    person_id: UUID | None
    name: str
    phone: str = ""
    household_id: UUID | None = None


def clean_name(typed: str) -> str:
    """A name without blanks around or inside Chinese names, as the roster has it. Raises `Refused`."""
    name = one_line(typed, LONGEST_NAME)
    name = name if name.isascii() else "".join(name.split())
    if not name:
        raise Refused("name_missing", "请写姓名。", field="name")
    return name


def clean_phone(typed: str) -> str:
    """A phone number as the roster has it. Raises `Refused`."""
    phone = normalise_phone(typed)
    if phone is None:
        raise Refused("phone_wrong", "电话号码不对，请看一下。", field="phone")
    return phone


def guest_key(phone: str, name: str) -> UUID:
    """The key of somebody who is not in the roster: same name and phone, same guest; nothing is read back."""
    return UUID(bytes=keys().derive("event-guest", f"{phone}\0{name}")[:16])


def device_key(event_id: UUID, browser: str) -> str | None:
    """The digest of a browser at one event: equal within it, no trace across events."""
    return keys().blind("event-browser", f"{event_id}\0{browser}") if browser else None


def by_name(session: Session, community_id: UUID, name: str, phone: str) -> Whom:
    """The person of the roster with this name and phone number, else a guest. Both texts are clean."""
    wanted = (
        select(Person)
        .join(Household, col(Household.id) == col(Person.household_id))
        .where(
            Person.community_id == community_id,
            Person.phone_index == blind_index("phone", phone),
            Person.name == name,
            *LIVES_THERE,
        )
    )
    found = session.exec(wanted.order_by(col(Person.id))).first()
    return of_person(found) if found else Whom(guest_key(phone, name), None, name, phone)


def by_device(session: Session, device: Remembered) -> Whom:
    """Whose browser this is."""
    if device.person_id is None:
        return by_name(session, device.community_id, device.name, device.phone)
    return of_person(session.get_one(Person, device.person_id))


def of_person(person: Person) -> Whom:
    """A person of the roster."""
    return Whom(person.id, person.id, person.name, "", person.household_id)


def in_roster(session: Session, community_id: UUID, person_id: UUID) -> Whom:
    """A person of this community by their id, or by that of a record that was merged into theirs.

    Raises `NotFound`, `Refused` (has moved away).
    """
    person = session.get(Person, surviving(session, [person_id])[person_id])
    if person is None or person.community_id != community_id:
        raise NotFound("person_unknown", "找不到这个人。", field="person_id")
    if person.moved_out_on is not None:
        raise Refused("person_moved", "这个人已经迁出，报不了名。要来的话，按客人写名字和手机号。", field="person_id")
    return of_person(person)


def of_household(session: Session, first: Whom, people: Sequence[UUID]) -> list[Whom]:
    """Members of the household of `first` by their ids, in that order. Raises `NotFound` for anybody else."""
    if not people:
        return []
    wanted = select(Person).join(Household, col(Household.id) == col(Person.household_id))
    wanted = wanted.where(Person.household_id == first.household_id, col(Person.id).in_(people), *LIVES_THERE)
    found = {one.id: of_person(one) for one in session.exec(wanted)}
    if len(found) < len(set(people)):
        raise NotFound("person_unknown", "找不到这个人。", field="kin")
    return [found[one] for one in dict.fromkeys(people)]


def relative(session: Session, first: Whom, name: str) -> Whom:
    """Somebody who comes with `first`: a member of the same household by name, else a guest under the same phone.

    Without a name: a place and no more.
    """
    if not name:
        return Whom(new_id(), None, "")
    if first.household_id is not None:
        wanted = select(Person).where(Person.household_id == first.household_id, Person.name == name)
        alive = col(Person.merged_into).is_(None), col(Person.moved_out_on).is_(None)
        if found := session.exec(wanted.where(*alive).order_by(col(Person.id))).first():
            return of_person(found)
    return Whom(guest_key(first.phone or str(first.who), name), None, name)
