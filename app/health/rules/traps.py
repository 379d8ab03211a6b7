"""Numbers that are a slip of the finger or of the unit: found and named. Nothing is mended by itself. Pure."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from app.health.rules.bmi import bmi_of
from app.health.rules.measures import LIMITS
from app.health.rules.slips import Slip, hard, soft

GAP = 10  # mmHg that the two pressures at least lie apart (DOMAIN §3.4)
BMI_USUAL = (14.0, 35.0)  # kg/m²; beyond is asked back: in China mostly a weight in 斤. Our own line.

Values = Mapping[str, float]

UNITS: tuple[tuple[str, str, float, float], ...] = (
    ("systolic", "kpa", 7.50062, 0.0),
    ("diastolic", "kpa", 7.50062, 0.0),
    ("glucose", "mg_dl", 1 / 18.02, 0.0),
    ("weight", "jin", 0.5, 0.0),
    ("height", "metres", 100.0, 0.0),
    ("waist", "metres", 100.0, 0.0),
    ("waist", "chi", 100 / 3, 0.0),
    ("temperature", "fahrenheit", 5 / 9, -160 / 9),
    ("spo2", "fraction", 100.0, 0.0),
    ("uric_acid", "mg_dl", 59.48, 0.0),
)
"""Field, the other unit, and how it turns into ours: value × factor + offset."""


def converted(field: str, mistake: str, value: float) -> float:
    """The value in our unit, if it was typed in the other one."""
    return next(value * times + plus for name, unit, times, plus in UNITS if (name, unit) == (field, mistake))


def likely_unit(field: str, values: Values) -> str:
    """The other unit in which an impossible number would be an everyday one, or empty."""
    if field == "diastolic" and LIMITS["systolic"].holds(values.get("systolic", 0)):
        return ""  # a cuff shows both in the same unit
    would = [(unit, converted(field, unit, values[field])) for name, unit, _times, _plus in UNITS if name == field]
    usual = [unit for unit, value in would if LIMITS[field].usual(value)]
    return (usual or [unit for unit, value in would if LIMITS[field].holds(value)] or [""])[0]


def impossible(values: Values) -> Iterator[Slip]:
    """What cannot be taken, whatever somebody confirms."""
    if is_swapped(values):
        yield Slip("swapped", "systolic", "swapped")
        return
    if values.get("diastolic") == 0:
        yield Slip("not_heard", "diastolic", "not_heard")
    outside = [field for field in values if not LIMITS[field].holds(values[field])]
    for field in outside:
        if field == "diastolic" and values[field] == 0:
            continue
        code = "too_low" if values[field] < LIMITS[field].least else "too_high"
        yield Slip(code, field, likely_unit(field, values), hard(LIMITS[field]))
    if not outside and "diastolic" in values and values["systolic"] - values["diastolic"] < GAP:
        yield Slip("too_close", "diastolic")


def is_swapped(values: Values) -> bool:
    """Whether the two pressures would be right the other way round."""
    if "diastolic" not in values:
        return False
    low, high = values["systolic"], values["diastolic"]
    return high - low >= GAP and LIMITS["systolic"].holds(high) and LIMITS["diastolic"].holds(low)


def doubtful(values: Values) -> Iterator[Slip]:
    """What is possible but rare, one for a field. Asked of numbers that are not `impossible`."""
    together = _together(values)
    for field, value in values.items():
        if not LIMITS[field].usual(value):
            mistake = together if field in ("weight", "height") else ""
            yield Slip("confirm", field, mistake, soft(LIMITS[field]))
        elif field == "weight" and together:
            yield Slip("confirm_together", field, together)


def _together(values: Values) -> str:
    """What a weight and a height that hardly fit most likely are; "" if they fit or nothing is likely."""
    if "weight" not in values:
        return ""
    weight, height = values["weight"], values["height"]
    if weight > height and LIMITS["height"].holds(weight) and _fits(height, weight):
        return "weight_height"
    return "jin" if bmi_of(weight, height) > BMI_USUAL[1] and _fits(weight / 2, height) else ""


def _fits(weight: float, height: float) -> bool:
    return BMI_USUAL[0] <= bmi_of(weight, height) <= BMI_USUAL[1]
