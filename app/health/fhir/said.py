"""One Observation of anybody's, taken apart: what it says that we can keep, or why not. Pure.

Nothing is guessed: a code, a unit, a comparator or a time that is not certain is refused with its reason.
"""

from __future__ import annotations

import math
import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import UTC, datetime, time
from datetime import date as Day
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from app.health.fhir import codes
from app.shared.errors import Refused

CERTAIN = frozenset({"final", "amended", "corrected"})
NOT_HEARD = frozenset({"error", "unknown", "temp-unknown", "not-a-number"})
DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
MOMENT = re.compile(r"\d{4}-\d{2}-\d{2}T\d{2}:\d{2}:\d{2}(\.\d{1,9})?(Z|[+-]\d{2}:\d{2})")
FIRST_YEAR = 1900
SHOWN = 40  # letters of somebody else's text in a sentence of ours


@dataclass(frozen=True)
class Piece:
    """What one Observation says. `what`: bp, bmi or the name of a value. `own`: it once left Linju, as this part of
    this reading ("" is the reading itself)."""

    what: str
    taken_at: datetime
    values: dict[str, float] = field(default_factory=dict)
    comparators: dict[str, str] = field(default_factory=dict)
    not_heard: bool = False
    context: str = ""
    arm: str = ""
    device: str = ""
    own: tuple[UUID, str] | None = None
    check_id: UUID | None = None


def piece_of(found: dict[str, Any], zone: str, now: datetime) -> Piece:
    """An Observation of FHIR R4 as JSON. Raises `Refused`, which says why it cannot be kept."""
    if found.get("modifierExtension"):
        raise Refused("modifier", "带有看不懂的限定，没有导入。")
    status = text_of(found.get("status"))
    if status not in CERTAIN:
        raise Refused("not_final", "状态是“{status}”，不是确定的结果。", status=status[:SHOWN])
    taken_at = _moment(found, zone)
    if taken_at > now:
        raise Refused("future", "测量的时间还没有到。")
    own, check_id = _ours(found)
    device = text_of(dict_of(found.get("device")).get("display"))[:60]
    measured = _measured(found)
    return Piece(taken_at=taken_at, own=own, check_id=check_id, arm=_arm(found), device=device, **measured)


def _measured(found: dict[str, Any]) -> dict[str, Any]:
    coded = set(_codes(found.get("code"), codes.LOINC))
    if coded & codes.PANELS:
        return {"what": "bp", **_pressure(found)}
    if codes.BMI in coded:
        return {"what": "bmi"}  # worked out anew from weight and height
    names = {codes.READ[code] for code in coded if code in codes.READ}
    if len(names) != 1:
        _refuse_absent(found)
        raise Refused("unknown_code", "不认识这一项：{what}。", what=_named(found))
    name = names.pop()
    if name in ("systolic", "diastolic"):
        raise Refused("half_pressure", "高压和低压要在同一条记录里。")
    value, comparator = _quantity(name, found)
    made: dict[str, Any] = {"what": name, "values": {name: value}}
    made["comparators"] = {name: comparator} if comparator else {}
    if name == "glucose":
        made["context"] = _context(found) or ("fasting" if coded & codes.FASTING else "")
    return made


def _pressure(found: dict[str, Any]) -> dict[str, Any]:
    values: dict[str, float] = {}
    not_heard = False
    parts: dict[str, dict[str, Any]] = {}
    for component in list_of(found.get("component")):
        for code in _codes(component.get("code"), codes.LOINC):
            if codes.READ.get(code) in ("systolic", "diastolic", "pulse"):
                parts.setdefault(codes.READ[code], component)
    if not parts:
        _refuse_absent(found)
    for name in ("systolic", "diastolic"):
        if name not in parts:
            raise Refused("half_pressure", "高压和低压要在同一条记录里。")
    for name, component in parts.items():
        reason = _absent(component)
        if name == "diastolic" and reason in NOT_HEARD:
            not_heard = True
        elif name != "pulse" or not reason:
            value, comparator = _quantity(name, component)
            if comparator:
                raise Refused("comparator", "血压要有准确的数字，不能是“{sign}”。", sign=comparator)
            values[name] = value
    return {"values": values, "not_heard": not_heard}


