"""What is written in a chart stands where it can be read."""

from __future__ import annotations

import re

from app.health.chart.letters import Sign, names, numbers_of
from app.health.rules.zones import Zone

ZONES = [Zone(0, 50, "ok", "正常"), Zone(50, 55, "watch", "窄"), Zone(55, 100, "urgent", "高")]


def heights(svg: str) -> dict[str, float]:
    return {words: float(y) for y, words in re.findall(r'<text x="[^"]*" y="([\d.]+)%"[^>]*>([^<]*)<', svg)}


def test_the_name_of_a_band_moves_out_of_the_way_of_points() -> None:
    alone = heights(names(ZONES, 0, 100, lambda value: 100 - value, []))
    assert alone["正常"] == 75
    moved = heights(names(ZONES, 0, 100, lambda value: 100 - value, [(10, 75)]))
    assert abs(moved["正常"] - 75) > 7 and 50 < moved["正常"] < 100


def test_a_band_without_room_has_no_name_in_the_chart() -> None:
    assert "窄" not in heights(names(ZONES, 0, 100, lambda value: 100 - value, []))


def test_numbers_of_days_that_are_close_stand_below_each_other() -> None:
    found = heights(numbers_of([Sign(1, 50, True), Sign(2, 52, False), Sign(3, 80, False)]))
    assert found["1"] != found["2"] and found["1"] == found["3"]
