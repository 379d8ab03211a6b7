"""What the charts of a measure show: which value, from where to where, in which unit. Pure."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import ceil, floor

from app.shared.i18n import N_

FASTING = ("fasting", "before_meal")
LATER = ("post2h", "random", "bedtime", "")


@dataclass(frozen=True)
class Axis:
    """One chart. `low`, `high`: what it shows at least; `step`: to which the ends are rounded; `digits`: after the
    point."""

    key: str
    title: str
    unit: str
    low: float
    high: float
    step: float
    digits: int = 0


@dataclass(frozen=True)
class Figure:
    """Charts that share a table. `contexts`: only checks with one of these, None: all."""

    title: str
    axes: tuple[Axis, ...]
    contexts: tuple[str, ...] | None = None


_SUGAR = Axis("glucose", N_("血糖"), "mmol/L", 3, 12, 1, 1)
FIGURES: dict[str, tuple[Figure, ...]] = {
    "bp": (
        Figure(N_("血压"), (
            Axis("systolic", N_("高压"), "mmHg", 90, 170, 10), Axis("diastolic", N_("低压"), "mmHg", 50, 110, 10),
        )),
    ),
    "glucose": (
        Figure(N_("血糖，空腹和餐前"), (_SUGAR,), FASTING), Figure(N_("血糖，餐后和随机"), (_SUGAR,), LATER),
    ),
    "bmi": (
        Figure(N_("体重"), (
            Axis("weight", N_("体重"), "kg", 45, 75, 5, 1), Axis("bmi", N_("体重指数"), "kg/m²", 17, 30, 1, 1),
        )),
    ),
    "waist": (Figure(N_("腰围"), (Axis("waist", N_("腰围"), "cm", 70, 100, 5, 1),)),),
    "spo2": (Figure(N_("血氧"), (Axis("spo2", N_("血氧"), "%", 86, 100, 2),)),),
    "temperature": (Figure(N_("体温"), (Axis("temperature", N_("体温"), "℃", 35.5, 38.5, 0.5, 1),)),),
    "pulse": (Figure(N_("脉搏"), (Axis("pulse", N_("脉搏"), N_("次/分"), 45, 125, 10),)),),
    "uric_acid": (Figure(N_("尿酸"), (Axis("uric_acid", N_("尿酸"), "μmol/L", 200, 500, 50),)),),
}  # fmt: skip
"""By `models.Measure`. Glucose after a meal has other lines than before it, so it has a chart of its own."""
NAMES = {
    "bp": N_("血压"), "glucose": N_("血糖"), "bmi": N_("体重"), "waist": N_("腰围"), "spo2": N_("血氧"),
    "temperature": N_("体温"), "pulse": N_("脉搏"), "uric_acid": N_("尿酸"),
}  # fmt: skip
CONTEXTS = {
    "fasting": N_("空腹"), "before_meal": N_("餐前"), "post2h": N_("餐后 2 小时"), "bedtime": N_("睡前"),
    "random": N_("随机"),
}  # fmt: skip
ORIGINS = {"lounge": N_("客厅"), "home": N_("在家"), "import": N_("导入")}


def reach(axis: Axis, values: Iterable[float]) -> tuple[float, float]:
    """From where to where it has to show these, with a little air."""
    found: Sequence[float] = list(values)
    if axis.key == "weight" and found:  # everybody's own; a wide chart would flatten it
        low, high = min(found) - 2 * axis.step, max(found) + 2 * axis.step
    else:
        low, high = min([axis.low, *found]), max([axis.high, *found])
    return floor(low / axis.step) * axis.step, ceil(high / axis.step) * axis.step


def shown(value: float, digits: int) -> str:
    """As people write it: half up, no more digits than the device gives. Bands compare the unrounded value."""
    scale = 10**digits
    return f"{floor(value * scale + 0.5) / scale:.{digits}f}"


def short(value: float) -> str:
    """A number on the axis."""
    return f"{value:g}"
