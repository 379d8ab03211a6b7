from __future__ import annotations

from dataclasses import fields

from app.health.models import HealthSettings
from app.health.rules.settings import LIMITS, OUR_SOURCE, Settings, source_of

PLAIN = {"id", "created_at", "community_id"}


def test_the_row_the_values_and_the_limits_have_the_same_names_and_values() -> None:
    names = [one.name for one in fields(Settings)]
    assert names == list(LIMITS)
    row = HealthSettings.model_fields
    assert {name: row[name].default for name in row if name not in PLAIN} == vars(Settings())


def test_our_own_values_lie_within_the_limits_and_say_where_they_are_from() -> None:
    for name, limit in LIMITS.items():
        assert limit.least <= getattr(Settings(), name) <= limit.most
        assert source_of(name)
    assert source_of("idle_seconds") == OUR_SOURCE


def test_a_community_cannot_set_the_urgent_lines_of_the_guidelines_looser() -> None:
    ours = Settings()
    assert LIMITS["urgent_systolic"].most == ours.urgent_systolic
    assert LIMITS["urgent_diastolic"].most == ours.urgent_diastolic
    assert LIMITS["urgent_glucose_high"].most == ours.urgent_glucose_high
    assert LIMITS["urgent_glucose_low"].least == ours.urgent_glucose_low
