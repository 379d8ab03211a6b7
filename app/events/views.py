"""What a phone keeps of events: `GET /api/views/<name>`. Importing this registers views.

| view | rows | changes when |
|---|---|---|
| `door` | `DoorEvent`, `DoorPass`, `DoorPlace`: what the scanner decides with | any of them |
"""

from __future__ import annotations

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.events.service.door import Row, door_rows
from app.offline.registry import view
from app.shared.clock import now


@view("door", needs=Permission.EVENT_CHECK_IN)
def door(session: Session, who: Actor) -> list[Row]:
    """Events near now where they may check people in, and who may come."""
    return door_rows(session, who, now())
