"""What the demo's lounge offers: invented, and near the moment it is written, so that something is always on."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from app.events.payload import EventPlan

ROOM = "榕湾公共客厅"


@dataclass(frozen=True)
class Planned:
    """An event of the demo. `sizes`: families on the list; `came`: the share of them that came; `walked`: walk-ins."""

    plan: EventPlan
    sizes: tuple[int, ...] = ()
    came: float = 0.0
    walked: int = 0
    said: tuple[tuple[int, str], ...] = ()
    published: bool = True
    cancelled: str = ""
    later: bool = False  # still to come, so nobody has come yet


def programme(now: datetime, zone: str) -> list[Planned]:
    """Past ones, one that runs, the coming week, a draft and one that had to be called off."""
    there = now.astimezone(ZoneInfo(zone))

    def at(days: int, hour: int, minute: int, hours: float, **rest: Any) -> EventPlan:
        starts = datetime.combine(there.date() + timedelta(days=days), time(hour, minute), there.tzinfo)
        return EventPlan(starts_at=starts, ends_at=starts + timedelta(hours=hours), **{"place": ROOM} | rest)

    hour = there.replace(minute=0, second=0, microsecond=0)
    tea = EventPlan(
        title="客厅茶话会", about="喝茶、聊天、看报，随时来随时走。", place=ROOM, starts_at=hour,
        ends_at=hour + timedelta(hours=3), walk_in=True, ages="不限", audience="本社区居民",
    )  # fmt: skip
    return [
        Planned(
            at(-9, 14, 30, 2, title="反诈讲座", about="社区民警讲最近的骗局，带例子来问。", capacity=40, walk_in=True),
            (1, 2, 1, 1, 2, 1, 1, 1, 2, 1, 1, 1), 0.85, 5,
            ((5, "讲得清楚，例子就在身边。"), (5, ""), (4, "后排听不太清。"), (5, "希望再讲一次。")),
        ),
        Planned(
            at(-2, 9, 0, 2, title="血压小课堂", about="怎么在家量准血压。", capacity=20, bring="血压计，没有也行"),
            (1, 1, 2, 1, 1, 1, 1, 2, 1, 1), 0.9, 0, ((5, "护士很耐心。"), (4, "")),
        ),
        Planned(tea, (), 0, 9),
        Planned(
            at(1, 9, 30, 2, title="灯笼手作", about="一家人一起做一盏灯笼。", capacity=24, group_most=5, walk_in=True,
               ages="6 岁以上，小朋友由大人陪", bring="剪刀一把", lower_trust_code=True),
            (4, 3, 2, 4, 3, 2, 4, 2, 3, 2, 1), later=True,
        ),
        Planned(
            at(2, 15, 0, 1.5, title="手机课：挂号和缴费", about="一对一教，慢慢来。", capacity=12,
               audience="60 岁以上优先", bring="自己的手机"),
            (1, 1, 1, 1, 1), later=True,
        ),
        Planned(
            at(4, 14, 0, 2, title="邻里缝补角", about="扣子、裤脚、拉链，志愿者帮忙。", walk_in=True), later=True
        ),
        Planned(
            at(6, 10, 0, 1, title="急救演练", about="心肺复苏和海姆立克。", capacity=16), (2, 1), later=True,
            cancelled="老师那天出诊，改到下月，定了再贴通知。",
        ),
        Planned(at(12, 14, 0, 2, title="旧书换新书", about="还在准备。"), published=False, later=True),
    ]  # fmt: skip
