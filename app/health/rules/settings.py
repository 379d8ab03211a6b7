"""What a community may set about health checks, within which limits, and where our values are from. Pure."""

from __future__ import annotations

from dataclasses import dataclass

from app.events.rules.settings import Limit
from app.shared.i18n import N_


@dataclass(frozen=True)
class Settings:
    """What holds in a community that has set nothing. The columns of `HealthSettings`, explained there."""

    rest_seconds: int = 300
    between_seconds: int = 60
    third_over: int = 5
    urgent_systolic: int = 180
    urgent_diastolic: int = 110
    urgent_spo2: int = 90
    urgent_glucose_high: int = 167
    urgent_glucose_low: int = 39
    urgent_pulse_low: int = 0
    urgent_pulse_high: int = 0
    urgent_temperature: int = 0
    idle_seconds: int = 60
    keep_years: int = 5
    link_hours: int = 24
    hide_below: int = 5


LIMITS: dict[str, Limit] = {
    "rest_seconds": Limit(60, 900, N_("量血压前坐着歇多少秒")),
    "between_seconds": Limit(30, 300, N_("两次血压之间隔多少秒")),
    "third_over": Limit(3, 20, N_("两次血压差多少以上就量第三次（mmHg）")),
    # Somebody who is in danger must not be passed over: never looser than the source, only stricter.
    "urgent_systolic": Limit(160, 180, N_("高压到多少算紧急（mmHg）")),
    "urgent_diastolic": Limit(100, 110, N_("低压到多少算紧急（mmHg）")),
    "urgent_spo2": Limit(85, 95, N_("血氧低于多少算紧急（%）")),
    "urgent_glucose_high": Limit(139, 167, N_("血糖到多少算紧急（0.1 mmol/L）")),
    "urgent_glucose_low": Limit(39, 44, N_("血糖低到多少算紧急（0.1 mmol/L）")),
    "urgent_pulse_low": Limit(0, 60, N_("脉搏低于多少算紧急（每分钟，0 是不设）")),
    "urgent_pulse_high": Limit(0, 200, N_("脉搏高于多少算紧急（每分钟，0 是不设）")),
    "urgent_temperature": Limit(0, 420, N_("体温到多少算紧急（0.1 ℃，0 是不设）")),
    "idle_seconds": Limit(20, 300, N_("平板多少秒没人碰就自动退出")),
    "keep_years": Limit(1, 15, N_("量的数保存几年")),
    "link_hours": Limit(1, 168, N_("打印页上的码多少小时内能打开")),
    "hide_below": Limit(5, 20, N_("统计里少于多少人就不显示")),
}
"""By the name of the column of `HealthSettings`."""

OUR_SOURCE = N_("产品建议，没有官方规定，由本社区设定。")
_URGENT = N_("国家基层高血压、糖尿病防治指南的转诊条件。可以更严，不能更松。")
_REST = N_("家庭血压测量的专家共识：坐着安静休息至少 5 分钟，量两次以上，隔 1 到 2 分钟。")

SOURCES = {
    "rest_seconds": _REST,
    "between_seconds": _REST,
    "third_over": N_("2018 年高血压防治指南：两次相差 5 mmHg 以上再量一次；2020 年基层手册是 10 mmHg。"),
    "urgent_systolic": _URGENT,
    "urgent_diastolic": _URGENT,
    "urgent_glucose_high": _URGENT,
    "urgent_glucose_low": _URGENT,
}
"""Where a value that nobody has set is from, if not ours (DOMAIN §3.1, §3.2)."""


def source_of(name: str) -> str:
    """Where our value of a setting is from."""
    return SOURCES.get(name, OUR_SOURCE)
