"""What the server remembers of phones: receipts, stored photos, view snapshots, heartbeats."""

from __future__ import annotations

from datetime import datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, UniqueConstraint
from sqlmodel import Field

from app.shared.crypto import Sealed
from app.shared.tables import Dated, Row, big, json_list, when


class Status(StrEnum):
    """The answer to one command (DESIGN §3)."""

    APPLIED = "applied"
    DUPLICATE = "duplicate"
    CONFLICT = "conflict"
    REJECTED = "rejected"
    HELD = "held"


class CommandReceipt(Dated, table=True):
    """An applied command: exactly once, because its id is the key. `number` is what the person reads."""

    __table_args__ = (Index("ix_command_receipt_account_id_created_at", "account_id", "created_at"),)

    account_id: UUID = Field(foreign_key="account.id")
    device_id: str = Field(max_length=64, index=True)
    kind: str = Field(max_length=64)
    version: int
    body_sha256: str = Field(max_length=64)
    number: str = Field(unique=True, max_length=32)
    body: str = Field(sa_column=Column(Sealed, nullable=False))  # canonical JSON, to name fields in a conflict
    made_at: datetime = when()


class ConflictingCopy(Dated, table=True):
    """The other version of a command whose id was used already with different bytes, kept for a person to look at."""

    __table_args__ = (UniqueConstraint("command_id", "body_sha256"),)

    command_id: UUID = Field(index=True)
    account_id: UUID = Field(foreign_key="account.id")
    body_sha256: str = Field(max_length=64)
    body: str = Field(sa_column=Column(Sealed, nullable=False))


class StoredPhoto(Dated, table=True):
    """A photo as Pillow re-encoded it. `sha256` is that of the bytes the phone sent: its name in commands."""

    __table_args__ = (UniqueConstraint("account_id", "sha256"),)

    account_id: UUID = Field(foreign_key="account.id")
    sha256: str = Field(max_length=64, index=True)
    path: str = Field(max_length=200)  # below the photo store
    width: int
    height: int
    size: int  # bytes


class ViewSnapshot(Dated, table=True):
    """What a phone was last sent of a view: row id → digest. The next answer is the difference."""

    __table_args__ = (Index("ix_view_snapshot_account_id_view", "account_id", "view"),)

    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE")
    view: str = Field(max_length=32)
    digests: bytes = Field(sa_column=Column(LargeBinary, nullable=False))  # zlib of JSON


class Device(Row, table=True):
    """A phone and its last heartbeat."""

    __table_args__ = (UniqueConstraint("device_id", "account_id"),)

    device_id: str = Field(max_length=64)
    account_id: UUID = Field(foreign_key="account.id", ondelete="CASCADE", index=True)
    session_id: UUID | None = None
    first_seen_at: datetime = when()
    last_seen_at: datetime = when()
    unsent: int = 0
    quarantined: int = 0
    oldest_unsent_at: datetime | None = when(default=None, nullable=True)
    persisted: bool | None = None
    quota: int | None = big(default=None, nullable=True)  # bytes
    usage: int | None = big(default=None, nullable=True)  # bytes
    engine: str = Field(default="", max_length=200)
    clock_drift_ms: int | None = big(default=None, nullable=True)
    last_number: int = 0  # how many commands this phone ever made
    waiting: list[dict[str, Any]] = json_list()  # what it said is unsent: {id, number, label, made_at}
    wipe_asked_at: datetime | None = when(default=None, nullable=True)
    wiped_at: datetime | None = when(default=None, nullable=True)
