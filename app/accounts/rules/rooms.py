"""Where somebody's work is: the dock at the bottom of their screens, and the screen they start on."""

from __future__ import annotations

from app.accounts.models import Role
from app.accounts.rules.permissions import Actor

# Who has several roles works where people wait: at the doors first.
DOCKS = {
    Role.CADRE: "field",
    Role.ADMIN: "desk",
    Role.SUPERVISOR: "watch",
    Role.AUDITOR: "audit",
    Role.NEIGHBOUR_LEADER: "leader",
    Role.RESIDENT: "resident",
}
GUEST = "guest"  # volunteers, doctors, and accounts without a role
STARTS = {
    "field": "/round",
    "desk": "/admin",
    "watch": "/admin/coverage",
    "audit": "/admin/access",
    "leader": "/search",
    "resident": "/health",
    GUEST: "/",
}


def dock_of(who: Actor) -> str:
    """The name of the dock in `app.shared.layout.docks()`."""
    return next((dock for role, dock in DOCKS.items() if role in who.roles), GUEST)


def landing(who: Actor) -> str:
    """The screen somebody starts on."""
    return STARTS[dock_of(who)]
