"""What somebody typed to put a reading right, as `rules.reading.Taken`."""

from __future__ import annotations

from dataclasses import replace
from datetime import datetime
from typing import Any
from zoneinfo import ZoneInfo

from app.health.rules.measures import CONTEXTS, SPECS
from app.health.rules.reading import Taken
from app.health.service.readings import ReadingRow
from app.shared.asked import words_of
from app.shared.errors import DomainError, Invalid, Refused

LONGEST = 8  # characters of a number


def shown(value: float) -> str:
    """As it stands in the field."""
    return f"{value:g}"


def taken_of(old: ReadingRow, form: Any, asked: dict[str, str]) -> Taken:
    """The old reading with what was typed. `asked`: what was asked back and stands if it was sent as it was.

    Raises `Refused` for what is no number.
    """
    taken, values = old.taken, {}
    for name in SPECS[old.measure].fields:
        typed = words_of(form, name).strip().replace("，", ".").replace("。", ".")[:LONGEST]
        if typed:
            values[name] = _number(typed, name)
    changed = {name for name, value in values.items() if taken.values.get(name) != value}
    context = words_of(form, "context")
    return replace(
        taken, values=values, context=context if context in CONTEXTS else taken.context,
        comparators={name: sign for name, sign in taken.comparators.items() if name not in changed},
        not_heard=taken.not_heard and "diastolic" not in values,
        confirmed=tuple({
            *(name for name, typed in asked.items() if words_of(form, name) == typed),
            *(name for name in taken.confirmed if name not in changed),
        }),
    )  # fmt: skip


def _number(typed: str, name: str) -> float:
    try:
        return float(typed)
    except ValueError:
        raise Refused("number_wrong", "请填数字。", field=name) from None


def again_of(error: DomainError, form: Any) -> dict[str, str]:
    """What was asked back, with what was typed: sent once more it stands."""
    errors = error.errors if isinstance(error, Invalid) else []
    return {one.field: words_of(form, one.field) for one in errors if one.code == "confirm" and one.field}


def time_of(typed: str, old: datetime, zone: str) -> datetime | None:
    """The local time that was typed; None for the one it had. Raises `Refused`."""
    if typed.strip()[:16] == local_minute(old, zone):
        return None
    try:
        return datetime.strptime(typed.strip()[:16], "%Y-%m-%dT%H:%M").replace(tzinfo=ZoneInfo(zone))
    except ValueError:
        raise Refused("time_wrong", "时间不对，请看一下。", field="taken_at") from None


def local_minute(at: datetime, zone: str) -> str:
    """As a field for a time has it."""
    return f"{at.astimezone(ZoneInfo(zone)):%Y-%m-%dT%H:%M}"
