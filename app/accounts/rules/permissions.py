"""Who may do what, and where. Pure: grants in, answers out."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from uuid import UUID

from app.accounts.models import Grant, Role


class Permission(StrEnum):
    """`thing:action`. Services ask for one; a role has several."""

    ROUND_READ = "round:read"
    HOUSEHOLD_READ = "household:read"
    HOUSEHOLD_NAMES = "household:names"  # names, doors and need tags only (邻长)
    HOUSEHOLD_EDIT = "household:edit"
    HOUSEHOLD_MERGE = "household:merge"
    ROSTER_IMPORT = "roster:import"
    ROSTER_EXPORT = "roster:export"
    VISIT_LOG = "visit:log"
    VISIT_READ = "visit:read"
    VISIT_EXPORT = "visit:export"
    VISIT_SETTINGS = "visit:settings"
    NEED_CLOSE = "need:close"
    CORRECTION_DECIDE = "correction:decide"
    STAND_IN = "stand_in:take"
    COVERAGE_READ = "coverage:read"
    DEVICE_READ = "device:read"
    DEVICE_WIPE = "device:wipe"
    ACCOUNT_MANAGE = "account:manage"
    ACCESS_READ = "access:read"
    FEEDBACK_ANSWER = "feedback:answer"
    EVENT_EDIT = "event:edit"
    EVENT_READ = "event:read"  # who is coming and who came
    EVENT_COUNT = "event:count"  # how many, nobody's name
    EVENT_CHECK_IN = "event:check_in"
    EVENT_SETTINGS = "event:settings"
    PASS_ISSUE = "pass:issue"
    VOLUNTEER_COORDINATE = "volunteer:coordinate"  # volunteers, their shifts and the matching
    VOLUNTEER_SETTINGS = "volunteer:settings"
    HEALTH_OWN = "health:own"  # to measure on one's own phone
    HEALTH_FOLLOW_UP = "health:follow_up"  # whom to look after today: words, never a value
    HEALTH_SHARED = "health:shared"  # values, of those who share them
    HEALTH_COUNT = "health:count"  # of the programme, about nobody
    HEALTH_SETTINGS = "health:settings"  # and the systems of health centres


_LOUNGE = {
    Permission.EVENT_EDIT,
    Permission.EVENT_READ,
    Permission.EVENT_COUNT,
    Permission.EVENT_CHECK_IN,
    Permission.PASS_ISSUE,
    Permission.VOLUNTEER_COORDINATE,
}

_CADRE = {
    *_LOUNGE,
    Permission.ROUND_READ,
    Permission.HOUSEHOLD_READ,
    Permission.HOUSEHOLD_NAMES,
    Permission.HOUSEHOLD_EDIT,
    Permission.VISIT_LOG,
    Permission.VISIT_READ,
    Permission.VISIT_EXPORT,
    Permission.NEED_CLOSE,
    Permission.CORRECTION_DECIDE,
    Permission.STAND_IN,
    Permission.HEALTH_FOLLOW_UP,
    Permission.HEALTH_COUNT,
}

PERMISSIONS: dict[Role, frozenset[Permission]] = {
    Role.CADRE: frozenset(_CADRE),
    Role.NEIGHBOUR_LEADER: frozenset({Permission.HOUSEHOLD_NAMES}),
    Role.VOLUNTEER: frozenset(),
    Role.RESIDENT: frozenset({Permission.HEALTH_OWN}),
    Role.CLINICIAN: frozenset({Permission.HEALTH_SHARED}),
    Role.SUPERVISOR: frozenset(
        {
            Permission.COVERAGE_READ,
            Permission.DEVICE_READ,
            Permission.VISIT_EXPORT,
            Permission.EVENT_COUNT,
            Permission.HEALTH_COUNT,
        }
    ),
    Role.AUDITOR: frozenset({Permission.ACCESS_READ}),
    Role.ADMIN: frozenset(
        {
            *_LOUNGE,
            Permission.HOUSEHOLD_READ,
            Permission.HOUSEHOLD_NAMES,
            Permission.HOUSEHOLD_EDIT,
            Permission.HOUSEHOLD_MERGE,
            Permission.ROSTER_IMPORT,
            Permission.ROSTER_EXPORT,
            Permission.VISIT_SETTINGS,
            Permission.EVENT_SETTINGS,
            Permission.VOLUNTEER_SETTINGS,
            Permission.HEALTH_COUNT,
            Permission.HEALTH_SETTINGS,
            Permission.NEED_CLOSE,
            Permission.CORRECTION_DECIDE,
            Permission.COVERAGE_READ,
            Permission.DEVICE_READ,
            Permission.DEVICE_WIPE,
            Permission.ACCOUNT_MANAGE,
            Permission.ACCESS_READ,
            Permission.FEEDBACK_ANSWER,
        }
    ),
}


@dataclass(frozen=True)
class Scope:
    """One grant that holds now. `community_id` None: everywhere; `grid_id` None: the whole community."""

    role: Role
    community_id: UUID | None
    grid_id: UUID | None = None
    door_ids: frozenset[UUID] = frozenset()

    def reaches(self, community_id: UUID, grid_id: UUID | None, door_id: UUID | None) -> bool:
        """Whether something at this place lies inside the scope. A place without a grid needs the whole community."""
        if self.community_id not in (None, community_id):
            return False
        if self.role is Role.NEIGHBOUR_LEADER:
            return door_id in self.door_ids
        return self.grid_id is None or self.grid_id == grid_id


@dataclass(frozen=True)
class Actor:
    """The person who acts, with what holds for them at this moment. Services take one as `who`."""

    account_id: UUID
    name: str
    scopes: tuple[Scope, ...] = ()

    @property
    def roles(self) -> frozenset[Role]:
        return frozenset(scope.role for scope in self.scopes)

    def may(
        self, permission: Permission, community_id: UUID, grid_id: UUID | None = None, door_id: UUID | None = None
    ) -> bool:
        """Whether `permission` holds at this place."""
        return any(s.reaches(community_id, grid_id, door_id) for s in self.scopes_for(permission))

    def may_within(self, permission: Permission, community_id: UUID) -> bool:
        """Whether `permission` holds for what a whole community shares (its lounge), whatever grid the scope names."""
        return any(scope.community_id in (None, community_id) for scope in self.scopes_for(permission))

    def scopes_for(self, permission: Permission) -> tuple[Scope, ...]:
        """The scopes that carry `permission`: what a query is narrowed to."""
        return tuple(scope for scope in self.scopes if permission in PERMISSIONS[scope.role])

    def may_somewhere(self, permission: Permission) -> bool:
        """Whether any scope carries `permission`: enough to show an entry, never enough to act."""
        return bool(self.scopes_for(permission))


def holds(grant: Grant, now: datetime) -> bool:
    """Whether a grant is in force at `now`."""
    return grant.ended_at is None and (grant.until is None or now < grant.until)
