"""The export for the city's system: which columns there are, and what we call them. Pure.

No city's interface was at hand, so none of the names is official: each is a community's setting with its source.
"""

from __future__ import annotations

from app.shared.i18n import N_

FIELDS: dict[str, str] = {
    "national_no": N_("志愿者编号"),
    "name": N_("姓名"),
    "phone": N_("手机号码"),
    "what": N_("服务内容"),
    "place": N_("服务地点"),
    "day": N_("服务日期"),
    "since": N_("开始时间"),
    "until": N_("结束时间"),
    "hours": N_("服务时长"),
    "kind": N_("时长类别"),
    "unit": N_("记录单位"),
    "number": N_("记录编号"),
}
"""Column → our name for it. `number`: of the service in our ledger, the same in every export."""

LONGEST_TITLE = 60
LONGEST_SOURCE = 200


def hours_of(minutes: int) -> float:
    """Hours with two decimals: a quarter is 0.25."""
    return round(minutes / 60, 2)
