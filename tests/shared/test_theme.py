"""The colours: legible in both themes, and the stylesheet gets exactly these."""

from __future__ import annotations

import json
from pathlib import Path

import pytest

from app.shared import theme

GROUNDS = ("base-100", "base-200", "base-300")
NAMES = sorted(theme.THEMES)


def test_black_on_white_has_the_contrast_of_the_standard() -> None:
    assert theme.contrast("#000000", "#FFFFFF") == pytest.approx(21)
    assert theme.contrast("#767676", "#FFFFFF") == pytest.approx(4.54, abs=0.01)


@pytest.mark.parametrize("name", NAMES)
def test_both_themes_name_the_same_colours(name: str) -> None:
    assert theme.THEMES[name].keys() == theme.LIGHT.keys()


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_every_text_colour_is_legible_on_every_ground(name: str, ground: str) -> None:
    colours = theme.THEMES[name]
    texts = ("base-content", "muted", *theme.TONES)
    weak = {text: theme.contrast(colours[text], colours[ground]) for text in texts}
    assert {text: ratio for text, ratio in weak.items() if ratio < 4.5} == {}


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tone", [*theme.TONES, "accent"])
def test_text_on_a_filled_tone_is_legible(name: str, tone: str) -> None:
    colours = theme.THEMES[name]
    assert theme.contrast(colours[tone], colours[f"{tone}-content"]) >= 4.5


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("tone", theme.TONES)
def test_soft_grounds_carry_their_tone_ink_and_muted_text(name: str, tone: str) -> None:
    colours = theme.THEMES[name]
    for text in (tone, "base-content", "muted"):
        assert theme.contrast(colours[text], colours[f"soft-{tone}"]) >= 4.5, text


@pytest.mark.parametrize("name", NAMES)
@pytest.mark.parametrize("ground", GROUNDS)
def test_outlines_of_fields_can_be_seen(name: str, ground: str) -> None:
    colours = theme.THEMES[name]
    assert theme.contrast(colours["line"], colours[ground]) >= 3


def test_daisyui_gets_our_two_themes_and_none_of_its_own() -> None:
    daisyui, *themes = theme.tailwind_config()["plugins"]
    assert daisyui["args"]["themes"] is False
    assert [made["args"]["name"] for made in themes] == ["linju", "linju-night"]
    assert themes[0]["args"]["--color-primary"] == theme.LIGHT["primary"]
    assert [made["args"]["default"] for made in themes] == [True, False]
    assert themes[1]["args"]["prefersdark"] is True


def test_the_manifest_wears_the_theme_and_names_files_that_are_there() -> None:
    assets = Path(__file__).resolve().parents[2] / "assets"
    manifest = json.loads((assets / "manifest.webmanifest").read_text("utf-8"))
    assert manifest["background_color"] == manifest["theme_color"] == theme.THEME_COLOR
    shortcuts = [icon for shortcut in manifest["shortcuts"] for icon in shortcut["icons"]]
    for image in [*manifest["icons"], *shortcuts, *manifest.get("screenshots", [])]:
        assert (assets / image["src"].lstrip("/")).is_file(), image["src"]
