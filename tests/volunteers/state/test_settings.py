"""The screen of the settings: values, where each is from, and a sentence under every field that is wrong."""

from __future__ import annotations

from dataclasses import fields
from typing import Any

from app.volunteers.rules.settings import LIMITS, Settings
from app.volunteers.state.settings import VolunteerSettingsState
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]

VALUES = {one.name: str(one.default) for one in fields(Settings)}


def form(desk: Desk, **changes: str) -> dict[str, Any]:
    return {"community": str(desk.town.hupan.id), **VALUES, **changes}


def test_an_admin_sees_every_value_and_that_nobody_has_set_it(desk: Desk) -> None:
    state = desk.press("admin", VolunteerSettingsState, "load")
    assert {name: getattr(state.one, name).value for name in LIMITS} == VALUES
    assert {getattr(state.one, name).at for name in LIMITS} == {""}
    assert (state.allowed, state.ready) == (True, True)


def test_what_was_changed_says_who_and_when_and_the_rest_is_still_ours(desk: Desk) -> None:
    typed = form(desk, cancel_hours="４８", cancel_hours_source="例会")
    state = desk.press("admin", VolunteerSettingsState, "change", typed)
    row = state.one.cancel_hours
    assert (row.value, row.source, row.by, bool(row.at)) == ("48", "例会", desk.town.admin.name, True)
    assert (state.one.notice_days.at, state.saved, state.wrong_zh) == ("", 1, {})
    again = desk.press("admin", VolunteerSettingsState, "choose_community", str(desk.town.hupan.id))
    assert again.one.cancel_hours.value == "48"


def test_every_wrong_field_says_so_and_nothing_is_set(desk: Desk) -> None:
    bad = form(
        desk, cancel_hours="soon", cancel_hours_source="例会", notice_days="2", notice_days_source="例会",
        cap_hours="30",
    )  # fmt: skip
    state = desk.press("admin", VolunteerSettingsState, "change", bad)
    assert set(state.wrong_zh) == set(state.wrong_en) == {"cancel_hours", "notice_days", "cap_hours_source"}
    assert state.wrong_zh["notice_days"] == "请填 3 到 30。"
    assert desk.press("admin", VolunteerSettingsState, "load").one.cap_hours.value == "40"


def test_a_cadre_is_told_that_it_is_not_theirs(desk: Desk) -> None:
    state = desk.press("cadre", VolunteerSettingsState, "load")
    assert (state.allowed, state.communities, state.one.community) == (False, [], "")
