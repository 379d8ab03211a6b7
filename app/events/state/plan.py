"""The form of an event: from an event to its fields, and from what was typed to an `EventPlan`."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from pydantic import ValidationError

from app.events.models import Event, NamesShown
from app.events.payload import EventPlan
from app.shared.asked import words_of
from app.shared.errors import DomainError, Invalid, Refused

TEXTS = ("title", "place", "about", "audience", "ages", "bring")
ANY_LENGTH = 10_000  # characters; `EventPlan` and `check_plan` say what is too long


@dataclass
class PlanRow:
    """The fields of the form as text; days and hours are local. Numbers that are not set are empty."""

    title: str = ""
    day: str = ""
    starts: str = ""
    ends: str = ""
    last_day: str = ""
    place: str = ""
    about: str = ""
    audience: str = ""
    ages: str = ""
    bring: str = ""
    capacity: str = ""
    group_most: str = "4"
    skips_most: str = "3"
    opens_before: str = ""
    names_shown: str = NamesShown.MASKED.value
    walk_in: bool = True
    lower_trust_code: bool = False


def plan_row(event: Event, zone: str) -> PlanRow:
    """An event as its form has it."""
    there = ZoneInfo(zone)
    start, end = event.starts_at.astimezone(there), event.ends_at.astimezone(there)
    return PlanRow(
        title=event.title, day=f"{start:%Y-%m-%d}", starts=f"{start:%H:%M}", ends=f"{end:%H:%M}",
        last_day="" if end.date() == start.date() else f"{end:%Y-%m-%d}",
        place=event.place, about=event.about, audience=event.audience, ages=event.ages, bring=event.bring,
        capacity=_words(event.capacity), group_most=str(event.group_most), skips_most=str(event.skips_most),
        opens_before=_words(event.opens_before), names_shown=event.names_shown.value, walk_in=event.walk_in,
        lower_trust_code=event.lower_trust_code,
    )  # fmt: skip


def plan_of(form: Any, zone: str) -> EventPlan:
    """What the form says. Raises `Invalid` with a sentence for every field that cannot be read."""
    errors: list[DomainError] = []
    values: dict[str, Any] = {name: words_of(form, name)[:ANY_LENGTH] for name in TEXTS}
    day = _read(errors, day_of, form, "day")
    starts, ends = (_read(errors, time_of, form, name) for name in ("starts", "ends"))
    last = _read(errors, day_of, form, "last_day") if words_of(form, "last_day").strip() else day
    for name, empty in (("capacity", None), ("opens_before", None), ("group_most", 4), ("skips_most", 3)):
        values[name] = _read(errors, _number, form, name, empty)
    values["names_shown"] = words_of(form, "names_shown") or NamesShown.MASKED.value
    values |= {name: bool(words_of(form, name)) or form.get(name) is True for name in ("walk_in", "lower_trust_code")}
    if errors or day is None or last is None or starts is None or ends is None:
        raise Invalid(errors)
    there = ZoneInfo(zone)
    values["starts_at"] = datetime.combine(day, starts, there)
    values["ends_at"] = datetime.combine(last, ends, there)
    try:
        return EventPlan(**values)
    except ValidationError as error:
        raise Invalid([_of(one) for one in error.errors()]) from None


def day_of(form: Any, name: str) -> date:
    """A day as a date field sends it. Raises `Refused`."""
    try:
        return date.fromisoformat(words_of(form, name).strip())
    except ValueError:
        raise Refused("day_missing", "请选日期。", field=name) from None


def time_of(form: Any, name: str) -> time:
    """An hour as a time field sends it. Raises `Refused`."""
    try:
        return time.fromisoformat(words_of(form, name).strip())
    except ValueError:
        raise Refused("time_missing", "请选时间。", field=name) from None


def _number(form: Any, name: str, empty: int | None) -> int | None:
    text = words_of(form, name).strip()
    if not text:
        return empty
    if not text.isascii() or not text.isdigit() or len(text) > 6:
        raise Refused("number_needed", "请填数字。", field=name)
    return int(text)


def _read(errors: list[DomainError], read: Any, *args: Any) -> Any:
    try:
        return read(*args)
    except Refused as error:
        errors.append(error)
        return None


def _of(error: Any) -> DomainError:
    """A field that pydantic refused: far too long, since everything else was read above."""
    return Refused("text_too_long", "太长了，请写短一点。", field=str(error["loc"][0]) if error["loc"] else None)


def _words(number: int | None) -> str:
    return "" if number is None else str(number)
