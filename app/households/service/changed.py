"""Telling other features that who lives where, how old or in which care group has changed.

Households lie below visits and do not know them; a feature that keeps something worked out from the roster (a due
date) listens:

    listen(lambda session, community_id, household_ids: recompute(...))
"""

from __future__ import annotations

from collections.abc import Callable, Collection
from uuid import UUID

from sqlmodel import Session

Listener = Callable[[Session, UUID, Collection[UUID]], None]

_listeners: list[Listener] = []


def listen(listener: Listener) -> Listener:
    """Call `listener` in the same transaction after every such change. Once per listener, whoever asks how often."""
    if listener not in _listeners:
        _listeners.append(listener)
    return listener


def tell(session: Session, community_id: UUID, household_ids: Collection[UUID]) -> None:
    """The people of these households changed. Flushes first, so that listeners read what is new."""
    if household_ids:
        session.flush()
        for listener in _listeners:
            listener(session, community_id, household_ids)