def _quantity(name: str, found: dict[str, Any]) -> tuple[float, str]:
    """The value in our unit, and `<` or `>`. Raises `Refused`."""
    quantity = found.get("valueQuantity")
    if not isinstance(quantity, dict):
        _refuse_absent(found)
        raise Refused("no_number", "没有数字。")
    value = quantity.get("value")
    if isinstance(value, bool) or not isinstance(value, (int, float)) or abs(value) > 1e9 or not math.isfinite(value):
        raise Refused("no_number", "没有数字。")
    unit = _unit(quantity)
    convert = codes.converter(name, unit)
    if convert is None:
        raise Refused("unknown_unit", "不认识单位“{unit}”，没有换算。", unit=unit[:SHOWN])
    comparator = text_of(quantity.get("comparator"))
    if comparator not in ("", "<", ">"):
        raise Refused("comparator", "看不懂“{sign}”。", sign=comparator[:SHOWN])
    return convert(float(value)), comparator


def _unit(quantity: dict[str, Any]) -> str:
    system, code, unit = (text_of(quantity.get(name)) for name in ("system", "code", "unit"))
    if code and system == codes.UCUM:
        return code
    if code or system:
        return f"{system} {code}".strip()  # a code of something else is no unit of ours
    return codes.PLAIN.get(unit, unit)


def _refuse_absent(found: dict[str, Any]) -> None:
    reason = _absent(found)
    if reason:
        raise Refused("no_value", "这一次没有量出来（{reason}）。", reason=reason[:SHOWN])


def _absent(found: dict[str, Any]) -> str:
    """Why there is no value; empty: nothing is said about that."""
    given = found.get("dataAbsentReason")
    return next(iter(_codes(given, codes.ABSENT)), "unknown") if isinstance(given, dict) else ""


def _moment(found: dict[str, Any], zone: str) -> datetime:
    """When: a whole day counts from its beginning where the community lives. A year or a month is too little."""
    period = dict_of(found.get("effectivePeriod")).get("start")
    text = text_of(found.get("effectiveDateTime") or found.get("effectiveInstant") or period)
    try:
        if DATE.fullmatch(text):
            made = datetime.combine(Day.fromisoformat(text), time(), ZoneInfo(zone))
        elif MOMENT.fullmatch(text):
            made = datetime.fromisoformat(text)
        else:
            raise ValueError
        made = made.astimezone(UTC)
    except (ValueError, OverflowError):
        raise Refused("bad_time", "没有写清楚是什么时候量的。") from None
    if made.year < FIRST_YEAR:
        raise Refused("bad_time", "没有写清楚是什么时候量的。")
    return made


def _context(found: dict[str, Any]) -> str:
    for component in list_of(found.get("component")):
        for code in _codes(component.get("valueCodeableConcept"), codes.CONTEXT):
            if code in codes.CONTEXTS:
                return code
    return ""


def _arm(found: dict[str, Any]) -> str:
    site = found.get("bodySite")
    ours = [code for code in _codes(site, codes.ARM) if code in codes.ARMS]
    return next(iter([*ours, *(codes.SNOMED_ARMS.get(code, "") for code in _codes(site, codes.SNOMED))]), "")


def _ours(found: dict[str, Any]) -> tuple[tuple[UUID, str] | None, UUID | None]:
    said = {text_of(one.get("system")): text_of(one.get("value")) for one in list_of(found.get("identifier"))}
    reading, _, part = said.get(codes.READING, "").partition("#")
    known = _uuid(reading)
    return (known, part) if known else None, _uuid(said.get(codes.CHECK, ""))


def _named(found: dict[str, Any]) -> str:
    """The code of somebody else, to be shown."""
    code = dict_of(found.get("code"))
    first = next(iter(list_of(code.get("coding"))), {})
    return (text_of(first.get("code")) or text_of(code.get("text")) or "?")[:SHOWN]


def _codes(concept: object, system: str) -> Iterator[str]:
    for coding in list_of(dict_of(concept).get("coding")):
        if coding.get("system") == system and text_of(coding.get("code")):
            yield coding["code"]


def _uuid(text: str) -> UUID | None:
    try:
        return UUID(text)
    except ValueError:
        return None


def list_of(value: object) -> list[dict[str, Any]]:
    """The objects of a list; nothing of whatever else was sent."""
    return [one for one in value if isinstance(one, dict)] if isinstance(value, list) else []


def dict_of(value: object) -> dict[str, Any]:
    """An object, or an empty one."""
    return value if isinstance(value, dict) else {}


def text_of(value: object) -> str:
    """A text, or an empty one."""
    return value if isinstance(value, str) else ""
