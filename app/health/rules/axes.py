"""What the charts of a measure show: which value, from where to where, in which unit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from app.shared.i18n import N_


@dataclass(frozen=True)
class Axis:
    """One chart. `low`, `high`: what it shows at least; `step`: to which the ends are rounded."""

    key: str
    title: str
    unit: str
    low: float
    high: float
    step: float


@dataclass(frozen=True)
class Figure:
    """Charts that share a table. `contexts`: only checks with one of these, None: all; the first of them is round."""

    title: str
    axes: tuple[Axis, ...]
    contexts: tuple[str, ...] | None = None

    def is_square(self, context: str) -> bool:
        """The shape of a point by its context."""
        return self.contexts is not None and context not in ("", self.contexts[0])


_SUGAR = Axis("glucose", N_("血糖"), "mmol/L", 3, 12, 1)
FIGURES: dict[str, tuple[Figure, ...]] = {
    "bp": (
        Figure(N_("血压"), (
            Axis("systolic", N_("高压"), "mmHg", 90, 170, 10), Axis("diastolic", N_("低压"), "mmHg", 50, 110, 10),
        )),
    ),
    "glucose": (
        Figure(N_("血糖，空腹和餐前"), (_SUGAR,), ("fasting", "before_meal")),
        Figure(N_("血糖，餐后 2 小时"), (_SUGAR,), ("post2h",)),
        Figure(N_("血糖，睡前和随机"), (_SUGAR,), ("random", "", "bedtime")),
    ),
    "bmi": (
        Figure(N_("体重"), (
            Axis("weight", N_("体重"), "kg", 45, 75, 5), Axis("bmi", N_("体重指数"), "kg/m²", 17, 30, 1),
        )),
    ),
    "waist": (Figure(N_("腰围"), (Axis("waist", N_("腰围"), "cm", 70, 100, 5),)),),
    "spo2": (Figure(N_("血氧"), (Axis("spo2", N_("血氧"), "%", 86, 100, 2),)),),
    "temperature": (Figure(N_("体温"), (Axis("temperature", N_("体温"), "℃", 35.5, 38.5, 0.5),)),),
    "pulse": (Figure(N_("脉搏"), (Axis("pulse", N_("脉搏"), N_("次/分"), 45, 125, 10),)),),
    "uric_acid": (Figure(N_("尿酸"), (Axis("uric_acid", N_("尿酸"), "μmol/L", 200, 500, 50),)),),
}  # fmt: skip
"""By `models.Measure`. Glucose after a meal has other lines than before it, so it has a chart of its own."""

CONTEXTS = {
    "fasting": N_("空腹"), "before_meal": N_("餐前"), "post2h": N_("餐后 2 小时"), "bedtime": N_("睡前"),
    "random": N_("随机"),
}  # fmt: skip
NAMES_OF_BANDS = {
    "bp_low": N_("偏低"), "bp_normal": N_("正常"), "bp_high_normal": N_("正常高值"), "bp_grade1": N_("1 级"),
    "bp_grade2": N_("2 级"), "bp_grade3": N_("3 级"), "glucose_low": N_("偏低"), "glucose_normal": N_("正常"),
    "glucose_ifg": N_("偏高"), "glucose_dm_suspected": N_("高"), "glucose_hint_raised": N_("偏高"),
    "glucose_hint_high": N_("高"), "glucose_random_high": N_("高"), "glucose_very_high": N_("很高"),
    "bmi_underweight": N_("过低"), "bmi_normal": N_("正常"), "bmi_overweight": N_("超重"), "bmi_obese": N_("肥胖"),
    "waist_normal": N_("正常"), "waist_pre": N_("偏大"), "waist_by_sex": N_("偏大"), "waist_central": N_("过大"),
    "spo2_very_low": N_("很低"), "spo2_low": N_("偏低"), "spo2_normal": N_("正常"), "temp_low": N_("偏低"),
    "temp_normal": N_("正常"), "temp_fever": N_("发热"), "pulse_very_low": N_("很慢"), "pulse_low": N_("偏慢"),
    "pulse_normal": N_("正常"), "pulse_high": N_("偏快"), "pulse_very_high": N_("很快"), "uric_normal": N_("正常"),
    "uric_old_rule": N_("偏高"), "uric_high": N_("高"),
}  # fmt: skip
"""By `words` of `data/bands.csv`, as short as fits into a chart; results say them in full. Whatever is missing (of
children, whose lines go by height and months) is not drawn."""
ORIGINS = {"lounge": N_("客厅"), "home": N_("在家"), "import": N_("导入")}


def reach(axis: Axis, values: Iterable[float]) -> tuple[float, float]:
    """From where to where it has to show these, with a little air."""
    found: Sequence[float] = list(values)
    if axis.key == "weight" and found:  # everybody's own; a wide chart would flatten it
        low, high = min(found) - 2 * axis.step, max(found) + 2 * axis.step
    else:
        low, high = min([axis.low, *found]), max([axis.high, *found])
    return floor(low / axis.step) * axis.step, ceil(high / axis.step) * axis.step


def short(value: float) -> str:
    """A number on the axis."""
    return f"{value:g}"
