"""A reading as Observations of FHIR R4 (DOMAIN §3.5). Pure.

One sitting of a cuff is a blood pressure panel and, where there is one, a heart rate; a weight with a height is both
and the BMI worked out from them. They share the identifier of the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any, NamedTuple
from uuid import UUID
from zoneinfo import ZoneInfo

from app.health.fhir import codes
from app.health.fhir.codes import QUANTITIES, Quantity
from app.health.models import Measure
from app.health.rules.reading import Taken
from app.health.service.readings import ReadingRow
from app.shared.clock import LOCAL_ZONE

Json = dict[str, Any]


PANEL = Quantity((codes.BP_PANEL,), "Blood pressure panel", "", "", codes.VITAL, "bp")
BESIDE = {Measure.BP: ("pulse",), Measure.SPO2: ("pulse",), Measure.BMI: ("weight", "height")}


class Part(NamedTuple):
    """One Observation of a reading, before it is written out: a search looks through many and shows few."""

    row: ReadingRow
    name: str  # of `quantity_of`
    beside: bool = False  # the first is the reading itself

    @property
    def id(self) -> str:
        return f"{self.row.id}-{self.name}" if self.beside else str(self.row.id)


def quantity_of(name: str) -> Quantity:
    """What is measured by this name: a value, or the panel of a blood pressure (`bp`)."""
    return PANEL if name == "bp" else QUANTITIES[name]


def parts_of(row: ReadingRow) -> Iterator[Part]:
    """What one reading says. The first has the reading's own id, the others `<id>-<value>`."""
    yield Part(row, row.measure.value)
    for name in BESIDE.get(row.measure, ()):
        if name in row.taken.values:
            yield Part(row, name, beside=True)


def observations_of(row: ReadingRow, person_id: UUID, zone: str = LOCAL_ZONE) -> list[Json]:
    """All of one reading, written out."""
    return [observation(part, person_id, zone) for part in parts_of(row)]


def observation(part: Part, person_id: UUID, zone: str = LOCAL_ZONE) -> Json:
    """One of them."""
    row, name, _ = part
    if name == "bp":
        body = _pressure(row.taken)
    elif name == "bmi":
        body = _body_mass(row)
    else:
        body = _single(name, row.taken)
    return _dressed(body, part, person_id, zone)


def _pressure(taken: Taken) -> Json:
    """No value of its own: the two are components, one of them perhaps absent."""
    parts = [_component(name, taken) for name in ("systolic", "diastolic")]
    return {**_head(PANEL, "bp"), "component": parts}


def _component(name: str, taken: Taken) -> Json:
    return {"code": _code(QUANTITIES[name], name), **_value(name, taken)}


def _body_mass(row: ReadingRow) -> Json:
    weight, height = row.taken.values["weight"], row.taken.values["height"] / 100
    made = {**_head(QUANTITIES["bmi"], "bmi"), "valueQuantity": _quantity("bmi", round(weight / height**2, 2))}
    return {**made, "derivedFrom": [{"reference": f"Observation/{row.id}-{name}"} for name in ("weight", "height")]}


def _single(name: str, taken: Taken) -> Json:
    made = {**_head(QUANTITIES[name], name), **_value(name, taken)}
    if name == "waist":
        made["method"] = {"text": codes.WAIST_METHOD}
    if name == "glucose" and taken.context in codes.CONTEXTS:
        made["component"] = [_context(taken.context)]
    return made


def _context(context: str) -> Json:
    """When it was measured, as a field of our own: no code of others says all five."""
    said = codes.CONTEXTS[context]
    return {
        "code": {"coding": [{"system": codes.PARTS, "code": "glucose-context"}], "text": "测量时机"},
        "valueCodeableConcept": {
            "coding": [{"system": codes.CONTEXT, "code": context, "display": said}],
            "text": said,
        },
    }


def _head(quantity: Quantity, name: str) -> Json:
    meta = {"meta": {"profile": [codes.CORE + quantity.profile]}} if quantity.profile else {}
    category = {"coding": [{"system": codes.CATEGORIES, "code": quantity.category}]}
    return {**meta, "status": "final", "category": [category], "code": _code(quantity, name)}


def _code(quantity: Quantity, name: str) -> Json:
    first, *others = quantity.codes
    coding = [{"system": codes.LOINC, "code": first, "display": quantity.display}]
    return {
        "coding": coding + [{"system": codes.LOINC, "code": code} for code in others],
        "text": codes.TEXTS[name],
    }


def _value(name: str, taken: Taken) -> Json:
    """The number, or why there is none: a failed reading has no value (DOMAIN §3.5)."""
    value = taken.values.get(name)
    if value is None:
        said = {"text": "没听到"} if taken.not_heard else {}
        return {"dataAbsentReason": {"coding": [{"system": codes.ABSENT, "code": codes.ABSENT_HERE}], **said}}
    return {"valueQuantity": _quantity(name, value, taken.comparators.get(name, ""))}


def _quantity(name: str, value: float, comparator: str = "") -> Json:
    quantity = QUANTITIES[name]
    made: Json = {"value": int(value) if value == int(value) else value}
    if comparator:
        made["comparator"] = comparator
    return {**made, "unit": quantity.shown, "system": codes.UCUM, "code": quantity.unit}


def _arm(taken: Taken) -> Json:
    if taken.arm not in codes.ARMS:
        return {}
    said = codes.ARMS[taken.arm]
    return {"bodySite": {"coding": [{"system": codes.ARM, "code": taken.arm, "display": said}], "text": said}}


def _dressed(body: Json, part: Part, person_id: UUID, zone: str) -> Json:
    """Whose, when, with what; and which reading of ours it is."""
    row = part.row
    patient = {"reference": f"Patient/{person_id}"}
    made: Json = {
        "resourceType": "Observation",
        "id": part.id,
        **body,
        "identifier": [
            {"system": codes.READING, "value": f"{row.id}#{part.name}" if part.beside else str(row.id)},
            {"system": codes.CHECK, "value": str(row.check_id)},
        ],
        "subject": patient,
        "performer": [patient],  # they measured themselves
        "effectiveDateTime": local_iso(row.taken_at, zone),
        **_arm(row.taken),
    }
    if row.taken.device:
        made["device"] = {"display": row.taken.device}
    return made


def local_iso(moment: datetime, zone: str = LOCAL_ZONE) -> str:
    """`2026-03-02T10:00:00+08:00`: with the clock of where it was taken, to the microsecond if need be."""
    return moment.astimezone(ZoneInfo(zone)).isoformat()
