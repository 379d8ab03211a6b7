"""What a community may set about its events, within which limits. No authority gives a figure for any of them. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from app.shared.errors import DomainError, Invalid, Refused
from app.shared.i18n import N_

DAY = 24 * 60  # minutes
LONGEST_SOURCE = 200  # characters


@dataclass(frozen=True)
class Limit:
    """The least and the most that may be set, and the word for it. The limits are ours: beyond them is a slip."""

    least: int
    most: int
    title: str


LIMITS: dict[str, Limit] = {
    "opens_before": Limit(0, DAY, N_("提前多少分钟开门签到")),
    "closes_after": Limit(0, DAY, N_("结束后多少分钟还能签到")),
    "undo_minutes": Limit(0, 2 * 60, N_("签错了，多少分钟内能撤销")),
    "many_from_one": Limit(2, 100, N_("一部手机签到几个人起提醒看一下")),
    "late_phones": Limit(2, 100, N_("同一个过时的码被几部手机打开起提醒")),
    # Two days at least: the door of an event closes at most one day after its end.
    "keep_guests": Limit(2, 365, N_("来客的名字和电话，活动结束后留几天")),
}
"""By the name of the column of `EventSettings`."""

OUR_SOURCE = N_("邻聚的起始值，没有官方规定，由社区自己定。")
"""Where a value is from that nobody has set."""


@dataclass(frozen=True)
class Given:
    """What somebody wants to set. `value` None: no number was typed."""

    value: int | None
    source: str


def check_settings(given: Mapping[str, Given], limits: Mapping[str, Limit] = LIMITS) -> None:
    """Raises `Invalid` with a sentence for every field that has to be mended: `<name>` or `<name>_source`."""
    errors = [error for name, one in given.items() for error in _wrong(name, one, limits[name])]
    if errors:
        raise Invalid(errors)


def _wrong(name: str, one: Given, limit: Limit) -> Iterator[DomainError]:
    least, most, source = limit.least, limit.most, f"{name}_source"
    if one.value is None or not least <= one.value <= most:
        yield Refused("number_out_of_range", "请填 {least} 到 {most}。", field=name, least=least, most=most)
    if not one.source:
        yield Refused("source_missing", "请写出处；没有文件就写“本社区自定”。", field=source)
    elif len(one.source) > LONGEST_SOURCE:
        yield Refused("text_too_long", "太长了，最多 {most} 字。", field=source, most=LONGEST_SOURCE)
