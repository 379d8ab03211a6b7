"""What a visit found: needs, and proposals to correct the roster."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, select

from app.households.models import Person
from app.shared.clock import local_day
from app.visits.models import Correction, Need, Outcome, Visit
from app.visits.payload import NeedFound, VisitBody, plain_phone


def keep_findings(session: Session, kept: Visit, visit: VisitBody) -> None:
    """Write the needs and proposals of a new visit."""
    for need in _each_once(visit.needs):
        session.add(_need(kept, need))
    for person, field, value in proposals(session, kept, visit):
        session.add(_correction(kept, person, field, value))


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
    wanted = {(one.person_id, one.field): _tidy(one.field, one.value) for one in visit.corrections}
    if visit.outcome is Outcome.MOVED:
        day = local_day(kept.started_at).isoformat()
        for person in _living_at(session, kept.household_id):
            wanted.setdefault((person, "moved_out_on"), day)
    return [(person, field, value) for (person, field), value in wanted.items()]


def _tidy(field: str, value: str) -> str:
    return plain_phone(value) if field in ("phone", "emergency_phone") else value


def _living_at(session: Session, household_id: UUID) -> list[UUID]:
    living = select(Person.id).where(
        Person.household_id == household_id,
        col(Person.moved_out_on).is_(None),
        col(Person.merged_into).is_(None),
    )
    return list(session.exec(living.order_by(col(Person.id))))
