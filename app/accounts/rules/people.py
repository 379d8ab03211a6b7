"""Which accounts an admin may manage. Nobody gains more than they have by managing somebody else."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from uuid import UUID

from app.accounts.rules.permissions import Actor, Permission


@dataclass(frozen=True)
class Place:
    """Where a grant holds. `community_id` None: everywhere; `grid_id` None: the whole community."""

    community_id: UUID | None
    grid_id: UUID | None = None


def manages(who: Actor, place: Place) -> bool:
    """Whether `who` may give and take roles that hold there: their own scope covers the place wholly."""
    return any(
        scope.community_id is None
        or (scope.community_id == place.community_id and scope.grid_id in (None, place.grid_id))
        for scope in who.scopes_for(Permission.ACCOUNT_MANAGE)
    )


def manages_account(who: Actor, places: Iterable[Place]) -> bool:
    """Whether `who` may disable an account, end its sessions or decide how it signs in.

    Every role it ever had must lie in their scope, or an admin of one community could take over the account of
    somebody who is more elsewhere. An account without any role belongs to those who manage everywhere.
    """
    found = list(places) or [Place(None)]
    return all(manages(who, place) for place in found)
