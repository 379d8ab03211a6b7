"""Residents with a pass account, for tests of health checks."""

from __future__ import annotations

from datetime import date
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.health.models import ConsentKind
from app.health.rules.consent import version_of
from app.health.service.consent import give
from app.health.service.sign_in import account_for
from app.health.service.whose import Owner, owner_by_person
from app.households.models import Household, Person
from tests.conftest import NOW


def with_account(session: Session, person: Person) -> Owner:
    """A resident who has signed in with their pass before."""
    account_for(session, person.id, NOW)
    return owner_by_person(session, person.id)


def agreed(session: Session, person: Person, *kinds: ConsentKind) -> Owner:
    """The same, who has agreed: to keeping, or to what is given."""
    owner = with_account(session, person)
    for kind in kinds or (ConsentKind.KEEP,):
        give(session, owner, kind, version_of(kind), NOW)
    return owner


def child_of(session: Session, home: Household, born_on: date, name: str = "陈小小") -> Person:
    """A child in a household."""
    made = Person(community_id=home.community_id, household_id=home.id, name=name, born_on=born_on, relation="女")
    session.add(made)
    session.flush()
    return made


def rows(session: Session, model: Any, person_id: UUID) -> list[Any]:
    """What there is of a person."""
    return list(session.exec(select(model).where(model.person_id == person_id)))
