"""Check a visit against what the roster and the community's lists know."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
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
from app.visits.service.settings import codes_of


@dataclass(frozen=True)
class Sent:
    """A visit on its way in, and where it was made."""

    place: Place
    meta: Meta
    visit: VisitBody


def checked(session: Session, sent: Sent) -> list[UUID]:
    """The people met, each once. Raises `Invalid`. See `all_checked`."""
    return all_checked(session, [sent])[0]


def all_checked(session: Session, sent: Sequence[Sent]) -> list[list[UUID]]:
    """The people met at each visit, each once. Raises `Invalid` for the first that has to be mended.

    Afterwards the people of the visits and of their proposals are the records that stand after merges, and proposed
    values are as history keeps them. What the roster and the lists say is read once for all.
    """
    named = {(one.place.household_id, person) for one in sent for person in _named(one.visit)}
    members = members_among(session, named)
    now = _surviving(session, members.values())
    codes = {place: codes_of(session, place) for place in {one.place.community_id for one in sent}}
    return [_checked(one, _known(one.place, members, codes[one.place.community_id]), now) for one in sent]


def _surviving(session: Session, members: Iterable[Person]) -> dict[UUID, UUID]:
    """`surviving`, asked only about those who were merged: mostly nobody."""
    people = {person.id: person.merged_into for person in members}
    merged = [person for person, into in people.items() if into is not None]
    return dict(zip(people, people, strict=True)) | (surviving(session, merged) if merged else {})


def _named(visit: VisitBody) -> set[UUID]:
    return {*visit.people, *(one.person_id for one in visit.corrections)}


def _known(place: Place, members: Mapping[tuple[UUID, UUID], Person], codes: Mapping[TermKind, set[str]]) -> Known:
    here = {person: row for (home, person), row in members.items() if home == place.household_id}
    return Known(here, codes[TermKind.TOPIC], codes[TermKind.NEED])


def _checked(sent: Sent, known: Known, now: Mapping[UUID, UUID]) -> list[UUID]:
    visit, today = sent.visit, local_day(sent.meta.received_at, sent.place.zone)
    errors = check(visit, known, sent.meta.received_at, today)
    if errors:
        raise Invalid(errors)
    for one in visit.corrections:
        one.value = tidy(known.members[one.person_id], one.field, one.value, today)
        one.person_id = now[one.person_id]
    return list(dict.fromkeys(now[person] for person in visit.people))


def members_among(session: Session, named: Collection[tuple[UUID, UUID]]) -> dict[tuple[UUID, UUID], Person]:
    """Of these pairs of household and person, those who live or lived there.

    A phone that was offline still names people who have moved or were merged meanwhile.
    """
    wanted = {person for _, person in named}
    people = session.exec(select(Person).where(col(Person.id).in_(wanted))).all() if wanted else []
    found = {person.id: person for person in people}
    known = [(home, found[person]) for home, person in named if person in found]
    elsewhere = [(home, person) for home, person in known if person.household_id != home]
    lived = _moves(session, {person.id for _, person in elsewhere})
    return {
        (home, person.id): person
        for home, person in known
        if person.household_id == home or (person.id, str(home)) in lived
    }


def _moves(session: Session, people: Collection[UUID]) -> set[tuple[UUID, str | None]]:
    if not people:
        return set()
    moves = select(PersonChange.person_id, PersonChange.old, PersonChange.new).where(
        col(PersonChange.person_id).in_(people), PersonChange.field == "household_id"
    )
    return {(person, home) for person, *ends in session.execute(moves) for home in ends}
