"""Check a visit against what the roster and the community's lists know."""

from __future__ import annotations

from collections.abc import Iterable
from uuid import UUID

from sqlmodel import Session, col, select

from app.households.models import Person, PersonChange
from app.households.service import surviving
from app.offline.registry import Meta
from app.shared.clock import local_day
from app.shared.errors import Invalid
from app.visits.models import TermKind
from app.visits.payload import Known, VisitBody, check, tidy
from app.visits.service.places import Place
from app.visits.service.settings import codes, terms_of


def checked(session: Session, place: Place, visit: VisitBody, meta: Meta) -> list[UUID]:
    """The people met, each once. Raises `Invalid`.

    Afterwards the people of the visit and of its proposals are the records that stand after merges, and proposed
    values are as history keeps them.
    """
    named = {*visit.people, *(one.person_id for one in visit.corrections)}
    members = members_among(session, place.household_id, named)
    terms = terms_of(session, place.community_id)
    known = Known(members, codes(terms, TermKind.TOPIC), codes(terms, TermKind.NEED))
    today = local_day(meta.received_at, place.zone)
    errors = check(visit, known, meta.received_at, today)
    if errors:
        raise Invalid(errors)
    now = surviving(session, named)
    for one in visit.corrections:
        one.value = tidy(members[one.person_id], one.field, one.value, today)
        one.person_id = now[one.person_id]
    return list(dict.fromkeys(now[person] for person in visit.people))


def members_among(session: Session, household_id: UUID, named: Iterable[UUID]) -> dict[UUID, Person]:
    """Of these people, those who live or lived in the household.

    A phone that was offline still names people who have moved or were merged meanwhile.
    """
    wanted = list(named)
    people = session.exec(select(Person).where(col(Person.id).in_(wanted))).all() if wanted else []
    found = {person.id: person for person in people if person.household_id == household_id}
    others = [person for person in people if person.id not in found]
    return found | {person.id: person for person in _lived_here(session, household_id, others)}


def _lived_here(session: Session, household_id: UUID, people: list[Person]) -> list[Person]:
    if not people:
        return []
    moves = select(PersonChange.person_id, PersonChange.old, PersonChange.new).where(
        col(PersonChange.person_id).in_([person.id for person in people]), PersonChange.field == "household_id"
    )
    homes = {(person, home) for person, *ends in session.execute(moves) for home in ends}
    return [person for person in people if (person.id, str(household_id)) in homes]
