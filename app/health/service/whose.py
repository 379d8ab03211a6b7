"""Whose health data is it: the resident behind a sign-in, and the children that somebody answers for."""

from __future__ import annotations

from dataclasses import dataclass, replace
from datetime import date, datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.health.rules.consent import is_adult, needs_guardian
from app.households.models import Community, Person
from app.households.service.reach import surviving
from app.passes.models import PersonAccount
from app.shared.clock import local_day
from app.shared.errors import NotFound

SEXES = {"男": "male", "女": "female"}


@dataclass(frozen=True)
class Owner:
    """A resident, as services of health checks take one. `sex`: male, female or empty. `account_id` None: has never
    signed in. `person_id` is that of the roster, also after two records were made one."""

    person_id: UUID
    community_id: UUID
    name: str
    born_on: date | None
    sex: str
    account_id: UUID | None

    @property
    def actor(self) -> Actor:
        """Who did it, for the record of access."""
        return Actor(self.account_id or UUID(int=0), self.name)


def owner_of(session: Session, who: Actor) -> Owner:
    """The resident who is signed in. Raises `NotFound` for everybody who did not come in with a pass."""
    wanted = select(PersonAccount.person_id).where(PersonAccount.account_id == who.account_id)
    person_id = session.exec(wanted).first()
    if person_id is None:
        raise NotFound("no_pass_account", "请用居民码和密码登录。")
    return replace(owner_by_person(session, person_id), account_id=who.account_id)


def owner_by_person(session: Session, person_id: UUID) -> Owner:
    """The resident with this record, or the one that it was made one with. Raises `NotFound`."""
    kept = surviving(session, [person_id]).get(person_id, person_id)
    wanted = (
        select(Person, PersonAccount.account_id)
        .join(PersonAccount, col(PersonAccount.person_id) == col(Person.id), isouter=True)
        .where(Person.id == kept)
    )
    found = session.exec(wanted).first()
    if found is None:
        raise not_yours()
    return _owner(*found)


def children_of(session: Session, owner: Owner, today: date) -> list[Owner]:
    """The children under 14 of the same household, for whom an adult answers (PIPL art. 31); empty for a minor, and for
    who has moved out."""
    if not is_adult(owner.born_on, today):
        return []
    lives = Person.id == owner.person_id, col(Person.moved_out_on).is_(None)
    home = select(Person.household_id).where(*lives).scalar_subquery()
    wanted = (
        select(Person, PersonAccount.account_id)
        .join(PersonAccount, col(PersonAccount.person_id) == col(Person.id), isouter=True)
        .where(
            Person.household_id == home, col(Person.moved_out_on).is_(None), col(Person.merged_into).is_(None),
            col(Person.born_on).is_not(None),
        )
        .order_by(col(Person.born_on), col(Person.id))
    )  # fmt: skip
    return [_owner(*one) for one in session.exec(wanted) if needs_guardian(one[0].born_on, today)]


def acting_for(session: Session, owner: Owner, person_id: UUID | None, today: date) -> Owner:
    """Whose data `owner` means: their own (None, or their own id), or that of a child they answer for.

    Raises `NotFound`: not yours and not there are one answer.
    """
    if person_id is None or person_id == owner.person_id:
        return owner
    found = next((one for one in children_of(session, owner, today) if one.person_id == person_id), None)
    if found is None:
        raise not_yours()
    return found


def own_of(session: Session, who: Actor, now: datetime, person_id: UUID | None = None) -> tuple[Owner, Owner]:
    """Who acts, and whose data it is: theirs, or those of a child they answer for. Raises `NotFound`."""
    owner = owner_of(session, who)
    return owner, acting_for(session, owner, person_id, today_of(session, owner, now))


def today_of(session: Session, owner: Owner, now: datetime) -> date:
    """The day it is where they live."""
    return local_day(now, session.get_one(Community, owner.community_id).zone)


def not_yours() -> NotFound:
    """One answer for what is somebody else's and for what is not there."""
    return NotFound("no_such_record", "没有找到。")


def _owner(person: Person, account_id: UUID | None) -> Owner:
    sex = SEXES.get(person.sex, "")
    return Owner(person.id, person.community_id, person.name, person.born_on, sex, account_id)
