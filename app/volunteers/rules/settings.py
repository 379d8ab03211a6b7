"""What a community may set about its volunteers, within which limits, and where our values are from. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.events.rules.settings import OUR_SOURCE, Limit
from app.shared.i18n import N_

WEEK = 7 * 24  # hours


@dataclass(frozen=True)
class Settings:
    """What holds in a community that has set nothing. The columns of `VolunteerSettings`, explained there."""

    cancel_hours: int = 24
    confirm_hours: int = 24
    veto_hours: int = 24
    swap_hours: int = 2
    fair_hours: int = 48
    fair_most: int = 1
    fair_days: int = 30
    travel_minutes: int = 30
    cap_hours: int = 40
    novice_shifts: int = 3
    expiry_days: int = 30
    notice_days: int = 3
    pairs_most: int = 3
    round_minutes: int = 15
    keep_left: int = 30


LIMITS: dict[str, Limit] = {
    "cancel_hours": Limit(0, WEEK, N_("开始前多少小时之内，自己不能再直接取消")),
    "confirm_hours": Limit(0, WEEK, N_("开始前多少小时还没答复，就算可能缺人")),
    "veto_hours": Limit(0, WEEK, N_("换班、转班后多少小时内，工作人员可以撤回")),
    "swap_hours": Limit(0, WEEK, N_("开始前多少小时之内，不能再换班、转班")),
    "fair_hours": Limit(0, WEEK, N_("抢手的班发布后，先留给轮得少的人多少小时")),
    "fair_most": Limit(1, 50, N_("轮到过几个抢手的班，就先让一让")),
    "fair_days": Limit(1, 365, N_("抢手的班，往回看多少天")),
    "travel_minutes": Limit(0, 240, N_("两个班之间，路上留多少分钟")),
    "cap_hours": Limit(1, 300, N_("一个人一个月最多多少小时")),
    "novice_shifts": Limit(0, 50, N_("上过几个班算熟手")),
    "expiry_days": Limit(1, 365, N_("证件到期前多少天开始提醒")),
    # Fewer than three is against the rule that asks for the notice, see `SOURCES`.
    "notice_days": Limit(3, 30, N_("时长公示几个工作日再入账")),
    "pairs_most": Limit(1, 10, N_("一个人一天最多几次签到签退")),
    "round_minutes": Limit(1, 60, N_("时长按多少分钟一格计，不满一格的不计")),
    "keep_left": Limit(1, 3650, N_("退出以后，资料留几天")),
}
"""By the name of the column of `VolunteerSettings`."""

SOURCES = {
    "notice_days": N_("志愿服务记录的规定：公示不少于 3 个工作日再计入。天数可以更多，不能更少。"),
    "pairs_most": N_("全国志愿服务平台“i志愿”的规则：每人每天每个活动最多 3 次签到签退。"),
}
"""Where a value that nobody has set is from, if not ours."""


def source_of(name: str) -> str:
    """Where our value of a setting is from."""
    return SOURCES.get(name, OUR_SOURCE)
