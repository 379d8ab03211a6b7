"""Whoever sits at the server: may import and export everything, and has no account."""

from __future__ import annotations

from uuid import UUID

from app.accounts.models import Role
from app.accounts.rules.permissions import Actor, Scope

_NOBODY = UUID(int=0)


def operator() -> Actor:
    """The actor of the command line. What it does is recorded without a name."""
    return Actor(_NOBODY, "命令行", (Scope(Role.ADMIN, None),))


def author(who: Actor) -> UUID | None:
    """The account that a record names, ``None`` for the command line."""
    return who.account_id if who.account_id != _NOBODY else None
