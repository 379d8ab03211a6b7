"""Draws the app icons: ``python -m app.shared.draw`` writes assets/icons and assets/favicon.ico.

The emblem is a southern-Fujian house: swallowtail roof, the door open and the lamp lit. The same path data serve the
SVG and the PNGs, so there is one drawing. Pillow has no curves of its own: a path is flattened and painted four times
too large, then reduced.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from pathlib import Path

from PIL import Image, ImageDraw

from app.shared import theme
from app.shared.icons import PATHS

ASSETS = Path(__file__).resolve().parents[2] / "assets"
OVER = 4  # painted this many times too large

BRICK, PAPER, LAMP, TEAL = (theme.LIGHT[name] for name in ("primary", "base-100", "accent", "secondary"))

# On a 100 × 100 ground; everything lies within the maskable circle of radius 40.
ROOF = (
    "M12.5 58C19.5 54.5 23 49.5 24.2 44L16.5 38L23.3 37.8L22.5 30.5C31 40 40 43.8 50 43.8"
    "S69 40 77.5 30.5L76.7 37.8L83.5 38L75.8 44C77 49.5 80.5 54.5 87.5 58Z"
)
WALLS = "M25 62H75V81H25Z"
DOOR = "M42 81V73C42 68 45.5 65.5 50 65.5S58 68 58 73V81Z"
FILLS = ((ROOF, PAPER), (WALLS, PAPER), (DOOR, LAMP))
MIDDLE = (50, 54)
RISE = 5.5
"""How far the drawing is lifted, so that it stands in the optical middle."""
ROUND = 1.4
"""Width of the line that rounds the corners of ROOF and WALLS."""

SHORTCUTS = {"round": ("door", BRICK), "check-in": ("qr", TEAL), "health": ("heart", BRICK)}
"""File name → icon and ground: 走访, 签到, 健康."""

Point = tuple[float, float]


def main() -> None:
    """Write every icon file."""
    folder = ASSETS / "icons"
    folder.mkdir(parents=True, exist_ok=True)
    for size in (192, 512):
        emblem(size, corner=0.22).save(folder / f"icon-{size}.png", optimize=True)
        emblem(size).save(folder / f"maskable-{size}.png", optimize=True)
    emblem(180).convert("RGB").save(folder / "apple-touch-180.png", optimize=True)
    for name, (icon, ground) in SHORTCUTS.items():
        shortcut(icon, ground).save(folder / f"shortcut-{name}.png", optimize=True)
    emblem(48, corner=0.22, zoom=1.25).save(ASSETS / "favicon.ico", sizes=[(16, 16), (32, 32), (48, 48)])
    (folder / "linju.svg").write_text(emblem_svg(), encoding="utf-8")


def emblem(size: int, corner: float = 0, zoom: float = 1) -> Image.Image:
    """The emblem, ``size`` pixels square. ``corner``: radius as a share of the side; 0 fills the square (maskable).

    ``zoom`` enlarges the drawing on its ground, for sizes so small that air is a luxury."""
    image, draw, scale = _ground(size, BRICK, corner)

    def place(point: Point) -> Point:
        return (
            (point[0] * zoom + MIDDLE[0] * (1 - zoom)) * scale,
            ((point[1] - RISE) * zoom + MIDDLE[1] * (1 - zoom)) * scale,
        )

    for path, colour in FILLS:
        outline = [place(point) for line in flatten(path) for point in line]
        draw.polygon(outline, fill=colour)
        _stroke(draw, outline, colour, ROUND * zoom * scale)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def shortcut(icon: str, ground: str, size: int = 96) -> Image.Image:
    """One of our line icons in paper on a round ground, for the app's long-press menu."""
    image, draw, scale = _ground(size, ground, 0.5)
    for line in flatten(PATHS[icon]):
        points = [((24 + x * 52 / 24) * scale, (24 + y * 52 / 24) * scale) for x, y in line]
        _stroke(draw, points, PAPER, 4.6 * scale)
    return image.resize((size, size), Image.Resampling.LANCZOS)


def emblem_svg() -> str:
    """The emblem as SVG, for sharp edges in a browser's tab."""
    shapes = "".join(f'<path d="{path}" fill="{colour}" stroke="{colour}"/>' for path, colour in FILLS)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 100 100">'
        f'<rect width="100" height="100" rx="22" fill="{BRICK}"/>'
        f'<g transform="translate(0 -{RISE})" stroke-width="{ROUND}" stroke-linejoin="round">{shapes}</g></svg>\n'
    )


def _ground(size: int, colour: str, corner: float) -> tuple[Image.Image, ImageDraw.ImageDraw, float]:
    side = size * OVER
    image = Image.new("RGBA", (side, side), (0, 0, 0, 0))
    draw = ImageDraw.Draw(image)
    draw.rounded_rectangle((0, 0, side - 1, side - 1), radius=side * corner, fill=colour)
    return image, draw, side / 100


