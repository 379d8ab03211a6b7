"""Two records of one person made one in the roster: their health data go on under the key of the one that stays."""

from __future__ import annotations

from collections.abc import Callable, Collection
from typing import Any
from uuid import UUID

from cryptography.exceptions import InvalidTag
from sqlalchemy import update
from sqlmodel import Session, col, select

from app.health.models import (
    Consent,
    DataKey,
    FollowUp,
    Look,
    Mark,
    Reading,
    ShareGrant,
    Sitting,
)
from app.health.service import keys
from app.health.service.ledger import Gone, write_down
from app.households.models import Person
from app.households.service.changed import listen
from app.households.service.reach import surviving
from app.passes.models import PersonAccount
from app.shared.clock import now as clock_now

_MOVED = (ShareGrant, Look, Sitting)
_SEALED: tuple[Any, ...] = (Reading, Mark)
_ONE_OPEN = {Consent: "withdrawn_at", FollowUp: "closed_at"}


@listen
def follow_merged(session: Session, community_id: UUID, household_ids: Collection[UUID]) -> None:
    """The roster has made two people one: what is kept of the one that is gone belongs to the one that stays."""
    gone = select(Person.id).where(Person.community_id == community_id, col(Person.merged_into).is_not(None))
    had = (
        gone.join(DataKey, col(DataKey.person_id) == col(Person.id)).where(col(DataKey.wrapped).is_not(None)),
        gone.join(Consent, col(Consent.person_id) == col(Person.id)),
    )
    theirs = {person_id for one in had for person_id in session.exec(one)}
    signed_in = session.exec(gone.join(PersonAccount, col(PersonAccount.person_id) == col(Person.id))).all()
    for person_id in sorted(theirs | set(signed_in)):
        kept = surviving(session, [person_id])[person_id]
        if person_id in theirs:
            _unite(session, kept, person_id)
        _move_account(session, kept, person_id)


def _unite(session: Session, kept: UUID, gone: UUID) -> None:
    for one in sorted((kept, gone)):  # always in this order, so that two never wait for each other in a circle
        keys.locked(session, one)
    for table, ended in _ONE_OPEN.items():
        _move_one_open(session, table, ended, kept, gone)
    _seal_anew(session, kept, gone)
    for table in _MOVED:
        session.execute(update(table).where(col(table.person_id) == gone).values(person_id=kept))
    session.flush()


def _move_one_open(session: Session, table: Any, ended: str, kept: UUID, gone: UUID) -> None:
    """Of a consent or a task that both have open, that of the one that stays goes on."""
    both = session.exec(select(table).where(col(table.person_id).in_([kept, gone]))).all()
    key = (lambda one: one.kind) if table is Consent else (lambda one: None)
    held = {key(one) for one in both if one.person_id == kept and getattr(one, ended) is None}
    for one in both:
        if one.person_id == gone:
            if getattr(one, ended) is None and key(one) in held:
                setattr(one, ended, clock_now())
                session.flush()
            one.person_id = kept
            if table is Consent and one.given_by == gone:
                one.given_by = kept
    session.flush()


def _seal_anew(session: Session, kept: UUID, gone: UUID) -> None:
    """Under the key that stays; the other is destroyed, and goes again with a backup once everything is erased."""
    rows = [one for table in _SEALED for one in session.exec(select(table).where(table.person_id == gone)).all()]
    if rows:
        opened, seal = keys.opener(session, gone), keys.sealer(session, kept, moved=True)
        for one in rows:
            _move_sealed(session, one, kept, opened, seal)
        session.flush()
    destroyed = keys.erase(session, gone, clock_now())
    if destroyed:
        write_down(Gone(destroyed, gone, clock_now(), into=kept))


def _move_sealed(
    session: Session, one: Any, kept: UUID, opened: Callable[[bytes], bytes], seal: Callable[[bytes], bytes]
) -> None:
    try:
        one.sealed = seal(opened(one.sealed))
    except InvalidTag:  # damaged: nobody could ever read it again
        return
    one.person_id = kept


def _move_account(session: Session, kept: UUID, gone: UUID) -> None:
    """Whoever signed in as the one that is gone goes on as the other (`whose.owner_of` follows the merge too)."""
    theirs = select(PersonAccount).where(PersonAccount.person_id == kept)
    if session.exec(theirs).first() is None:
        session.execute(
            update(PersonAccount).where(col(PersonAccount.person_id) == gone).values(person_id=kept),
            execution_options={"synchronize_session": "fetch"},
        )
