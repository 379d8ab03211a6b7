"""What a visit found: needs, and proposals to correct the roster."""

from __future__ import annotations

from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.households.models import Person
from app.shared.clock import local_day
from app.visits.models import Correction, Need, Outcome, Visit
from app.visits.payload import NeedFound, VisitBody


def keep_findings(session: Session, kept: Visit, visit: VisitBody) -> None:
    """Write the needs and proposals of a new visit."""
    for need in _each_once(visit.needs):
        session.add(_need(kept, need))
    for person, field, value in proposals(session, kept, visit):
        session.add(_correction(kept, person, field, value))


def change_findings(session: Session, who: Actor, kept: Visit, visit: VisitBody, now: datetime) -> None:
    """Bring needs and proposals in line with an edit. What was answered or decided meanwhile stays as it is."""
    _change_needs(session, who, kept, visit, now)
    _change_proposals(session, who, kept, visit, now)


def _change_needs(session: Session, who: Actor, kept: Visit, visit: VisitBody, now: datetime) -> None:
    wanted = {(need.category, need.text): need for need in visit.needs}
    for need in session.exec(select(Need).where(Need.visit_id == kept.id, col(Need.withdrawn).is_(False))):
        need.household_id, need.found_at = kept.household_id, kept.started_at
        said = wanted.pop((need.category, need.text), None)
        if said is not None:
            need.urgency = said.urgency
        elif need.closed_at is None:
            need.closed_at, need.closed_by, need.withdrawn = now, who.account_id, True
    session.add_all(_need(kept, need) for need in wanted.values())


def _change_proposals(session: Session, who: Actor, kept: Visit, visit: VisitBody, now: datetime) -> None:
    wanted = {(person, field): value for person, field, value in proposals(session, kept, visit)}
    for one in session.exec(select(Correction).where(Correction.visit_id == kept.id)):
        key = (one.person_id, one.field)
        if key in wanted and wanted[key] == one.value:
            del wanted[key]
        elif one.decided_at is None:
            one.decided_at, one.decided_by, one.accepted = now, who.account_id, False
    session.add_all(_correction(kept, person, field, value) for (person, field), value in wanted.items())


def _each_once(needs: list[NeedFound]) -> list[NeedFound]:
    return list({(need.category, need.text): need for need in needs}.values())


def _need(kept: Visit, need: NeedFound) -> Need:
    return Need(
        community_id=kept.community_id, household_id=kept.household_id, visit_id=kept.id, category=need.category,
        text=need.text, urgency=need.urgency, found_at=kept.started_at, created_at=kept.received_at,
    )  # fmt: skip


def _correction(kept: Visit, person: UUID, field: str, value: str) -> Correction:
    return Correction(
        community_id=kept.community_id, visit_id=kept.id, person_id=person, field=field, value=value,
        created_at=kept.received_at,
    )  # fmt: skip


def proposals(session: Session, kept: Visit, visit: VisitBody) -> list[tuple[UUID, str, str]]:
    """Person, field, value: what the form changed, and for 已搬走 that each who lives there moved out that day."""
    wanted = {(one.person_id, one.field): one.value for one in visit.corrections}
    if visit.outcome is Outcome.MOVED:
        day = local_day(kept.started_at).isoformat()
        for person in _living_at(session, kept.household_id):
            wanted.setdefault((person, "moved_out_on"), day)
    return [(person, field, value) for (person, field), value in wanted.items()]


def _living_at(session: Session, household_id: UUID) -> list[UUID]:
    living = select(Person.id).where(
        Person.household_id == household_id,
        col(Person.moved_out_on).is_(None),
        col(Person.merged_into).is_(None),
    )
    return list(session.exec(living.order_by(col(Person.id))))
