"""What stands in <head>: short, safe inside a <script>, and the same colours as the theme."""

from __future__ import annotations

from app.shared import theme
from app.shared.head import boot_script, head


def test_the_boot_script_is_small_and_free_of_comments() -> None:
    script = boot_script()
    assert len(script) < 5_000
    assert not [line for line in script.splitlines() if line.startswith("//")]


def test_the_boot_script_cannot_end_its_own_tag() -> None:
    assert "</" not in boot_script()


def test_the_boot_script_paints_the_browser_s_bar_in_the_theme_s_colours() -> None:
    script = boot_script()
    assert theme.THEME_COLOR in script
    assert theme.THEME_COLOR_NIGHT in script
    assert "NIGHT" not in script


def test_the_page_reaches_under_the_notch_and_can_be_zoomed() -> None:
    viewport = next(str(tag) for tag in head() if "viewport" in str(tag))
    assert "viewport-fit=cover" in viewport
    assert "maximum-scale" not in viewport
    assert "user-scalable" not in viewport


def test_the_installed_app_opens_at_the_first_place_of_each_dock() -> None:
    script = boot_script()
    assert '"field": "/round"' in script
    assert "STARTS" not in script
