"""Standing in for a colleague: for how long, and where one may."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime, timedelta
from uuid import UUID

from app.accounts.models import Grant, Role
from app.accounts.rules.permissions import holds
from app.shared.errors import Refused

# A month covers a leave; who stays longer gets the grid from an admin.
LONGEST = timedelta(days=31)


def own_cadre_grants(grants: Iterable[Grant], community_id: UUID, now: datetime) -> list[Grant]:
    """The cadre grants in a community that were given, not taken: a stand-in gives no right to another stand-in."""
    return [
        grant
        for grant in grants
        if grant.role is Role.CADRE
        and not grant.stand_in
        and holds(grant, now)
        and grant.community_id in (None, community_id)
    ]


def check_period(now: datetime, until: datetime) -> None:
    """Raises `Refused` unless `until` lies ahead, and not too far."""
    if until <= now:
        raise Refused("until_past", "结束时间要晚于现在。", field="until")
    if until > now + LONGEST:
        raise Refused("until_far", "替班最长 {days} 天。", field="until", days=LONGEST.days)
