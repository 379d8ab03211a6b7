"""What a browser handed to a handler of an `rx.State`. Reflex does not enforce the types: anybody may send anything."""

from __future__ import annotations

from typing import Any
from uuid import UUID

from app.shared.errors import NotFound


def uuid_of(asked: Any) -> UUID:
    """An id. Raises `NotFound` for anything that cannot be one."""
    try:
        return UUID(asked)
    except (ValueError, TypeError, AttributeError):
        raise NotFound("bad_id", "没有找到。") from None


def words_of(form: Any, name: str) -> str:
    """A field of a submitted form; empty if it is missing or no text."""
    value = form.get(name) if isinstance(form, dict) else None
    return value if isinstance(value, str) else ""
