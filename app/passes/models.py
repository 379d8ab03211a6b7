"""居民码: a random code on a card or a phone that stands for one resident and says nothing about them."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, text
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, choice, when

_LIVE: dict[str, Any] = {"sqlite_where": text("revoked_at IS NULL"), "postgresql_where": text("revoked_at IS NULL")}


class ResidentPass(Dated, table=True):
    """One issued pass. A person has at most one that is in force; a lost one is revoked, not deleted.

    `token`: what the QR says after `/p/`. `short_code`: six letters for typing. `digest`: SHA-256 of the token, which
    is all that a scanner keeps to know it offline. `pin_hash`: argon2id, None until the resident sets one.
    """

    __table_args__ = (
        Index("uq_residentpass_live_person", "person_id", unique=True, **_LIVE),
        Index("uq_residentpass_live_short_code", "community_id", "short_code", unique=True, **_LIVE),
    )

    community_id: UUID = Field(foreign_key="community.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    token: str = Field(unique=True, max_length=16)
    short_code: str = Field(max_length=6)
    digest: str = Field(index=True, max_length=64)
    issued_by: UUID | None = Field(default=None, foreign_key="account.id")
    revoked_at: datetime | None = when(default=None, nullable=True)
    revoked_by: UUID | None = Field(default=None, foreign_key="account.id")
    why: str = Field(default="", max_length=200)
    pin_hash: str | None = Field(default=None, max_length=200)
    pin_set_at: datetime | None = when(default=None, nullable=True)


class Verified(StrEnum):
    """How a browser came to be remembered. `said`: somebody typed a name and a phone number, nobody checked."""

    PIN = "pin"
    PASS = "pass"
    STAFF = "staff"
    SAID = "said"


class KnownDevice(Dated, table=True):
    """A browser that is remembered as a resident's. The cookie holds a random token; only its hash is kept.

    `person_id` None: a guest, with the name and phone they typed.
    """

    community_id: UUID = Field(foreign_key="community.id", index=True)
    person_id: UUID | None = Field(default=None, foreign_key="person.id", index=True)
    pass_id: UUID | None = Field(default=None, foreign_key="residentpass.id", index=True)
    name: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    phone: str | None = Field(default=None, sa_column=Column(Sealed, nullable=True))
    token_hash: str = Field(unique=True, max_length=64)
    verified_by: Verified = choice(Verified)
    seen_at: datetime = when()
    revoked_at: datetime | None = when(default=None, nullable=True)


class PersonAccount(Dated, table=True):
    """The account of a resident who signs in with pass and PIN on their own phone. Made at the first time."""

    person_id: UUID = Field(foreign_key="person.id", unique=True)
    account_id: UUID = Field(foreign_key="account.id", unique=True)
