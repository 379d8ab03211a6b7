"""What a new community starts with: intervals, priorities and the words of the form, from `data/*.csv`.

The rows belong to the community from then on. A community whose rows were never written (a fresh database, a test)
is read as if they had been.
"""

from __future__ import annotations

import csv
from functools import cache
from pathlib import Path
from uuid import UUID

from sqlmodel import Session, select

from app.visits.models import PriorityCause, PriorityRule, TermKind, VisitInterval, VisitTerm

DATA = Path(__file__).parent / "data"


def ensure_defaults(session: Session, community_id: UUID) -> None:
    """Write the default rows of a community that has none of their kind. Flushes; safe to call again."""
    for table, make in MAKERS:
        if session.exec(select(table.id).where(table.community_id == community_id).limit(1)).first() is None:
            session.add_all(make(community_id))
    session.flush()


def default_intervals(community_id: UUID) -> list[VisitInterval]:
    """Unsaved rows: how often each care group is visited."""
    return [
        VisitInterval(
            community_id=community_id, code=row["code"], min_age=int(row["min_age"]), words=row["words"],
            days=int(row["days"]), grace_days=int(row["grace_days"]), rank=int(row["rank"]), source=row["source"],
        )
        for row in read_rows("intervals.csv")
    ]  # fmt: skip


def default_priorities(community_id: UUID) -> list[PriorityRule]:
    """Unsaved rows: what each cause does."""
    return [
        PriorityRule(
            community_id=community_id, cause=PriorityCause(row["cause"]), within_days=int(row["within_days"]),
            recent_days=int(row["recent_days"]) if row["recent_days"] else None, source=row["source"],
        )
        for row in read_rows("priorities.csv")
    ]  # fmt: skip


def default_terms(community_id: UUID) -> list[VisitTerm]:
    """Unsaved rows: topics, need categories and phrases, in the order of the form."""
    return [
        VisitTerm(
            community_id=community_id, kind=TermKind(row["kind"]), code=row["code"], name=row["name"],
            position=place, source=row["source"],
        )
        for place, row in enumerate(read_rows("terms.csv"), 1)
    ]  # fmt: skip


MAKERS = ((VisitInterval, default_intervals), (PriorityRule, default_priorities), (VisitTerm, default_terms))


@cache
def read_rows(name: str) -> tuple[dict[str, str], ...]:
    """The rows of a shipped file."""
    with (DATA / name).open(encoding="utf-8", newline="") as file:
        return tuple(csv.DictReader(file))
