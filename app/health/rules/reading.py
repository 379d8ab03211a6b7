"""One reading as it was read off an instrument, and whether it can be taken. Pure."""

from __future__ import annotations

import json
import math
from collections.abc import Iterable, Iterator
from dataclasses import asdict, dataclass, field, replace
from typing import Any

from app.health.models import Measure
from app.health.rules.bands import certain
from app.health.rules.measures import ARMS, CONTEXTS, LIMITS, SPECS
from app.health.rules.slips import Slip
from app.health.rules.traps import doubtful, impossible
from app.shared.errors import Invalid, Refused
from app.shared.i18n import N_

LONGEST_DEVICE = 60  # characters
COMPARATORS = ("<", ">")


@dataclass(frozen=True)
class Taken:
    """What was read off. Units: mmHg, mmol/L, kg, cm, %, ℃, /min, μmol/L.

    `context`: of a glucose ("" not said). `arm`: left, right. `device`: "bluetooth:<name>", or what somebody typed.
    `comparators`: "<" where the meter showed Lo, ">" for Hi; the value is then its limit. `not_heard`: the diastolic
    was not heard and is left out. `confirmed`: fields that were asked back (soft limits) and are so.
    """

    values: dict[str, float]
    context: str = ""
    arm: str = ""
    device: str = ""
    comparators: dict[str, str] = field(default_factory=dict)
    not_heard: bool = False
    confirmed: tuple[str, ...] = ()


def to_json(taken: Taken) -> bytes:
    """What is sealed: compact, without what is empty."""
    kept = {name: value for name, value in asdict(taken).items() if value}
    return json.dumps(kept, ensure_ascii=False, separators=(",", ":"), allow_nan=False).encode()


def from_json(data: bytes) -> Taken:
    """The other way round."""
    return _taken(json.loads(data))


def many_from_json(data: Iterable[bytes]) -> list[Taken]:
    """The same for many, of which a year has ten thousand: read as one list in a third of the time."""
    return [_taken(kept) for kept in json.loads(b"[" + b",".join(data) + b"]")]


_EMPTY: dict[str, Any] = {"context": "", "arm": "", "device": "", "not_heard": False, "confirmed": ()}


def _taken(kept: dict[str, Any]) -> Taken:
    made = Taken.__new__(Taken)  # its constructor would take three times as long, ten thousand times
    made.__dict__.update(_EMPTY, values={}, comparators={})
    made.__dict__.update(kept)
    if "confirmed" in kept:
        made.__dict__["confirmed"] = tuple(kept["confirmed"])
    return made


def check_taken(measure: Measure | str, taken: Taken) -> Taken:
    """The reading with whatever can be set right without asking (numbers as floats, the limit of a Lo or Hi).

    Raises `Invalid` with a `Slip` for every field: what is missing or no number, beyond a hard limit (with the limit
    and the likely mistake), swapped, or rare and not yet confirmed (code `confirm`).
    """
    made = complete(measure, taken)
    asked = [slip for slip in doubts(made) if slip.field not in made.confirmed]
    if asked:
        raise Invalid([*asked])
    return made


def complete(measure: Measure | str, taken: Taken) -> Taken:
    """The same without asking back. Raises `Invalid`."""
    kind = _measure(measure)
    taken = replace(taken, values=_with_limits(taken), confirmed=tuple(taken.confirmed))
    errors = [*_wrong_shape(kind, taken)]
    if not errors:
        known = [name for name in SPECS[kind].fields if name in taken.values]
        taken = replace(taken, values={name: float(taken.values[name]) for name in known})
        errors = [*impossible(taken.values), *_wrong_words(kind, taken)]
    if errors:
        raise Invalid([*errors])
    return taken


def doubts(taken: Taken) -> list[Slip]:
    """What is possible but rare. A Lo or Hi is what the meter says and is not asked back."""
    return [slip for slip in doubtful(taken.values) if slip.field not in taken.comparators]


def _measure(measure: Measure | str) -> Measure:
    try:
        return Measure(measure)
    except ValueError:
        raise Refused("measure_unknown", N_("没有这一项测量。"), field="measure") from None


def _with_limits(taken: Taken) -> dict[str, Any]:
    """A meter that shows Lo or Hi shows no number: then the limit stands for it."""
    values: dict[str, Any] = dict(taken.values)
    if taken.not_heard and values.get("diastolic") == 0:
        del values["diastolic"]  # some keep a 0 for it
    for name, sign in taken.comparators.items():
        if name in LIMITS and values.get(name) is None:
            values[name] = LIMITS[name].least if sign == "<" else LIMITS[name].most
    return values


def _wrong_shape(measure: Measure, taken: Taken) -> Iterator[Slip]:
    spec = SPECS[measure]
    for name in taken.values:
        if name not in spec.fields or (name == "diastolic" and taken.not_heard):
            yield Slip("unknown_field", name)
    for name in spec.needed:
        if name not in taken.values and not (name == "diastolic" and taken.not_heard):
            yield Slip("missing", name)
    for name, value in taken.values.items():
        if name in spec.fields and not is_number(value):
            yield Slip("not_a_number", name)


def is_number(value: object) -> bool:
    """A finite number; a truth value is none."""
    if isinstance(value, bool) or not isinstance(value, (int, float)):
        return False
    return abs(value) < 1e300 and math.isfinite(value)


def _wrong_words(measure: Measure, taken: Taken) -> Iterator[Slip]:
    if taken.context and (taken.context not in CONTEXTS or not SPECS[measure].contexts):
        yield Slip("context_unknown", "context")
    if taken.arm and taken.arm not in ARMS:
        yield Slip("arm_unknown", "arm")
    if len(taken.device) > LONGEST_DEVICE:
        yield Slip("device_too_long", "device")
    for name, sign in taken.comparators.items():
        if name not in taken.values or sign not in COMPARATORS or len(SPECS[measure].needed) > 1:
            yield Slip("comparator_unknown", name)
        elif not certain(measure, name, taken.values[name], sign, taken.context):
            yield Slip("comparator_unclear", name)
