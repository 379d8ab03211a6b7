"""Doing a chore once a day, whichever process comes first."""

from __future__ import annotations

from collections import Counter
from datetime import datetime, timedelta
from typing import Any

from sqlalchemy import Engine, or_, update
from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.shared.db import reading, transaction
from app.shared.ids import new_id
from app.shared.tables import table_of
from app.tidy.chores import CHORES, Chore
from app.tidy.models import TidyRun

EVERY = timedelta(hours=20)  # a little less than a day: it does not creep around the clock
STUCK = timedelta(hours=1)  # so long after its begin whoever began it has died
LONG_AGO = timedelta(days=365)
MOST = 10_000  # turns of one run: the next day goes on


def tidy_when_due(name: str, now: datetime, bind: Engine | None = None) -> dict[str, int] | None:
    """Do a chore if today's turn is free; None: another process has it, or it was done. In its own transactions."""
    with transaction(bind) as session:
        if not claim(session, name, now):
            return None
    return _do(name, now, bind)


def tidy_now(name: str, now: datetime, bind: Engine | None = None) -> dict[str, int]:
    """Do a chore whoever else has done it. Twice, or at the same time, is harmless."""
    with transaction(bind) as session:
        _begin(session, name, now)
        session.execute(update(TidyRun).where(col(TidyRun.name) == name).values(started_at=now, done_at=None))
    return _do(name, now, bind)


def due(now: datetime, bind: Engine | None = None) -> dict[str, dict[str, int]]:
    """How much there is of each. Changes nothing."""
    with reading(bind) as session:
        return {name: chore.due(session, now) for name, chore in CHORES.items()}


def last_runs(session: Session) -> dict[str, TidyRun]:
    """The last time of each, by name."""
    return {one.name: one for one in session.exec(select(TidyRun))}


def claim(session: Session, name: str, now: datetime) -> bool:
    """Take today's turn. One statement decides, so one process of many gets it."""
    _begin(session, name, now - LONG_AGO)
    free = or_(
        col(TidyRun.started_at) <= now - EVERY,
        col(TidyRun.done_at).is_(None) & (col(TidyRun.started_at) <= now - STUCK),
    )
    mine = update(TidyRun).where(col(TidyRun.name) == name, free).values(started_at=now, done_at=None)
    return session.execute(mine.returning(col(TidyRun.id))).first() is not None


def words(counts: dict[str, int]) -> str:
    """`3 events, 41 guests`."""
    return ", ".join(f"{number} {what}" for what, number in counts.items() if number) or "nothing"


def _begin(session: Session, name: str, at: datetime) -> None:
    new: Any = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert(table_of(TidyRun))
    row = {"id": new_id(), "name": name, "started_at": at, "said": ""}
    session.execute(new.values(row).on_conflict_do_nothing(index_elements=["name"]))


def _do(name: str, now: datetime, bind: Engine | None) -> dict[str, int]:
    chore: Chore = CHORES[name]
    total: Counter[str] = Counter()
    for _ in range(MOST):
        with transaction(bind) as session:
            counts = chore.a_little(session, now)
        if not counts:
            break
        total.update(counts)
    with transaction(bind) as session:
        session.execute(update(TidyRun).where(col(TidyRun.name) == name).values(done_at=now, said=words(total)))
    return dict(total)
