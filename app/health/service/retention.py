"""Forgetting what is over: readings older than the community keeps them, sittings, tokens of clients."""

from __future__ import annotations

from collections import Counter
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, delete, func, update
from sqlmodel import Session, col, select

from app.health.models import FollowUp, HealthSettings, HealthToken, Look, Mark, Reading, Sitting
from app.health.rules.retention import SITTINGS, TOKENS, oldest_kept
from app.health.rules.settings import Settings
from app.health.service.erasing import count_again, erase_again
from app.health.service.sittings import LONGEST
from app.households.models import Community
from app.shared.clock import local_day

AT_ONCE = 500  # rows: others who write wait no longer than that takes


def forget_health(session: Session, now: datetime) -> dict[str, int]:
    """Forget some of what is due; again and again until it answers nothing."""
    total: Counter[str] = Counter()
    for name, table, due in _due(session, now):
        ids = session.exec(select(table.id).where(due).limit(AT_ONCE)).all()
        if ids and table is Reading:
            session.execute(update(Reading).where(col(Reading.corrects).in_(ids)).values(corrects=None))
        if ids:
            session.execute(delete(table).where(table.id.in_(ids)))
            total[name] += len(ids)
    session.flush()
    return dict(total)


def health_due(session: Session, now: datetime) -> dict[str, int]:
    """How much there is. Changes nothing."""
    total: Counter[str] = Counter()
    for name, table, due in _due(session, now):
        total[name] += session.exec(select(func.count()).select_from(table).where(due)).one()
    return {name: count for name, count in total.items() if count}


def erase_restored(session: Session, now: datetime) -> dict[str, int]:
    """What a backup brought back."""
    people = erase_again(session, now)
    return {"people": people} if people else {}


def restored_due(session: Session, now: datetime) -> dict[str, int]:
    """How many people that would be."""
    people = count_again(session)
    return {"people": people} if people else {}


def _due(session: Session, now: datetime) -> list[tuple[str, Any, ColumnElement[bool]]]:
    """What has to go: the word for it, the table, which rows."""
    found: list[tuple[str, Any, ColumnElement[bool]]] = [
        ("sittings", Sitting, col(Sitting.created_at) < now - LONGEST - SITTINGS),
        ("tokens", HealthToken, col(HealthToken.expires_at) < now - TOKENS),
    ]
    for community_id, zone, years in _keeps(session):
        before = oldest_kept(now, years, zone)
        day = local_day(before, zone)
        found += [
            ("readings", Reading, (col(Reading.community_id) == community_id) & (col(Reading.taken_at) < before)),
            ("marks", Mark, (col(Mark.community_id) == community_id) & (col(Mark.day) < day)),
            (
                "follow-ups", FollowUp,
                (col(FollowUp.community_id) == community_id) & (col(FollowUp.day) < day)
                & col(FollowUp.closed_at).is_not(None),
            ),
        ]  # fmt: skip
    longest = min((oldest_kept(now, years, zone) for _, zone, years in _keeps(session)), default=None)
    if longest is not None:
        found.append(("looks", Look, col(Look.created_at) < longest))
    return found


def _keeps(session: Session) -> list[tuple[UUID, str, int]]:
    wanted = select(Community.id, Community.zone, HealthSettings.keep_years).join(
        HealthSettings, col(HealthSettings.community_id) == col(Community.id), isouter=True
    )
    ours = Settings().keep_years
    return [(one, zone, years or ours) for one, zone, years in session.exec(wanted.order_by(col(Community.id)))]
