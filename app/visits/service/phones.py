"""Phones with unsent work, as their heartbeats told. To help their owners, not to count what they did."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import UTC, datetime
from uuid import UUID

from sqlmodel import Session, col

from app.accounts.models import Account, Grant
from app.accounts.rules import Actor, Permission
from app.accounts.service.people import own_accounts
from app.offline.models import Device
from app.visits.service.coverage import community_watched
from app.visits.service.queries import columns

_NEVER = datetime.max.replace(tzinfo=UTC)


@dataclass(frozen=True, slots=True)
class Phone:
    """A phone and how it is. `owner`: whom to call. `wipe`: "", "asked" or "done"."""

    id: UUID
    owner: str
    engine: str
    unsent: int
    quarantined: int
    oldest_unsent_at: datetime | None
    persisted: bool | None
    clock_drift_ms: int | None
    last_seen_at: datetime
    wipe: str

    @property
    def waits(self) -> bool:
        """Whether it holds work that has not arrived."""
        return self.unsent + self.quarantined > 0


def phones(session: Session, who: Actor, community_id: UUID) -> list[Phone]:
    """The phones of the people who work in a community (not those of residents): the longest waiting work first, then
    by name.

    Raises `NotFound`.
    """
    community_watched(session, who, community_id, Permission.DEVICE_READ)
    here = columns(Grant.account_id).where(col(Grant.community_id) == community_id)
    wanted = (
        columns(Device, Account.name)
        .join(Account, col(Account.id) == col(Device.account_id))
        .where(col(Device.account_id).in_(here), ~own_accounts())
    )
    found = [_phone(device, owner) for device, owner in session.execute(wanted)]
    return sorted(found, key=lambda one: (not one.waits, one.oldest_unsent_at or _NEVER, one.owner, one.id))


def _phone(device: Device, owner: str) -> Phone:
    wipe = "done" if device.wiped_at else "asked" if device.wipe_asked_at else ""
    return Phone(
        id=device.id, owner=owner, engine=device.engine, unsent=device.unsent, quarantined=device.quarantined,
        oldest_unsent_at=device.oldest_unsent_at, persisted=device.persisted, clock_drift_ms=device.clock_drift_ms,
        last_seen_at=device.last_seen_at, wipe=wipe,
    )  # fmt: skip
