"""A reading as Observations of FHIR R4 (DOMAIN §3.5). Pure.

One sitting of a cuff is a blood pressure panel and, where there is one, a heart rate; a weight with a height is both
and the BMI worked out from them. They share the identifier of the reading.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.health.fhir import codes
from app.health.fhir.codes import QUANTITIES, Quantity
from app.health.models import Measure
from app.health.rules.reading import Taken
from app.health.service.readings import ReadingRow
from app.shared.clock import LOCAL_ZONE

Json = dict[str, Any]


def observations_of(row: ReadingRow, person_id: UUID, zone: str = LOCAL_ZONE) -> list[Json]:
    """What one reading says. The first has the reading's own id, the others `<id>-<value>`."""
    return [_dressed(body, part, row, person_id, zone) for part, body in _bodies(row)]


def _bodies(row: ReadingRow) -> Iterator[tuple[str, Json]]:
    """Each with the part of the reading that it is; the first part is empty: the reading itself."""
    taken = row.taken
    if row.measure is Measure.BP:
        yield "", _pressure(taken)
    elif row.measure is Measure.BMI:
        yield "", _body_mass(row)
    else:
        yield "", _single(row.measure.value, taken)
    for name in _beside(row.measure):
        if name in taken.values:
            yield name, _single(name, taken)


def _beside(measure: Measure) -> tuple[str, ...]:
    return {Measure.BP: ("pulse",), Measure.SPO2: ("pulse",), Measure.BMI: ("weight", "height")}.get(measure, ())


def _pressure(taken: Taken) -> Json:
    """No value of its own: the two are components, one of them perhaps absent."""
    parts = [_component(name, taken) for name in ("systolic", "diastolic")]
    made = _head(Quantity((codes.BP_PANEL,), "Blood pressure panel", "", "", codes.VITAL, "bp"), "bp")
    return {**made, "component": parts}


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


def _dressed(body: Json, part: str, row: ReadingRow, person_id: UUID, zone: str) -> Json:
    """Whose, when, with what; and which reading of ours it is."""
    patient = {"reference": f"Patient/{person_id}"}
    made: Json = {
        "resourceType": "Observation",
        "id": f"{row.id}-{part}" if part else str(row.id),
        **body,
        "identifier": [
            {"system": codes.READING, "value": f"{row.id}#{part}" if part else str(row.id)},
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
