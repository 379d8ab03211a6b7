"""Who acts: a volunteer for themselves (`Me`), or a coordinator (an `Actor` with `volunteer:coordinate` in the
community: whoever makes its events, cadres and admins). What is not theirs is not there.
"""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.accounts.rules.operator import author
from app.events.service.people import Caller
from app.households.models import Community, Person
from app.shared.errors import NotFound
from app.volunteers.models import Volunteer, VolunteerDevice


@dataclass(frozen=True)
class Me:
    """A volunteer who acts for themselves. Only `me_of` makes one: a browser, an account or their code proves it."""

    volunteer_id: UUID
    community_id: UUID


Who = Me | Actor
_LIVE = col(Volunteer.erased_at).is_(None), col(Volunteer.merged_into).is_(None)


def me_of(session: Session, caller: Caller, account_id: UUID | None = None, code: str = "") -> Me | None:
    """Which volunteer this is: by their own code, by a browser that is remembered, or by an account. None: nobody."""
    wanted = select(Volunteer).where(*_LIVE)
    device = caller.device
    ways = []
    if code:
        ways.append(wanted.where(Volunteer.code == code.strip().upper()))
    if device is not None and device.person_id is not None:
        ways.append(wanted.where(Volunteer.person_id == device.person_id))
    elif device is not None:
        bound = select(VolunteerDevice.volunteer_id).where(VolunteerDevice.device_id == device.id)
        ways.append(wanted.where(col(Volunteer.id).in_(bound)))
    if account_id is not None:
        ways.append(wanted.where(Volunteer.account_id == account_id).order_by(col(Volunteer.id)))
    found = next((one for way in ways if (one := session.exec(way).first()) is not None), None)
    return Me(found.id, found.community_id) if found else None


def volunteer_for(session: Session, who: Who, volunteer_id: UUID, *, lock: bool = False) -> Volunteer:
    """One volunteer: themselves, or one of a coordinator's community. Raises `NotFound`."""
    wanted = select(Volunteer).where(Volunteer.id == volunteer_id, *_LIVE)
    if lock:
        wanted = wanted.with_for_update(key_share=True).execution_options(populate_existing=True)
    found = session.exec(wanted).first()
    if found is None or not _reaches(who, found):
        raise no_volunteer()
    return found


def own(session: Session, me: Me, *, lock: bool = False) -> Volunteer:
    """Themselves. Raises `NotFound`."""
    return volunteer_for(session, me, me.volunteer_id, lock=lock)


def check_coordinator(who: Actor, community_id: UUID) -> None:
    """Raises `NotFound` for whoever does not look after the volunteers of this community."""
    if not coordinates(who, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")


def coordinates(who: Actor, community_id: UUID) -> bool:
    """Whether they look after its volunteers."""
    return who.may_within(Permission.VOLUNTEER_COORDINATE, community_id)


def acted_by(who: Who) -> UUID | None:
    """The account that a row names; None: the volunteer themselves, or the operator of the server."""
    return author(who) if isinstance(who, Actor) else None


def zone_of(session: Session, community_id: UUID) -> str:
    """The time zone of a community."""
    return session.get_one(Community, community_id).zone


def names_of(session: Session, volunteers: list[Volunteer]) -> dict[UUID, str]:
    """What they are called: by the roster, or as they said. Empty for whom there is nothing left."""
    people = [one.person_id for one in volunteers if one.person_id is not None]
    rows = session.exec(select(Person.id, Person.name).where(col(Person.id).in_(people))).all() if people else []
    roster = dict(rows)
    return {one.id: roster.get(one.person_id, "") if one.person_id else one.name or "" for one in volunteers}


def no_volunteer() -> NotFound:
    """Not there, or not theirs."""
    return NotFound("no_such_volunteer", "找不到这位志愿者。", field="volunteer")


def _reaches(who: Who, volunteer: Volunteer) -> bool:
    if isinstance(who, Me):
        return who.volunteer_id == volunteer.id
    return coordinates(who, volunteer.community_id)
