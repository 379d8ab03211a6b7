"""What a community has set: intervals, priorities, words. Read as the defaults while nothing was written."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, col, select

from app.visits.defaults import default_intervals, default_priorities, default_terms
from app.visits.models import PriorityCause, PriorityRule, TermKind, VisitInterval, VisitTerm
from app.visits.service.queries import columns


def intervals_of(session: Session, community_id: UUID) -> list[VisitInterval]:
    """Its intervals, the most pressing first."""
    rows = session.exec(select(VisitInterval).where(VisitInterval.community_id == community_id)).all()
    return sorted(rows or default_intervals(community_id), key=lambda row: (row.rank, row.days, row.key))


def priorities_of(session: Session, community_id: UUID) -> dict[PriorityCause, PriorityRule]:
    """Its priority rules by cause."""
    rows = session.exec(select(PriorityRule).where(PriorityRule.community_id == community_id)).all()
    return {row.cause: row for row in rows or default_priorities(community_id)}


def terms_of(session: Session, community_id: UUID) -> list[VisitTerm]:
    """Every term it ever offered, in the order of the form; retired ones have `ended_at`."""
    wanted = select(VisitTerm).where(VisitTerm.community_id == community_id).order_by(col(VisitTerm.position))
    return list(session.exec(wanted)) or default_terms(community_id)


def codes_of(session: Session, community_id: UUID) -> dict[TermKind, set[str]]:
    """Every code it ever offered, by list. Columns only: asked for every delivery of a phone."""
    wanted = columns(VisitTerm.kind, VisitTerm.code).where(VisitTerm.community_id == community_id)
    rows = [tuple(row) for row in session.execute(wanted)]
    rows = rows or [(term.kind, term.code) for term in default_terms(community_id)]
    return {kind: {code for its, code in rows if its is kind} for kind in TermKind}
