"""What a resident's own phone keeps: `GET /api/views/health`. Importing this registers it and `health.measure`.

| view | rows | changes when |
|---|---|---|
| `health` | `Mine`: one, for who came in with a pass; nobody else has any | a consent, a birthday, a setting |
"""

from __future__ import annotations

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.health.service import measuring as _measuring  # noqa: F401  (registers the command)
from app.health.service import merging as _merging  # noqa: F401  (listens to the roster)
from app.health.service import results as _results  # noqa: F401  (follows what is measured)
from app.health.service.mine import Mine, mine_of
from app.health.service.whose import owner_of
from app.offline.registry import view
from app.shared.clock import now
from app.shared.errors import NotFound


@view("health", needs=Permission.HEALTH_OWN)
def health(session: Session, who: Actor) -> list[Mine]:
    """What their phone has to know to measure without a network; nothing for who has no pass account."""
    try:
        return [mine_of(session, owner_of(session, who), now())]
    except NotFound:
        return []
