"""The shell: what every screen carries."""

from __future__ import annotations

import pytest

from app.shared import kit
from app.shared.layout import SETTINGS, Place, docks, screen


def test_every_screen_has_a_skip_link_a_main_and_the_elder_switch() -> None:
    page = str(screen("今日走访"))
    assert '"#main"' in page
    assert 'id:"main"' in page
    assert '"data-tap":"elder"' in page
    assert f'"data-open":"{SETTINGS}"' in page


def test_a_screen_without_a_dock_offers_no_sign_out() -> None:
    assert "/auth/logout" not in str(screen("登录"))
    assert "/auth/logout" in str(screen("今日走访", dock="field"))


def test_complaints_are_one_tap_from_the_settings() -> None:
    assert "/feedback" in str(screen("登录"))


@pytest.mark.parametrize("name", sorted(docks()))
def test_a_dock_has_at_most_five_places(name: str) -> None:
    assert 1 <= len(docks()[name]) <= 5


def test_the_dock_marks_where_one_is() -> None:
    page = str(screen("同步", dock="field", here="/sync"))
    assert page.count('"aria-current":"page"') == 1


def test_a_screen_for_everybody_carries_the_dock_of_either_kind_of_work() -> None:
    page = str(screen("查找", dock="own", here="/search"))
    assert "lj-dock-field" in page
    assert "lj-dock-desk" in page


def test_the_dock_counts_what_is_still_on_the_phone() -> None:
    page = str(screen("今日走访", dock="field", here="/round"))
    assert "local_dock_unsent > 0" in page
    assert "条没送出" in page


def test_a_screen_may_bring_its_own_dock() -> None:
    page = str(screen("大厅", dock=(Place("home", "首页", "/"),), here="/"))
    assert 'to:"/"' in page


def test_the_foot_holds_the_main_button_above_the_dock() -> None:
    assert "lj-foot" in str(screen("走访", foot=kit.button("保存")))
    assert "lj-foot" not in str(screen("走访"))
