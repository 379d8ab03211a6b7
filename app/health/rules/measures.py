"""What can be measured: the values of each measure, their names, and between which limits a number is taken at all.

The limits are ours (`data/limits.csv`; DOMAIN §3.4), wider than what 5,735 people of NHANES showed: beyond the hard
ones is a slip, beyond the soft ones is asked back.
"""

from __future__ import annotations

import csv
from dataclasses import dataclass
from pathlib import Path

from app.health.models import Measure
from app.shared.i18n import N_

DATA = Path(__file__).parent.parent / "data"


@dataclass(frozen=True)
class Limit:
    """`least`..`most` is taken; outside `soft_least`..`soft_most` (None: not asked) the person is asked once more."""

    unit: str
    least: float
    most: float
    soft_least: float | None
    soft_most: float | None
    source: str

    def holds(self, value: float) -> bool:
        """Whether it is taken at all."""
        return self.least <= value <= self.most

    def usual(self, value: float) -> bool:
        """Whether nobody need be asked back."""
        low, high = self.soft_least, self.soft_most
        return self.holds(value) and (low is None or low <= value) and (high is None or value <= high)


@dataclass(frozen=True)
class Spec:
    """The values of a measure: `needed` and `also` (may be left out). `contexts`: which moments can be named."""

    needed: tuple[str, ...]
    also: tuple[str, ...] = ()
    contexts: tuple[str, ...] = ()

    @property
    def fields(self) -> tuple[str, ...]:
        return self.needed + self.also


CONTEXTS = ("fasting", "before_meal", "post2h", "bedtime", "random")
ARMS = ("left", "right")

SPECS: dict[Measure, Spec] = {
    Measure.BP: Spec(("systolic", "diastolic"), ("pulse",)),
    Measure.GLUCOSE: Spec(("glucose",), contexts=CONTEXTS),
    Measure.BMI: Spec(("weight", "height")),
    Measure.WAIST: Spec(("waist",)),
    Measure.SPO2: Spec(("spo2",), ("pulse",)),
    Measure.TEMPERATURE: Spec(("temperature",)),
    Measure.PULSE: Spec(("pulse",)),
    Measure.URIC_ACID: Spec(("uric_acid",)),
}

MEASURE_NAMES = {
    Measure.BP: N_("血压"),
    Measure.GLUCOSE: N_("血糖"),
    Measure.BMI: N_("身高体重"),
    Measure.WAIST: N_("腰围"),
    Measure.SPO2: N_("血氧"),
    Measure.TEMPERATURE: N_("体温"),
    Measure.PULSE: N_("脉搏"),
    Measure.URIC_ACID: N_("尿酸"),
}

FIELD_NAMES = {
    "systolic": N_("高压（收缩压）"),
    "diastolic": N_("低压（舒张压）"),
    "pulse": N_("脉搏"),
    "glucose": N_("血糖"),
    "weight": N_("体重"),
    "height": N_("身高"),
    "waist": N_("腰围"),
    "spo2": N_("血氧"),
    "temperature": N_("体温"),
    "uric_acid": N_("尿酸"),
}

UNIT_NAMES = {"次/分": N_("次/分")}  # the others are written alike everywhere

CONTEXT_NAMES = {
    "fasting": N_("空腹（8 小时没吃）"),
    "before_meal": N_("餐前"),
    "post2h": N_("餐后 2 小时"),
    "bedtime": N_("睡前"),
    "random": N_("随便什么时候"),
}


def _limits() -> dict[str, Limit]:
    def number(text: str) -> float | None:
        return float(text) if text else None

    with (DATA / "limits.csv").open(encoding="utf-8", newline="") as file:
        return {
            row["field"]: Limit(
                row["unit"], float(row["least"]), float(row["most"]), number(row["soft_least"]),
                number(row["soft_most"]), row["source"],
            )
            for row in csv.DictReader(file)
        }  # fmt: skip


LIMITS = _limits()
DECIMALS = {"glucose": 1, "weight": 1, "height": 1, "waist": 1, "temperature": 1, "bmi": 1}  # the others: none
"""How many places are shown. Only shown: what is judged is never rounded."""
