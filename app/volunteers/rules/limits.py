"""What work asks of a body, and what somebody says they cannot: age, skill and health (志愿服务条例 15). Pure."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import date

from app.shared.i18n import N_

DEMANDS: dict[str, tuple[str, str]] = {
    "lifting": (N_("要搬重物"), N_("不能搬重物")),
    "stairs": (N_("要爬楼"), N_("不便爬楼")),
    "standing": (N_("要久站"), N_("不能久站")),
    "walking": (N_("要走远路"), N_("不便走远路")),
    "outdoors": (N_("在户外"), N_("不宜在户外")),
    "night": (N_("在晚上"), N_("晚上不便")),
    "sick": (N_("接触病人"), N_("不宜接触病人")),
}
"""Code → what the work asks, what somebody cannot do."""


def clean_codes(codes: Iterable[str]) -> list[str]:
    """Those that there are, in the order of `DEMANDS`, each once."""
    wanted = set(codes)
    return [code for code in DEMANDS if code in wanted]


def clash(demands: Iterable[str], limits: Iterable[str]) -> list[str]:
    """What the work asks and they cannot do."""
    cannot = set(limits)
    return [code for code in clean_codes(demands) if code in cannot]


def age_on(born_on: date, day: date) -> int:
    """In whole years. Whoever is born on 29 February is a year older on 1 March.

    >>> age_on(date(2004, 2, 29), date(2025, 2, 28))
    20
    """
    return day.year - born_on.year - ((day.month, day.day) < (born_on.month, born_on.day))
