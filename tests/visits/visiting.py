"""How tests make visits."""

from __future__ import annotations

from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.households.models import Household
from app.offline.registry import Meta
from app.shared.ids import new_id
from app.visits.models import HouseholdDue, Visit
from app.visits.payload import LogVisit
from app.visits.service import log_visit
from tests.conftest import NOW


def meta(command_id: UUID | None = None, at: datetime = NOW, device: str = "phone-0001") -> Meta:
    """The envelope of a command."""
    return Meta(command_id or new_id(), device, at, at)


def body(household: Household, **changes: Any) -> dict[str, Any]:
    """The data of `visit.log` v1, JSON-like, as a phone sends it."""
    plain = {
        "household_id": str(household.id), "started_at": (NOW - timedelta(minutes=20)).isoformat(), "mode": "visit",
        "outcome": "met", "people": [], "topics": [], "note": "", "needs": [], "corrections": [], "photos": [],
    }  # fmt: skip
    return plain | changes


def payload(household: Household, **changes: Any) -> LogVisit:
    """The same, checked by pydantic."""
    return LogVisit.model_validate(body(household, **changes))


def who(session: Session, account: Account, at: datetime = NOW) -> Actor:
    """The person, with what holds for them now."""
    session.flush()
    return actor_of(session, account.id, at)


def visit(session: Session, account: Account, household: Household, at: datetime = NOW, **changes: Any) -> Visit:
    """Log a visit that began at `at`."""
    changes.setdefault("started_at", at.isoformat())
    return log_visit(session, who(session, account, at), meta(at=at), payload(household, **changes))


def due(session: Session, household: Household) -> HouseholdDue:
    """The stored due row of a household."""
    wanted = select(HouseholdDue).where(HouseholdDue.household_id == household.id)
    return session.exec(wanted.execution_options(populate_existing=True)).one()
