"""Small helpers of the tests of health checks: residents with accounts of their own who agree, and what they share."""

from __future__ import annotations

from datetime import datetime, timedelta

from sqlmodel import Session, select

from app.accounts.models import Account, Grant, Role
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.health.models import ConsentKind, Measure, Origin, Reading
from app.health.rules.consent import version_of
from app.health.rules.reading import Taken, to_json
from app.health.rules.sharing import Terms
from app.health.service import consent, keys
from app.health.service.whose import Owner, owner_of
from app.households.models import Person
from app.passes.models import PersonAccount
from app.shared.ids import new_id
from tests.conftest import NOW

DAY = timedelta(days=1)
WEEK = Terms((Measure.BP, Measure.GLUCOSE), NOW + 7 * DAY)


def actor(session: Session, account: Account, at: datetime = NOW) -> Actor:
    return actor_of(session, account.id, at)


def resident(session: Session, person: Person, *kinds: ConsentKind) -> Actor:
    """Signed in with pass and PIN, and having agreed to `kinds`."""
    found = session.exec(select(PersonAccount).where(PersonAccount.person_id == person.id)).first()
    if found is None:
        account = Account(login=f"pass-{person.id}", name=person.name)
        session.add(account)
        session.flush()
        session.add(Grant(account_id=account.id, role=Role.RESIDENT, community_id=person.community_id))
        found = PersonAccount(person_id=person.id, account_id=account.id)
        session.add(found)
        session.flush()
    who = actor_of(session, found.account_id, NOW)
    for kind in kinds:
        consent.give(session, owner_of(session, who), kind, version_of(kind), NOW - DAY)
    return who


def owner(session: Session, person: Person, *kinds: ConsentKind) -> Owner:
    return owner_of(session, resident(session, person, *kinds))


def kept(session: Session, who: Actor, measure: Measure, at: datetime, **values: float) -> Reading:
    """A reading of theirs, at home."""
    whose = owner_of(session, who)
    row = Reading(
        community_id=whose.community_id, person_id=whose.person_id, measure=measure, check_id=new_id(), taken_at=at,
        origin=Origin.HOME, sealed=keys.seal(session, whose.person_id, to_json(Taken(values))), created_at=at,
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row
