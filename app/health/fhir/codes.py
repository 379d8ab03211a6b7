"""Which code, unit and category a value has in FHIR (DOMAIN §3.5), and which of others' are understood. Pure.

What is written: LOINC and UCUM as the vital signs of FHIR R4 have them. What is read besides: only codes that name the
same thing and units with one certain factor.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass

from app.health.models import Measure

LOINC = "http://loinc.org"
UCUM = "http://unitsofmeasure.org"
CATEGORIES = "http://terminology.hl7.org/CodeSystem/observation-category"
ABSENT = "http://terminology.hl7.org/CodeSystem/data-absent-reason"
SNOMED = "http://snomed.info/sct"
CORE = "http://hl7.org/fhir/StructureDefinition/"
CONTEXT = "urn:linju:fhir:glucose-context"  # our own code systems and identifiers
ARM = "urn:linju:fhir:arm"
PARTS = "urn:linju:fhir:part"
READING = "urn:linju:reading"
CHECK = "urn:linju:check"

BP_PANEL = "85354-9"
BMI = "39156-5"
ABSENT_HERE = "error"  # of a diastolic that was not heard, and of a reading without a number


@dataclass(frozen=True)
class Quantity:
    """How one value is written. `codes`: LOINC, all of them. `category`: of `CATEGORIES`. `profile`: of `CORE`."""

    codes: tuple[str, ...]
    display: str
    unit: str  # UCUM
    shown: str  # as people write it
    category: str
    profile: str = ""


VITAL, LAB, EXAM = "vital-signs", "laboratory", "exam"

QUANTITIES: dict[str, Quantity] = {
    "systolic": Quantity(("8480-6",), "Systolic blood pressure", "mm[Hg]", "mmHg", VITAL),
    "diastolic": Quantity(("8462-4",), "Diastolic blood pressure", "mm[Hg]", "mmHg", VITAL),
    "pulse": Quantity(("8867-4",), "Heart rate", "/min", "/min", VITAL, "heartrate"),
    "weight": Quantity(("29463-7",), "Body weight", "kg", "kg", VITAL, "bodyweight"),
    "height": Quantity(("8302-2",), "Body height", "cm", "cm", VITAL, "bodyheight"),
    "bmi": Quantity((BMI,), "Body mass index (BMI) [Ratio]", "kg/m2", "kg/m²", VITAL, "bmi"),
    "temperature": Quantity(("8310-5",), "Body temperature", "Cel", "℃", VITAL, "bodytemp"),
    "spo2": Quantity(("2708-6", "59408-5"), "Oxygen saturation in Arterial blood", "%", "%", VITAL, "oxygensat"),
    "waist": Quantity(("8280-0",), "Waist Circumference at umbilicus by Tape measure", "cm", "cm", EXAM),
    "glucose": Quantity(("15074-8",), "Glucose [Moles/volume] in Blood", "mmol/L", "mmol/L", LAB),
    "uric_acid": Quantity(("14933-6",), "Urate [Moles/volume] in Serum or Plasma", "umol/L", "μmol/L", LAB),
}

TEXTS: dict[str, str] = {  # `code.text`: what it is, in the language of who measured
    "bp": "血压", "systolic": "收缩压", "diastolic": "舒张压", "pulse": "脉搏", "weight": "体重", "height": "身高",
    "bmi": "体质指数", "temperature": "体温", "spo2": "血氧饱和度", "waist": "腰围", "glucose": "血糖",
    "uric_acid": "尿酸",
}  # fmt: skip

CONTEXTS: dict[str, str] = {
    "fasting": "空腹", "before_meal": "餐前", "post2h": "餐后2小时", "bedtime": "睡前", "random": "随机",
}  # fmt: skip
ARMS = {"left": "左上臂", "right": "右上臂"}
SNOMED_ARMS = {"368208006": "left", "368209003": "right"}

WAIST_METHOD = "自测，软尺，肋弓下缘与髂嵴连线中点（WS/T 428）"
WHERE: dict[Measure, tuple[str, ...]] = {  # the values each measure brings
    Measure.BP: ("systolic", "diastolic", "pulse"),
    Measure.GLUCOSE: ("glucose",),
    Measure.BMI: ("weight", "height"),
    Measure.WAIST: ("waist",),
    Measure.SPO2: ("spo2", "pulse"),
    Measure.TEMPERATURE: ("temperature",),
    Measure.PULSE: ("pulse",),
    Measure.URIC_ACID: ("uric_acid",),
}

# What is read. A fasting glucose is one by its code.
READ: dict[str, str] = {code: name for name, one in QUANTITIES.items() for code in one.codes} | {
    "14743-9": "glucose",  # capillary, by glucometer, mol
    "14749-6": "glucose",  # serum or plasma, mol
    "2339-0": "glucose",  # blood, mass
    "2345-7": "glucose",  # serum or plasma, mass
    "41653-7": "glucose",  # capillary, by glucometer, mass
    "1558-6": "glucose",  # fasting, serum or plasma, mass
    "3084-1": "uric_acid",  # serum or plasma, mass
}
FASTING = frozenset({"1558-6"})
PANELS = frozenset({BP_PANEL, "55284-4"})


def _times(factor: float, decimals: int | None = None) -> Callable[[float], float]:
    return lambda value: value * factor if decimals is None else round(value * factor, decimals)


def _same(value: float) -> float:
    return value


# Factors: 1 kPa = 1/0.133322387415 mmHg; glucose 18.02 mg/dL per mmol/L (DOMAIN §3.2), to the tenth that meters show;
# urate 168.11 g/mol; the rest are definitions. Any other unit is refused.
UNITS: dict[str, dict[str, Callable[[float], float]]] = {
    "mm[Hg]": {"kPa": _times(7.500615758, 0)},
    "mmol/L": {"mg/dL": _times(1 / 18.02, 1)},
    "umol/L": {"mg/dL": _times(10_000 / 168.11, 0), "mmol/L": _times(1000, 3)},
    "kg": {"g": _times(0.001, 3), "[lb_av]": _times(0.45359237, 2)},
    "cm": {"m": _times(100, 2), "[in_i]": _times(2.54, 2)},
    "Cel": {"[degF]": lambda value: round((value - 32) * 5 / 9, 2)},
    "/min": {"{beats}/min": _same, "{Beats}/min": _same, "1/min": _same},
    "%": {},
}
PLAIN = {"mmHg": "mm[Hg]", "℃": "Cel", "°C": "Cel", "bpm": "/min", "μmol/L": "umol/L", "µmol/L": "umol/L"}
"""Units that some write in `unit` only, without a code."""


def converter(name: str, unit: str) -> Callable[[float], float] | None:
    """What makes a value in `unit` (UCUM) one of ours; None: no certain factor."""
    wanted = QUANTITIES[name].unit
    return _same if unit == wanted else UNITS.get(wanted, {}).get(unit)
