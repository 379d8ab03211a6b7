"""What a community sets about its volunteers: each value with its source, and who set it when."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import datetime
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor, Permission
from app.events.rules.settings import Given
from app.events.service.settings import Kind, Setting, change_with_source, settings_with_source
from app.volunteers.models import VolunteerSettingChange, VolunteerSettings
from app.volunteers.rules.settings import LIMITS
from app.volunteers.service.find import settings_of

VOLUNTEERS = Kind(VolunteerSettings, VolunteerSettingChange, LIMITS, Permission.VOLUNTEER_SETTINGS, settings_of)


def volunteer_settings(session: Session, who: Actor, community_id: UUID) -> list[Setting]:
    """Every value, in the order of `rules.settings.LIMITS`; without `at` it is ours. Raises `NotFound`."""
    return settings_with_source(session, who, community_id, VOLUNTEERS)


def change_volunteer_settings(
    session: Session, who: Actor, community_id: UUID, given: Mapping[str, Given], now: datetime
) -> list[str]:
    """Set some of them; they hold at once. As `change_with_source`."""
    return change_with_source(session, who, community_id, given, now, VOLUNTEERS)
