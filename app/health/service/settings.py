"""What a community has set about health checks: each value with its source, and who set it when."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import fields
from datetime import datetime
from uuid import UUID

from sqlmodel import Session, select

from app.accounts.rules import Actor, Permission
from app.events.rules.settings import Given
from app.events.service.settings import Kind, Setting, change_with_source, settings_with_source
from app.health.models import HealthSettingChange, HealthSettings
from app.health.rules.settings import LIMITS, Settings


def settings_of(session: Session, community_id: UUID) -> Settings:
    """What holds in a community: what it has set, else ours."""
    row = session.exec(select(HealthSettings).where(HealthSettings.community_id == community_id)).first()
    return Settings(**{one.name: getattr(row, one.name) for one in fields(Settings)}) if row else Settings()


HEALTH = Kind(HealthSettings, HealthSettingChange, LIMITS, Permission.HEALTH_SETTINGS, settings_of)


def health_settings(session: Session, who: Actor, community_id: UUID) -> list[Setting]:
    """Every value, in the order of `rules.settings.LIMITS`; without `at` it is ours. Raises `NotFound`."""
    return settings_with_source(session, who, community_id, HEALTH)


def change_health_settings(
    session: Session, who: Actor, community_id: UUID, given: Mapping[str, Given], now: datetime
) -> list[str]:
    """Set some of them; they hold at once. As `change_with_source`."""
    return change_with_source(session, who, community_id, given, now, HEALTH)
