"""What is written inside a chart: names of bands, the numbers of their lines, the numbers of marked days."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from html import escape
from math import ceil, floor

from app.health.rules.axes import short
from app.health.rules.zones import Zone

ROOM = 0.1  # of the height that a line of text needs
CLEAR = 7  # percent of the height that a point and half a line of text take
FAR = 45  # percent of the width that the name of a band takes at most
GROUND = "var(--color-base-100,#fff)"


@dataclass(frozen=True)
class Sign:
    """A day that is marked: its number in the list, its place from left to right, medicine or event."""

    number: int
    place: float
    medication: bool


def names(
    zones: Sequence[Zone], low: float, high: float, up: Callable[[float], float], points: Sequence[tuple[float, float]]
) -> str:
    """Names of the bands at the left, their lines' numbers at the right; what has no room is in the list below."""
    made, last, nearest = [], 200.0, _nearest(points)
    for zone in sorted(zones, key=lambda one: one.low):
        top = 0.0 if zone.high >= high else up(zone.high)
        bottom = 100.0 if zone.low <= low else up(zone.low)
        if bottom - top >= 100 * ROOM:
            made.append(_text(1, _free(top, bottom, nearest), escape(zone.name), "start"))
        if low < zone.high < high and last - top >= 100 * ROOM:
            made.append(_text(99, top, short(zone.high), "end"))
            last = top
    return "".join(made)


def _nearest(points: Sequence[tuple[float, float]]) -> Mapping[int, float]:
    """By percent from the top: how far from the left the first point is that a line of text there would meet."""
    found: dict[int, float] = {}
    for x, y in points:
        for height in range(round(y) - CLEAR, round(y) + CLEAR + 1):
            found[height] = min(x, found.get(height, 100))
    return found


def _free(top: float, bottom: float, nearest: Mapping[int, float]) -> float:
    """Where in its band a name meets the fewest points: near the middle, if that is as good as elsewhere."""
    middle, edge = (top + bottom) / 2, 100 * ROOM / 2
    heights = [middle, *range(ceil(top + edge), floor(bottom - edge) + 1)]
    return max(heights, key=lambda one: (min(nearest.get(round(one), 100), FAR), -abs(one - middle)))


def _text(x: float, y: float, words: str, anchor: str) -> str:
    return (
        f'<text x="{x:g}%" y="{y:.2f}%" dy="0.35em" font-size="0.9em" text-anchor="{anchor}" paint-order="stroke" '
        f'stroke="{GROUND}" stroke-width="0.3em" stroke-linejoin="round">{words}</text>'
    )


def numbers_of(signs: Iterable[Sign]) -> str:
    made, place, height = [], -100.0, 6
    for sign in signs:
        height = height % 18 + 6 if sign.place - place < CLEAR else 6  # numbers of neighbours stand below each other
        place, dash = sign.place, "8 4" if sign.medication else "2 5"
        made.append(
            f'<line x1="{sign.place}%" x2="{sign.place}%" y1="0" y2="100%" stroke="currentColor" stroke-width="2" '
            f'stroke-dasharray="{dash}"/>' + _text(sign.place, height, str(sign.number), "middle")
        )
    return "".join(made)
