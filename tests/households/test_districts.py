"""What stands in front of an address and around it."""

from __future__ import annotations

import pytest

from app.households.districts import flatten, without_district


@pytest.mark.parametrize(
    ("text", "left"),
    [
        ("福建省厦门市湖里区殿前街道兴华社区兴华里3栋", "兴华里3栋"),
        ("厦门市湖里区兴隆路12号", "兴隆路12号"),
        ("湖里区殿前街道兴华里3栋", "兴华里3栋"),
        ("兴华社区居委会兴华里3栋", "兴华里3栋"),
        ("内蒙古自治区呼和浩特市新城区中山路5号", "中山路5号"),
        ("城市花园小区3栋", "城市花园小区3栋"),
        ("莲花新村东区3栋", "莲花新村东区3栋"),
        ("省直小区3栋", "省直小区3栋"),
        ("兴华社区", "兴华社区"),
    ],
)
def test_districts_are_left_out_and_estates_kept(text: str, left: str) -> None:
    assert without_district(text) == left


def test_writing_is_made_even() -> None:
    assert flatten(" ３號樓 — 二單元　５０１（已出租）") == "3号楼-二单元501"
    assert flatten("3 2 501") == "3-2-501"
