"""The programme in counts, month by month: what staff may see of it, and that is all they may see."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime
from uuid import UUID

from sqlalchemy import func
from sqlalchemy import select as columns
from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.health.models import Tally, TallyKind
from app.health.rules.programme import Shown, shield
from app.health.service.settings import settings_of
from app.households.models import Community
from app.shared.clock import local_day
from app.shared.errors import NotFound

MONTHS = 12


@dataclass(frozen=True)
class Month:
    """A month with what may be seen of it. `over`: it has ended; before that counts come in steps."""

    first: date
    over: bool
    shown: dict[TallyKind, Shown]


def counts(session: Session, who: Actor, community_id: UUID, now: datetime, months: int = MONTHS) -> list[Month]:
    """The last `months`, newest first, this one included. Whole months only: days could be subtracted from one
    another. Raises `NotFound`."""
    place = session.get(Community, community_id)
    if place is None or not who.may_within(Permission.HEALTH_COUNT, community_id):
        raise NotFound("community_unknown", "找不到这个社区，或者不在您负责的范围里。", field="community")
    today = local_day(now, place.zone)
    firsts = [_earlier(today.replace(day=1), back) for back in range(max(1, min(months, MONTHS)))]
    found, hide = _by_month(session, community_id, firsts[-1]), settings_of(session, community_id).hide_below
    return [Month(first, at > 0, shield(found[first], hide, over=at > 0)) for at, first in enumerate(firsts)]


def _by_month(session: Session, community_id: UUID, since: date) -> dict[date, dict[TallyKind, int]]:
    wanted = (
        columns(col(Tally.day), col(Tally.kind), func.sum(col(Tally.count)))
        .where(col(Tally.community_id) == community_id, col(Tally.day) >= since)
        .group_by(col(Tally.day), col(Tally.kind))
    )
    made: dict[date, dict[TallyKind, int]] = defaultdict(lambda: defaultdict(int))
    for day, kind, number in session.execute(wanted):
        made[day.replace(day=1)][kind] += int(number)
    return made


def _earlier(first: date, months: int) -> date:
    at = first.year * 12 + first.month - 1 - months
    return date(at // 12, at % 12 + 1, 1)
