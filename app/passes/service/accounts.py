"""Accounts that residents sign in to with their pass: nobody's but theirs, and only as long as pass and PIN hold."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.service.people import leave_out
from app.accounts.service.sessions import revoke_all_of
from app.households.service.reach import surviving
from app.passes.models import PersonAccount

leave_out(select(PersonAccount.account_id))

Listener = Callable[[Session, set[UUID], datetime], None]
_shut: list[Listener] = []


def on_shut(listener: Listener) -> Listener:
    """Call `listener(session, person_ids, now)` in the transaction in which a pass or PIN ends. `person_ids`: of one
    person, all their records in the roster."""
    if listener not in _shut:
        _shut.append(listener)
    return listener


def shut(session: Session, person_id: UUID, now: datetime) -> None:
    """Whoever came in with this person's pass and PIN is out: the pass was lost, or the PIN is no secret any more."""
    person_ids = {person_id, surviving(session, [person_id])[person_id]}
    theirs = select(PersonAccount.account_id).where(col(PersonAccount.person_id).in_(person_ids))
    for account_id in session.exec(theirs).all():
        revoke_all_of(session, account_id, now)
    for listener in _shut:
        listener(session, person_ids, now)