def _stroke(draw: ImageDraw.ImageDraw, points: list[Point], colour: str, width: float) -> None:
    """A line with round caps and joins: discs along it. Pillow's own joins show gaps."""
    for start, end in zip(points, points[1:] or points, strict=False):
        steps = max(1, math.ceil(math.dist(start, end)))
        for step in range(steps + 1):
            x = start[0] + (end[0] - start[0]) * step / steps
            y = start[1] + (end[1] - start[1]) * step / steps
            draw.ellipse((x - width / 2, y - width / 2, x + width / 2, y + width / 2), fill=colour)


def flatten(path: str) -> list[list[Point]]:
    """The polylines of an SVG path (commands MLHVCSAZ, both cases). Raises ValueError for any other command."""
    lines: list[list[Point]] = []
    at: Point = (0, 0)
    control = at
    for command, numbers in _commands(path):
        base = at if command.islower() else (0.0, 0.0)
        kind = command.upper()
        if kind == "M":
            at = (base[0] + numbers[0], base[1] + numbers[1])
            lines.append([at])
        elif kind == "Z":
            at = lines[-1][0]
            lines[-1].append(at)
        else:
            points, control = _segment(kind, numbers, at, base, control)
            lines[-1] += points
            at = points[-1]
        if kind not in "CS":
            control = at
    return lines


def _segment(kind: str, n: list[float], at: Point, base: Point, control: Point) -> tuple[list[Point], Point]:
    """The points of one segment after ``at``, and the control point a following S mirrors."""
    x, y = base
    if kind == "L":
        return [(x + n[0], y + n[1])], at
    if kind == "H":
        return [(x + n[0], at[1])], at
    if kind == "V":
        return [(at[0], y + n[0])], at
    if kind == "A":
        return _arc(at, n, (x + n[5], y + n[6])), at
    if kind == "S":
        n = [2 * at[0] - control[0] - x, 2 * at[1] - control[1] - y, *n]
    first, second, end = ((x + n[i], y + n[i + 1]) for i in (0, 2, 4))
    return [_bezier(at, first, second, end, i / 24) for i in range(1, 25)], second


def _bezier(a: Point, b: Point, c: Point, d: Point, t: float) -> Point:
    u = 1 - t
    weights = (u**3, 3 * u * u * t, 3 * u * t * t, t**3)
    x, y = (sum(w * p[axis] for w, p in zip(weights, (a, b, c, d), strict=True)) for axis in (0, 1))
    return (x, y)


def _arc(start: Point, n: list[float], end: Point) -> list[Point]:
    """An elliptic arc without rotation, after SVG 1.1, appendix F.6.5."""
    rx, ry, _turn, large, sweep = n[:5]
    dx, dy = (start[0] - end[0]) / 2, (start[1] - end[1]) / 2
    over = math.sqrt(max(1.0, (dx / rx) ** 2 + (dy / ry) ** 2))
    rx, ry = rx * over, ry * over
    below = (rx * dy) ** 2 + (ry * dx) ** 2
    factor = math.sqrt(max(0.0, ((rx * ry) ** 2 - below) / below)) * (-1 if large == sweep else 1)
    cx = factor * rx * dy / ry + (start[0] + end[0]) / 2
    cy = -factor * ry * dx / rx + (start[1] + end[1]) / 2
    begin = math.atan2((start[1] - cy) / ry, (start[0] - cx) / rx)
    angle = math.atan2((end[1] - cy) / ry, (end[0] - cx) / rx) - begin
    if sweep and angle < 0:
        angle += math.tau
    elif not sweep and angle > 0:
        angle -= math.tau
    turns = [begin + angle * i / 24 for i in range(1, 25)]
    return [(cx + rx * math.cos(turn), cy + ry * math.sin(turn)) for turn in turns]


_ARGUMENTS = {"M": 2, "L": 2, "H": 1, "V": 1, "C": 6, "S": 4, "A": 7, "Z": 0}


def _commands(path: str) -> Iterator[tuple[str, list[float]]]:
    """(command, numbers) one by one; a repeated command is spelled out, further pairs after M are lines."""
    for command, rest in re.findall(r"([A-Za-z])([^A-Za-z]*)", path):
        if command.upper() not in _ARGUMENTS:
            raise ValueError(command)
        size = _ARGUMENTS[command.upper()]
        numbers = [float(n) for n in _numbers(rest, command.upper() == "A")]
        if not size:
            yield command, []
        for start in range(0, len(numbers), size or 1):
            yield command, numbers[start : start + size]
            command = {"M": "L", "m": "l"}.get(command, command)


def _numbers(text: str, arc: bool) -> Iterator[str]:
    """Numbers of a path; the two flags of an arc may be written without a space ("0 01.5" is 0 0 1.5)."""
    at, place = 0, 0
    number = re.compile(r"[\s,]*([-+]?(?:\d+\.?\d*|\.\d+))")
    flag = re.compile(r"[\s,]*([01])")
    while match := (flag if arc and place % 7 in (3, 4) else number).match(text, at):
        yield match[1]
        at, place = match.end(), place + 1


if __name__ == "__main__":
    main()
