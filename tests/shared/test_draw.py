"""The icons: drawn by the project, fitting a mask, and on disk as the script draws them."""

from __future__ import annotations

import math

import pytest
from PIL import Image, ImageChops, ImageStat

from app.shared import draw
from app.shared.icons import MOTIFS, PATHS
from app.shared.theme import LIGHT

SIZES = {
    "icon-192": 192, "icon-512": 512, "maskable-192": 192, "maskable-512": 512, "apple-touch-180": 180,
    "shortcut-round": 96, "shortcut-check-in": 96, "shortcut-health": 96,
}  # fmt: skip


@pytest.mark.parametrize("name", sorted(PATHS))
def test_every_icon_is_a_path_inside_its_grid(name: str) -> None:
    points = [point for line in draw.flatten(PATHS[name]) for point in line]
    assert len(points) > 1
    assert all(1 <= x <= 23 and 1 <= y <= 23 for x, y in points)


def test_lines_curves_and_arcs_end_where_the_path_says() -> None:
    assert draw.flatten("M1 2h3v4l-1 -1z") == [[(1, 2), (4, 2), (4, 6), (3, 5), (1, 2)]]
    assert draw.flatten("M0 0C0 1 1 1 1 0S2 -1 2 0")[0][-1] == pytest.approx((2, 0))
    half = draw.flatten("M0 0a5 5 0 0 1 10 0")[0]
    assert half[-1] == pytest.approx((10, 0))
    assert min(y for _, y in half) == pytest.approx(-5, abs=0.1)


def test_a_command_that_is_not_known_is_refused() -> None:
    with pytest.raises(ValueError):
        draw.flatten("M0 0Q1 1 2 2")


def test_the_drawing_stays_inside_the_circle_that_a_mask_leaves() -> None:
    image = draw.emblem(100).convert("RGB")
    brick = tuple(int(LIGHT["primary"][i : i + 2], 16) for i in (1, 3, 5))
    inked = [(x, y) for x in range(100) for y in range(100) if math.dist(image.getpixel((x, y)), brick) > 40]
    assert inked
    assert max(math.dist(point, (49.5, 49.5)) for point in inked) <= 40


@pytest.mark.parametrize(("name", "size"), SIZES.items())
def test_the_files_have_the_sizes_their_names_say(name: str, size: int) -> None:
    with Image.open(draw.ASSETS / "icons" / f"{name}.png") as image:
        assert image.size == (size, size)


@pytest.mark.parametrize(
    ("name", "drawn"),
    [("icon-192", draw.emblem(192, corner=0.22)), ("shortcut-round", draw.shortcut(*draw.SHORTCUTS["round"]))],
)
def test_the_files_on_disk_are_what_the_script_draws(name: str, drawn: Image.Image) -> None:
    with Image.open(draw.ASSETS / "icons" / f"{name}.png") as image:
        difference = ImageStat.Stat(ImageChops.difference(image.convert("RGBA"), drawn))
    assert max(difference.mean) < 1  # run `python -m app.shared.draw` after a change


def test_the_tab_has_an_icon_in_three_sizes() -> None:
    with Image.open(draw.ASSETS / "favicon.ico") as image:
        assert image.info["sizes"] == {(16, 16), (32, 32), (48, 48)}


def test_every_motif_is_in_the_file_and_takes_its_colours_from_the_theme() -> None:
    source = (draw.ASSETS / "motifs.svg").read_text("utf-8")
    assert [name for name in MOTIFS if f'<symbol id="{name}"' not in source] == []
    for token, colour in LIGHT.items():
        assert f"var(--color-{token}," not in source or f"var(--color-{token},{colour})" in source
