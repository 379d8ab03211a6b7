"""The bands of an axis as a chart draws them: from `data/bands.csv`, and what the community has set to be urgent."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from app.health.rules.axes import NAMES_OF_BANDS
from app.health.rules.bands import Who, scale
from app.health.rules.settings import Settings
from app.shared.i18n import N_

INFINITE = float("inf")
URGENT = N_("马上处理")


@dataclass(frozen=True)
class Zone:
    """A band of the axis: from `low` up to `high`, its level and name. `closed`: `high` itself belongs to it too."""

    low: float
    high: float
    level: str
    name: str
    closed: bool = False


def zones(measure: str, key: str, who: Who, settings: Settings) -> list[Zone]:
    """Lowest first, without gaps; empty where there is no scale. Neighbours of one name and level are one."""
    rows = scale(measure, key, who)
    if not rows or any(row.words not in NAMES_OF_BANDS for row in rows):
        return []
    starts = [-INFINITE if row.start is None else row.start for row in rows]
    ends = [*starts[1:], INFINITE]
    closed = [*(row.open_start for row in rows[1:]), False]
    found = [
        Zone(start, end, row.level, NAMES_OF_BANDS[row.words], includes)
        for row, start, end, includes in zip(rows, starts, ends, closed, strict=True)
    ]
    return list(_joined(_urgent(found, key, settings)))


def _urgent(found: Sequence[Zone], key: str, settings: Settings) -> Iterator[Zone]:
    """What lies beyond a line of the community is urgent, whatever its band."""
    low, high = _lines(key, settings)
    for zone in found:
        if zone.low < low:
            closed = key == "glucose" if low <= zone.high else zone.closed
            yield replace(zone, high=min(zone.high, low), level="urgent", name=URGENT, closed=closed)
        if max(zone.low, low) < min(zone.high, high):
            closed = key == "pulse" if high <= zone.high < INFINITE else zone.closed
            yield replace(zone, low=max(zone.low, low), high=min(zone.high, high), closed=closed)
        if zone.high > high:
            yield replace(zone, low=max(zone.low, high), level="urgent", name=URGENT)


def _lines(key: str, settings: Settings) -> tuple[float, float]:
    """Below the first and from the second on it is urgent. 0 in a setting: never."""
    low: dict[str, float] = {
        "glucose": settings.urgent_glucose_low / 10, "spo2": settings.urgent_spo2, "pulse": settings.urgent_pulse_low,
    }  # fmt: skip
    high: dict[str, float] = {
        "systolic": settings.urgent_systolic, "diastolic": settings.urgent_diastolic,
        "glucose": settings.urgent_glucose_high / 10, "pulse": settings.urgent_pulse_high,
        "temperature": settings.urgent_temperature / 10,
    }  # fmt: skip
    return low.get(key) or -INFINITE, high.get(key) or INFINITE


def _joined(found: Iterator[Zone]) -> Iterator[Zone]:
    last: Zone | None = None
    for zone in found:
        if last is not None and (last.level, last.name) == (zone.level, zone.name):
            last = replace(last, high=zone.high, closed=zone.closed)
            continue
        if last is not None:
            yield last
        last = zone
    if last is not None:
        yield last
