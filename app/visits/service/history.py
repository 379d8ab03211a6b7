"""What happened at a door: the last visits, open needs, waiting proposals and marks, for many doors at once."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, func
from sqlmodel import Session, col

from app.accounts.models import Account
from app.households.models import Door, Household
from app.visits.models import (
    Correction,
    Mode,
    Need,
    Outcome,
    PriorityCause,
    PriorityMark,
    Urgency,
    Visit,
    VisitPhoto,
    VisitRevision,
)
from app.visits.service.queries import columns

LAST = 10  # visits on a card; older ones are on the server


@dataclass(slots=True)
class VisitLine:
    """One visit on the timeline. `by`: who visited; `mine`: whether that is the reader. `edited`: by whom last, or
    empty. `photos` are fetched as `/api/visits/<id>/photos/<sha256>`."""

    id: str
    no: str
    at: datetime
    mode: Mode
    outcome: Outcome
    by: str
    mine: bool
    people: list[str]
    topics: list[str]
    note: str
    revision: int
    edited: str
    photos: list[str]


@dataclass(slots=True)
class NeedLine:
    """An open need. `category` is a code of the view `words`."""

    id: str
    visit_id: str
    category: str
    text: str
    urgency: Urgency
    on: datetime


@dataclass(slots=True)
class ProposalLine:
    """A change of the roster that waits for a decision."""

    id: str
    person_id: str
    field: str
    value: str
    on: datetime


@dataclass(slots=True)
class MarkLine:
    """A noted cause."""

    id: str
    cause: PriorityCause
    since: date


@dataclass(slots=True)
class History:
    """All of it for one household, newest first."""

    visits: list[VisitLine] = field(default_factory=list)
    needs: list[NeedLine] = field(default_factory=list)
    proposals: list[ProposalLine] = field(default_factory=list)
    marks: list[MarkLine] = field(default_factory=list)


def histories(session: Session, here: ColumnElement[bool], reader: UUID, last: int = LAST) -> dict[UUID, History]:
    """Per household behind the doors of `here`. The caller has asked whether `reader` may see them."""
    found: dict[UUID, History] = defaultdict(History)
    _add_visits(session, here, reader, last, found)
    _add_needs(session, here, found)
    _add_proposals(session, here, found)
    _add_marks(session, here, found)
    return found


def at_doors(query: Any, household: Any, here: ColumnElement[bool]) -> Any:
    """The query, for households that live behind these doors."""
    return (
        query.join(Household, col(Household.id) == col(household))
        .join(Door, col(Door.id) == col(Household.door_id))
        .where(here, col(Household.moved_out_on).is_(None))
    )


def _add_visits(
    session: Session, here: ColumnElement[bool], reader: UUID, last: int, found: dict[UUID, History]
) -> None:
    place = func.row_number().over(
        partition_by=col(Visit.household_id), order_by=(col(Visit.started_at).desc(), col(Visit.id).desc())
    )
    numbered = at_doors(columns(Visit.id, place.label("place")).select_from(Visit), Visit.household_id, here).subquery()
    wanted = (
        columns(Visit, Account.name)
        .join(numbered, numbered.c.id == col(Visit.id))
        .join(Account, col(Account.id) == col(Visit.visitor_id))
        .where(numbered.c.place <= last)
        .order_by(numbered.c.place)
    )
    rows = session.execute(wanted).all()
    photos = _photos(session, here)
    editors = _editors(session, [visit.id for visit, _ in rows if visit.revision > 1])
    for visit, by in rows:
        line = visit_line(visit, by, reader, editors.get(visit.id, ""), photos.get(visit.id, []))
        found[visit.household_id].visits.append(line)


def visit_line(visit: Visit, by: str, reader: UUID, edited: str, photos: list[str]) -> VisitLine:
    """A visit as one line of a timeline."""
    return VisitLine(
        id=str(visit.id), no=visit.number, at=visit.started_at, mode=visit.mode, outcome=visit.outcome, by=by,
        mine=visit.visitor_id == reader, people=visit.people, topics=visit.topics, note=visit.note,
        revision=visit.revision, edited=edited, photos=photos,
    )  # fmt: skip


def _photos(session: Session, here: ColumnElement[bool]) -> dict[UUID, list[str]]:
    photos: dict[UUID, list[str]] = defaultdict(list)
    wanted = columns(VisitPhoto.visit_id, VisitPhoto.sha256).join(Visit, col(Visit.id) == col(VisitPhoto.visit_id))
    for visit, sha256 in session.execute(at_doors(wanted, Visit.household_id, here).order_by(VisitPhoto.position)):
        photos[visit].append(sha256)
    return photos


def _editors(session: Session, visits: Iterable[UUID]) -> dict[UUID, str]:
    """Who wrote the latest revision."""
    wanted = (
        columns(VisitRevision.visit_id, Account.name)
        .join(Account, col(Account.id) == col(VisitRevision.written_by))
        .where(col(VisitRevision.visit_id).in_(list(visits)))
        .order_by(VisitRevision.number)
    )
    return {visit: name for visit, name in session.execute(wanted)}


def _add_needs(session: Session, here: ColumnElement[bool], found: dict[UUID, History]) -> None:
    open_needs = columns(Need).where(col(Need.closed_at).is_(None)).order_by(col(Need.found_at).desc())
    for (need,) in session.execute(at_doors(open_needs, Need.household_id, here)):
        line = NeedLine(str(need.id), str(need.visit_id), need.category, need.text, need.urgency, need.found_at)
        found[need.household_id].needs.append(line)


def _add_proposals(session: Session, here: ColumnElement[bool], found: dict[UUID, History]) -> None:
    waiting = (
        columns(Visit.household_id, Correction)
        .select_from(Correction)
        .join(Visit, col(Visit.id) == col(Correction.visit_id))
        .where(col(Correction.decided_at).is_(None))
        .order_by(col(Correction.created_at).desc())
    )
    for home, one in session.execute(at_doors(waiting, Visit.household_id, here)):
        line = ProposalLine(str(one.id), str(one.person_id), one.field, one.value, one.created_at)
        found[home].proposals.append(line)


def _add_marks(session: Session, here: ColumnElement[bool], found: dict[UUID, History]) -> None:
    marks = columns(PriorityMark).where(col(PriorityMark.ended_at).is_(None)).order_by(col(PriorityMark.since).desc())
    for (mark,) in session.execute(at_doors(marks, PriorityMark.household_id, here)):
        found[mark.household_id].marks.append(MarkLine(str(mark.id), mark.cause, mark.since))
