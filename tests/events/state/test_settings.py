"""The screen of the settings: values, their sources, and a sentence under every field that is wrong."""

from __future__ import annotations

from typing import Any

from app.events.rules.settings import LIMITS
from app.events.state.settings import EventSettingsState
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]

VALUES = {"opens_before": "60", "closes_after": "120", "undo_minutes": "15", "many_from_one": "5", "late_phones": "5",
          "keep_guests": "30"}  # fmt: skip


def form(desk: Desk, **changes: str) -> dict[str, Any]:
    return {"community": str(desk.town.hupan.id), **VALUES, **changes}


def test_an_admin_sees_every_value_and_that_nobody_has_set_it(desk: Desk) -> None:
    state = desk.press("admin", EventSettingsState, "load")
    assert {name: getattr(state.one, name).value for name in LIMITS} == VALUES
    assert {getattr(state.one, name).at for name in LIMITS} == {""}
    assert (state.allowed, state.ready) == (True, True)


def test_what_was_changed_says_who_and_when_and_the_rest_is_still_ours(desk: Desk) -> None:
    state = desk.press("admin", EventSettingsState, "change", form(desk, keep_guests="１４", keep_guests_source="例会"))
    row = state.one.keep_guests
    assert (row.value, row.source, row.by, bool(row.at)) == ("14", "例会", desk.town.admin.name, True)
    assert (state.one.opens_before.at, state.saved, state.wrong_zh) == ("", 1, {})


def test_every_wrong_field_says_so_and_nothing_is_set(desk: Desk) -> None:
    bad = form(
        desk, opens_before="soon", opens_before_source="例会", keep_guests="0", keep_guests_source="例会",
        undo_minutes="5",
    )  # fmt: skip
    state = desk.press("admin", EventSettingsState, "change", bad)
    assert set(state.wrong_zh) == set(state.wrong_en) == {"opens_before", "keep_guests", "undo_minutes_source"}
    assert state.wrong_zh["keep_guests"] == "请填 2 到 365。"
    assert desk.press("admin", EventSettingsState, "load").one.keep_guests.value == "30"


def test_a_cadre_is_told_that_it_is_not_theirs(desk: Desk) -> None:
    state = desk.press("cadre", EventSettingsState, "load")
    assert (state.allowed, state.communities, state.one.community) == (False, [], "")
