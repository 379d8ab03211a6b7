"""Who else may look, at what, until when; and who did."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from app.shared.tables import Dated, choice, json_list, when


class ShareKind(StrEnum):
    """With whom."""

    CLINICIAN = "clinician"  # an account with that role in the community
    FAMILY = "family"  # somebody with a pass of their own
    LINK = "link"  # whoever holds the paper with the code, for a short time
    CLIENT = "client"  # the system of a health centre


class ShareGrant(Dated, table=True):
    """What the owner lets somebody see. `measures`: values of `Measure`; `since`: readings from then on, None: all.

    One of `account_id` (clinician, family), `client_id` and `token_hash` (SHA-256 of a link's token) says with whom.
    """

    __table_args__ = (Index("ix_sharegrant_account_id_person_id", "account_id", "person_id"),)

    community_id: UUID = Field(foreign_key="community.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: ShareKind = choice(ShareKind)
    account_id: UUID | None = Field(default=None, foreign_key="account.id")
    client_id: UUID | None = Field(default=None, foreign_key="healthclient.id", index=True)
    token_hash: str | None = Field(default=None, unique=True, max_length=64)
    measures: list[str] = json_list()
    since: datetime | None = when(default=None, nullable=True)
    until: datetime = when()
    revoked_at: datetime | None = when(default=None, nullable=True)


class Look(Dated, table=True):
    """Somebody looked at a person's readings; the owner sees it. `name`: as it was then. `what`: page, print, fhir."""

    __table_args__ = (Index("ix_look_person_id_created_at", "person_id", "created_at"),)

    person_id: UUID = Field(foreign_key="person.id")
    grant_id: UUID | None = Field(default=None, foreign_key="sharegrant.id")
    kind: ShareKind = choice(ShareKind)
    name: str = Field(default="", max_length=128)
    what: str = Field(max_length=32)


class HealthClient(Dated, table=True):
    """A system of a health centre that asks the FHIR interface by client credentials. `secret_hash`: argon2id."""

    community_id: UUID = Field(foreign_key="community.id", index=True)
    client_id: str = Field(unique=True, max_length=48)
    name: str = Field(max_length=64)
    secret_hash: str = Field(max_length=200)
    made_by: UUID | None = Field(default=None, foreign_key="account.id")
    disabled_at: datetime | None = when(default=None, nullable=True)


class HealthToken(Dated, table=True):
    """A bearer token of a client; only its SHA-256 is kept."""

    client_id: UUID = Field(foreign_key="healthclient.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(unique=True, max_length=64)
    scope: str = Field(max_length=200)
    expires_at: datetime = when()
    revoked_at: datetime | None = when(default=None, nullable=True)
