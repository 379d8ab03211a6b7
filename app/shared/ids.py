"""UUIDv7 keys: made by the phone or the server, sorted by time."""

from __future__ import annotations

from uuid import UUID

from uuid6 import uuid7


def new_id() -> UUID:
    """A fresh UUIDv7, as a plain `uuid.UUID` (database drivers know that one)."""
    return UUID(bytes=uuid7().bytes)
