"""Every value has its limits, every field its own sentence, and no value is without a source."""

from __future__ import annotations

from dataclasses import fields

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.models import EventSettings
from app.events.rules.settings import LIMITS, Given, check_settings
from app.events.rules.standing import Settings
from app.shared.errors import Invalid

OWN = "本社区自定"


def wrong(**given_: Given) -> set[str | None]:
    with pytest.raises(Invalid) as raised:
        check_settings(given_)
    return {one.field for one in raised.value.errors}


def test_what_can_be_set_is_what_the_rules_read_and_starts_within_its_limits() -> None:
    ours = Settings()
    assert {one.name for one in fields(ours)} == set(LIMITS)
    for name, limit in LIMITS.items():
        assert limit.least <= getattr(ours, name) <= limit.most
        assert getattr(EventSettings(), name) == getattr(ours, name)


@pytest.mark.parametrize("name", LIMITS)
def test_the_least_and_the_most_are_taken_and_one_beyond_is_not(name: str) -> None:
    limit = LIMITS[name]
    for value in (limit.least, limit.most):
        check_settings({name: Given(value, OWN)})
    for value in (limit.least - 1, limit.most + 1, None):
        assert wrong(**{name: Given(value, OWN)}) == {name}


def test_everything_that_is_wrong_is_said_at_once() -> None:
    assert wrong(keep_guests=Given(1, ""), undo_minutes=Given(5, "x" * 201), closes_after=Given(0, OWN)) == {
        "keep_guests", "keep_guests_source", "undo_minutes_source",
    }  # fmt: skip


@given(st.dictionaries(st.sampled_from(sorted(LIMITS)), st.builds(Given, st.none() | st.integers(), st.text())))
def test_what_passes_lies_within_its_limits_and_says_where_it_is_from(given_: dict[str, Given]) -> None:
    try:
        check_settings(given_)
    except Invalid:
        return
    for name, one in given_.items():
        assert one.value is not None and LIMITS[name].least <= one.value <= LIMITS[name].most and one.source
