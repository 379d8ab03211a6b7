"""One chart as SVG. Pure text, no style sheet needed: on paper and on screens, light and dark, it takes the colour of
the text around it.

Sizes are in em and places in percent, so that the letters are as large as the phone's owner has chosen and nothing is
stretched but the ground: a point is a line without length whose cap, round or square, is seen (`non-scaling-stroke`).
Bands are told by their hatching and their names, where a reading was taken by full or hollow points, the meal by round
or square ones. Colour says nothing of its own.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from html import escape

from app.health.chart.letters import GROUND, Sign, names, numbers_of
from app.health.rules.axes import Axis, Figure, reach
from app.health.rules.series import Spot, Window
from app.health.rules.zones import Zone

TALL = 13  # em
SIZES = ((60, 31, 0.6), (150, 92, 0.4), (10**6, 10**6, 0.3))
"""Up to so many points in so many days: how wide one is, em."""
HATCHES = {
    "watch": '<path d="M-2 12L12-2M8 22L22 8" stroke-width="1"/>',
    "see_doctor": '<path d="M-2 12L12-2M8 22L22 8M3 17L17 3M-2 2L2-2M18 22L22 18" stroke-width="1.2"/>',
    "urgent": '<path d="M-2 12L12-2M8 22L22 8M-2 8L12 22M8-2L22 12" stroke-width="1.6"/>',
}
"""By level: the more it says, the denser. What is in order stays blank."""


def chart(
    figure: Figure,
    axis: Axis,
    spots: Sequence[Spot],
    zones: Sequence[Zone],
    signs: Iterable[Sign],
    window: Window,
    name: str,
    label: str,
) -> str:
    """The SVG. `name`: unique on its page; `label`: read out instead of it. `zones` have names in one language."""
    seen = [one for one in spots if axis.key in one.values]
    low, high = reach(axis, [v for one in seen for v in _ends(one, axis.key)])

    def up(value: float) -> float:
        """Percent from the top."""
        return round(96 - 92 * (value - low) / (high - low), 2)

    points = [(place_of(_day(one, window), window), up(one.values[axis.key])) for one in seen]
    return (
        f'<svg role="img" aria-label="{escape(label)}" width="100%" height="{TALL}em" fill="currentColor" '
        f'stroke="none">{_patterns(name)}{_zones(zones, low, high, up, name)}'
        f"{names(zones, low, high, up, points)}{numbers_of(signs)}{_spots(figure, seen, axis.key, window, up)}"
        f'<rect width="100%" height="100%" fill="none" stroke="currentColor" stroke-opacity="0.5"/></svg>'
        f"{_days(window)}"
    )


def place_of(spot_day: float, window: Window) -> float:
    """Percent from the left of a moment, in days since the first of the window; the right is left to the numbers."""
    return round(3 + 82 * spot_day / window.days, 2)


def _ends(spot: Spot, key: str) -> tuple[float, ...]:
    return (spot.least[key], spot.most[key]) if spot.is_day else (spot.values[key],)


def _patterns(name: str) -> str:
    made = "".join(
        f'<pattern id="{name}-{level}" width="20" height="20" patternUnits="userSpaceOnUse">'
        f'<g stroke="currentColor" stroke-opacity="0.45" fill="none">{paths}</g></pattern>'
        for level, paths in HATCHES.items()
    )
    return f"<defs>{made}</defs>"


def _zones(zones: Sequence[Zone], low: float, high: float, up: Callable[[float], float], name: str) -> str:
    made = []
    for zone in zones:
        top, bottom = up(min(zone.high, high)), up(max(zone.low, low))
        top, bottom = (0 if zone.high >= high else top), (100 if zone.low <= low else bottom)
        if bottom <= top:
            continue
        if zone.level in HATCHES:
            made.append(
                f'<rect y="{top}%" width="100%" height="{bottom - top:.2f}%" fill="url(#{name}-{zone.level})"/>'
            )
        if top > 0:
            made.append(f'<line x2="100%" y1="{top}%" y2="{top}%" stroke="currentColor" stroke-width="1.5"/>')
    return "".join(made)


def _spots(figure: Figure, spots: Sequence[Spot], key: str, window: Window, up: Callable[[float], float]) -> str:
    """A few paths however many points there are."""
    paths: dict[tuple[bool, bool], list[str]] = {}
    bars, line = [], []
    for one in spots:
        x, y = round(10 * place_of(_day(one, window), window)), round(10 * up(one.values[key]))
        line.append(f"{x} {y}")
        kind = figure.is_square(one.context), one.origin == "home"
        paths.setdefault(kind, []).append(f"M{x} {y}h0")
        if one.is_day and one.most[key] > one.least[key]:
            bars.append(f"M{x} {round(10 * up(one.most[key]))}V{round(10 * up(one.least[key]))}")
    made = [_path(f"M{'L'.join(line)}", "0.07em", opacity=0.5)] if 1 < len(line) <= 60 else []
    if bars:
        made.append(_path("".join(bars), "0.2em", opacity=0.6))
    size = next(size for most, days, size in SIZES if len(spots) <= most and window.days <= days)
    for (square, hollow), points in paths.items():
        d = "".join(points)
        cap = "square" if square else "round"
        made += [_path(d, f"{size + 0.2:.1f}em", cap, colour=GROUND), _path(d, f"{size}em", cap)]
        if hollow:
            made.append(_path(d, f"{size * 0.55:.2f}em", cap, colour=GROUND))
    return (
        '<svg viewBox="0 0 1000 1000" preserveAspectRatio="none" width="100%" height="100%" overflow="visible">'
        f"{''.join(made)}</svg>"
    )


def _path(d: str, width: str, cap: str = "round", *, colour: str = "currentColor", opacity: float = 1) -> str:
    faint = f' stroke-opacity="{opacity}"' if opacity < 1 else ""
    return (
        f'<path d="{d}" fill="none" stroke="{colour}"{faint} stroke-width="{width}" stroke-linecap="{cap}" '
        'stroke-linejoin="round" vector-effect="non-scaling-stroke"/>'
    )


def _day(spot: Spot, window: Window) -> float:
    """Days since the first of the window began."""
    at = spot.at
    return (at.date() - window.first).days + (at.hour * 60 + at.minute) / 1440


def _days(window: Window) -> str:
    """The first and the last day below."""
    ends = ((0, window.first, "start"), (100, window.last, "end"))
    words = "".join(
        f'<text x="{x}%" y="1.1em" font-size="0.9em" text-anchor="{anchor}">{day:%Y-%m-%d}</text>'
        for x, day, anchor in ends
    )
    return f'<svg width="100%" height="1.5em" fill="currentColor" aria-hidden="true">{words}</svg>'
