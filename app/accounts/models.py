"""Who signs in, what they may do and where, and what they looked at."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from uuid import UUID

from sqlalchemy import Index, UniqueConstraint
from sqlmodel import Field

from app.shared.tables import Dated, Row, choice, when


class Role(StrEnum):
    """Roles of DESIGN §6. What each may do: `rules.PERMISSIONS`."""

    CADRE = "cadre"
    NEIGHBOUR_LEADER = "neighbour_leader"
    VOLUNTEER = "volunteer"
    RESIDENT = "resident"
    CLINICIAN = "clinician"
    SUPERVISOR = "supervisor"
    AUDITOR = "auditor"
    ADMIN = "admin"


class Account(Dated, table=True):
    """A person who signs in. `password_hash` is argon2id, or None when only the identity provider knows them."""

    login: str = Field(unique=True, index=True, max_length=64)
    name: str = Field(max_length=64)
    password_hash: str | None = None
    disabled_at: datetime | None = when(default=None, nullable=True)


class Grant(Dated, table=True):
    """A role in a scope. `community_id` None: every community; `grid_id` None: the whole community.

    A stand-in for a colleague is a grant with `stand_in` and `until`: it ends by itself. `ended_at` ends any grant.
    """

    __table_args__ = (Index("ix_grant_account_id_community_id", "account_id", "community_id"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    role: Role = choice(Role)
    community_id: UUID | None = Field(default=None, foreign_key="community.id")
    grid_id: UUID | None = Field(default=None, foreign_key="grid.id")
    granted_by: UUID | None = Field(default=None, foreign_key="account.id")
    stand_in: bool = False
    standing_in_for: UUID | None = Field(default=None, foreign_key="account.id")  # whose grid it is, if one person's
    reason: str = Field(default="", max_length=200)
    until: datetime | None = when(default=None, nullable=True)
    ended_at: datetime | None = when(default=None, nullable=True)


class LeaderDoor(Row, table=True):
    """A door that a neighbour leader (邻长) looks after."""

    __table_args__ = (UniqueConstraint("grant_id", "door_id"),)

    grant_id: UUID = Field(foreign_key="grant.id", ondelete="CASCADE")
    door_id: UUID = Field(foreign_key="door.id", ondelete="CASCADE", index=True)


class SignInSession(Dated, table=True):
    """One signed-in device. The cookie carries a random token; only its hash is kept."""

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    token_hash: str = Field(unique=True, max_length=64)
    device: str = Field(default="", max_length=200)
    address: str = Field(default="", max_length=64)
    last_seen_at: datetime = when()
    expires_at: datetime = when()
    revoked_at: datetime | None = when(default=None, nullable=True)


class SignInTries(Row, table=True):
    """Failed sign-ins, counted three ways (`rules.throttle`); `""` stands for all.

    (login, address or device): one caller at one account. (login, ""): everybody at one account. ("", address): one
    caller at every account.
    """

    __table_args__ = (UniqueConstraint("login", "address"),)

    login: str = Field(max_length=64)
    address: str = Field(max_length=64)
    failures: int = 0
    last_at: datetime = when(index=True)


class Invitation(Dated, table=True):
    """A one-time link: a new person makes an account, or the one with `account_id` chooses a new password."""

    token_hash: str = Field(unique=True, max_length=64)
    name: str = Field(default="", max_length=64)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE")
    role: Role | None = choice(Role, default=None, nullable=True)
    community_id: UUID | None = Field(default=None, foreign_key="community.id")
    grid_id: UUID | None = Field(default=None, foreign_key="grid.id")
    invited_by: UUID = Field(foreign_key="account.id")
    expires_at: datetime = when()
    used_at: datetime | None = when(default=None, nullable=True)
    used_by: UUID | None = Field(default=None, foreign_key="account.id")
    revoked_at: datetime | None = when(default=None, nullable=True)


class ExternalIdentity(Dated, table=True):
    """A person of the identity provider, linked to an account by an admin. Unlinked: `account_id` None."""

    __table_args__ = (UniqueConstraint("issuer", "subject"),)

    issuer: str = Field(max_length=255)
    subject: str = Field(max_length=255)
    shown_name: str = Field(default="", max_length=128)
    last_seen_at: datetime | None = when(default=None, nullable=True)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", ondelete="CASCADE", index=True)
    linked_by: UUID | None = Field(default=None, foreign_key="account.id")


class AccessRecord(Dated, table=True):
    """Who read or exported whose data, when and why (PIPL; DESIGN §2). No account: the operator of the server."""

    community_id: UUID | None = Field(default=None, index=True)
    account_id: UUID | None = Field(default=None, foreign_key="account.id", index=True)
    action: str = Field(max_length=64)
    subject: str = Field(default="", max_length=200)
    reason: str = Field(default="", max_length=200)
