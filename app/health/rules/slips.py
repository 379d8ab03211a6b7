"""What is wrong with a typed number, told so that it can be mended. It never carries the value itself."""

from __future__ import annotations

from typing import Any

from app.health.rules.measures import FIELD_NAMES, LIMITS, UNIT_NAMES, Limit
from app.shared.errors import Refused
from app.shared.i18n import N_, translate

SENTENCES = {
    "missing": N_("还缺{name}。"),
    "unknown_field": N_("这一项测量没有这个数。"),
    "not_a_number": N_("{name}要填一个数字。"),
    "too_low": N_("{name}太小了，能填 {least} 到 {most} {unit}。"),
    "too_high": N_("{name}太大了，能填 {least} 到 {most} {unit}。"),
    "too_close": N_("高压和低压至少差 10 mmHg，请看着仪器再填一次。"),
    "swapped": N_("高压比低压还小，请看着仪器再填一次。"),
    "not_heard": N_("低压是 0，说明没有测到（没听到），请再量一次。"),
    "confirm": N_("{name}这样的数很少见（一般在 {least} 到 {most} {unit}），请再看一眼仪器，确认就是它吗？"),
    "confirm_together": N_("身高和体重放在一起很少见，请再看一眼，确认就是这两个数吗？"),
    "context_unknown": N_("请选空腹、餐前、餐后 2 小时、睡前或随便什么时候。"),
    "arm_unknown": N_("请选左臂或右臂。"),
    "comparator_unknown": N_("只有“低于”（Lo）和“高于”（Hi）两种。"),
    "comparator_unclear": N_("“低于”或“高于”这个数，看不出属于哪一档，请填仪器上的数。"),
    "device_too_long": N_("仪器的名字太长了，最多 60 字。"),
}
"""By code."""

MISTAKES = {
    "swapped": N_("是不是把高压和低压填反了？"),
    "kpa": N_("是不是按千帕（kPa）填的？1 kPa 约等于 7.5 mmHg。"),
    "mg_dl": N_("是不是按 mg/dL 填的？这里要用另一种单位。"),
    "jin": N_("是不是按斤填的？1 公斤等于 2 斤。"),
    "metres": N_("是不是按米填的？这里填厘米。"),
    "chi": N_("是不是按尺填的？1 尺约等于 33.3 厘米。"),
    "fahrenheit": N_("是不是按华氏度填的？这里填摄氏度。"),
    "fraction": N_("是不是按小数填的？这里填百分数，比如 98。"),
    "weight_height": N_("是不是把身高和体重填反了？"),
    "not_heard": N_("听不到的时候，选“没听到”，不要填 0。"),
}
"""What it most likely was, by code."""


Limits = tuple[float, float]


class Slip(Refused):
    """One value that cannot be taken as it is. `limit`: what can be; `mistake`: a code of `MISTAKES`, or empty.

    As an error of the contract it carries `limit: {least, most, unit}` and `mistake` besides field, code, message.
    """

    def __init__(self, code: str, field: str | None, mistake: str = "", limit: Limits | None = None) -> None:
        name = "confirm" if code == "confirm_together" else code
        super().__init__(name, SENTENCES[code], field=field, **_blank(field))
        self.mistake = mistake
        self.limit = limit

    def sentence(self, language: str = "zh") -> str:
        """The rule, and what it most likely was."""
        said = translate(self.message, language, **self._told(language))
        return said + _space(language) + translate(MISTAKES[self.mistake], language) if self.mistake else said

    def as_error(self, language: str = "zh") -> dict[str, Any]:
        """The shape of the contract, with the limit and the likely mistake where there are any."""
        error = super().as_error(language)
        if self.limit and self.field:
            error["limit"] = {"least": self.limit[0], "most": self.limit[1], "unit": LIMITS[self.field].unit}
        if self.mistake:
            error["mistake"] = self.mistake
        return error

    def _told(self, language: str) -> dict[str, str]:
        told = _blank(self.field)
        if self.field in FIELD_NAMES:
            unit = LIMITS[self.field].unit
            told |= {"name": translate(FIELD_NAMES[self.field], language)}
            told |= {"unit": translate(UNIT_NAMES.get(unit, unit), language)}
        if self.limit:
            told |= {"least": plain(self.limit[0]), "most": plain(self.limit[1])}
        return told


def hard(limit: Limit) -> tuple[float, float]:
    """What is taken at all."""
    return limit.least, limit.most


def soft(limit: Limit) -> tuple[float, float]:
    """What is taken without asking back."""
    low = limit.least if limit.soft_least is None else limit.soft_least
    return low, limit.most if limit.soft_most is None else limit.soft_most


def plain(value: float) -> str:
    """A limit as it is written: 60, 33.3."""
    return str(int(value)) if value == int(value) else str(value)


def _space(language: str) -> str:
    return " " if language == "en" else ""


def _blank(field: str | None) -> dict[str, str]:
    return {"name": field or "", "least": "", "most": "", "unit": ""}
