"""Who opened a resident's health data with their pass, and which colleague changed that pass: so that a PIN that was
cleared behind somebody's back does not stay unseen."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime

from sqlmodel import Session, col, or_, select

from app.accounts.models import AccessRecord, Account, SignInSession
from app.accounts.rules import Actor
from app.health.models import Sitting
from app.health.service.whose import Owner, owner_of
from app.households.models import Person

LONGEST = 20  # rows
CHANGES = ("pass:issue", "pass:clear_pin", "pass:revoke")


@dataclass(frozen=True)
class Opening:
    """`what`: signed_in, sat_down, or the action of a colleague; `name`: that colleague, else empty."""

    at: datetime
    what: str
    name: str = ""


def openings_of_owner(session: Session, who: Actor, limit: int = LONGEST) -> list[Opening]:
    """Of their own pass, the latest first. Raises `NotFound`."""
    return openings_of(session, owner_of(session, who), limit)


def openings_of(session: Session, owner: Owner, limit: int = LONGEST) -> list[Opening]:
    """The same of a person; the caller has asked who may see them."""
    most = max(1, min(limit, LONGEST))
    found = [*_signed_in(session, owner, most), *_sat_down(session, owner, most), *_changed(session, owner, most)]
    return sorted(found, key=lambda one: one.at, reverse=True)[:most]


def _signed_in(session: Session, owner: Owner, most: int) -> Iterator[Opening]:
    wanted = select(SignInSession.created_at).where(SignInSession.account_id == owner.account_id)
    for at in session.exec(wanted.order_by(col(SignInSession.created_at).desc()).limit(most)):
        yield Opening(at, "signed_in")


def _sat_down(session: Session, owner: Owner, most: int) -> Iterator[Opening]:
    wanted = select(Sitting.created_at).where(Sitting.person_id == owner.person_id)
    for at in session.exec(wanted.order_by(col(Sitting.created_at).desc()).limit(most)):
        yield Opening(at, "sat_down")


def _changed(session: Session, owner: Owner, most: int) -> Iterator[Opening]:
    same = select(Person.id).where(or_(Person.id == owner.person_id, Person.merged_into == owner.person_id))
    wanted = (
        select(AccessRecord, Account.name)
        .join(Account, col(Account.id) == col(AccessRecord.account_id), isouter=True)
        .where(
            AccessRecord.community_id == owner.community_id,
            col(AccessRecord.action).in_(CHANGES),
            col(AccessRecord.subject).in_([f"person {one}" for one in session.exec(same)]),
        )
    )
    for one, name in session.exec(wanted.order_by(col(AccessRecord.created_at).desc()).limit(most)):
        yield Opening(one.created_at, one.action.removeprefix("pass:"), name or "")
