from __future__ import annotations

from dataclasses import fields

from app.events.rules.settings import OUR_SOURCE
from app.volunteers.models import VolunteerSettings
from app.volunteers.rules.settings import LIMITS, SOURCES, Settings, source_of


def test_every_setting_is_a_column_with_its_default_limits_and_source() -> None:
    names = {one.name for one in fields(Settings)}
    assert names == set(LIMITS) == set(VolunteerSettings.model_fields) - {"id", "created_at", "community_id"}
    for name, limit in LIMITS.items():
        ours = getattr(Settings(), name)
        assert limit.least <= ours <= limit.most
        assert VolunteerSettings.model_fields[name].default == ours
        assert source_of(name) == SOURCES.get(name, OUR_SOURCE)
