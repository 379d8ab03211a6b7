"""What a community has set about health checks."""

from __future__ import annotations

from dataclasses import fields
from uuid import UUID

from sqlmodel import Session, select

from app.health.models import HealthSettings
from app.health.rules.settings import Settings


def settings_of(session: Session, community_id: UUID) -> Settings:
    """What holds in a community: what it has set, else ours."""
    row = session.exec(select(HealthSettings).where(HealthSettings.community_id == community_id)).first()
    return Settings(**{one.name: getattr(row, one.name) for one in fields(Settings)}) if row else Settings()
