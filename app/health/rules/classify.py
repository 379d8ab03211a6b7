"""What one reading (or the mean of a check) means: a band, how pressing it is, and the words. Pure.

It classifies and never diagnoses. Lines are rows of `data/bands.csv`, what is urgent is a setting of the community.
Values are compared as they are; only what is shown is rounded (`bmi.shown`), and where that looks like another band the
result says so.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from enum import StrEnum

from app.health.models import Measure
from app.health.rules import words
from app.health.rules.bands import Band, Who, judged, notes_for, row_of, scale
from app.health.rules.bmi import shown
from app.health.rules.reading import Taken, doubts
from app.health.rules.settings import Settings


class Level(StrEnum):
    """How pressing it is."""

    OK = "ok"
    WATCH = "watch"
    SEE_DOCTOR = "see_doctor"
    URGENT = "urgent"


@dataclass(frozen=True)
class Result:
    """Sentences are msgids. `repeat`: why to measure once more, or empty; `urgent`: the key of `words.SYMPTOMS` and
    `words.URGENT` where it is urgent, else empty; `notes`: what has to be said beside it."""

    band: str
    level: Level
    words: str
    repeat: str
    source: str
    advice: str = ""
    again: str = ""
    notes: tuple[str, ...] = ()
    urgent: str = ""

    @property
    def symptoms(self) -> tuple[str, ...]:
        """With which of these 120 is to be called; empty where nothing is urgent."""
        return words.SYMPTOMS.get(self.urgent, ())


def classify(
    measure: Measure | str, taken: Taken, *, age: int | None = None, sex: str = "", settings: Settings | None = None
) -> Result:
    """The result of a reading that `check_taken` (or `complete`) has let through.

    `age` None: an adult; `sex` "" : unknown, then both lines are told where they differ.
    """
    who = Who(age, sex or "unknown", taken.context)
    values = judged(measure, taken.values)
    row = _highest(measure, values, who)
    result = _said(row, _notes(measure, taken, values, who))
    if measure == Measure.BP:
        result = _pressures(
            result, {name: row_of(value, scale(measure, name, who)).band for name, value in values.items()}
        )
    if any(slip.field not in taken.confirmed for slip in doubts(taken)):
        result = replace(result, repeat=words.REPEAT["rare"])
    pressing = urgent_kind(measure, taken, settings or Settings())
    return _urgent(result, pressing) if pressing else result


def band_words(band: str) -> str:
    """The words of a band for a cadre who follows up: neither a value nor a line."""
    return words.TOLD.get(band, words.TOLD_ANY)


def urgent_kind(measure: Measure | str, taken: Taken, settings: Settings) -> str:
    """What is urgent about it (a key of `words.URGENT`), or empty. A meter's Lo and Hi always are."""
    values = taken.values
    sign = taken.comparators.get("glucose", "")
    glucose = values.get("glucose")
    if values.get("systolic", 0) >= settings.urgent_systolic or values.get("diastolic", 0) >= settings.urgent_diastolic:
        return "bp"
    if glucose is not None and (sign == "<" or glucose <= settings.urgent_glucose_low / 10):
        return "glucose_low"
    if glucose is not None and (sign == ">" or glucose >= settings.urgent_glucose_high / 10):
        return "glucose_high"
    if "spo2" in values and values["spo2"] < settings.urgent_spo2:
        return "spo2"
    if _pulse_urgent(values, settings):
        return "pulse"
    limit = settings.urgent_temperature
    return "temperature" if limit and values.get("temperature", 0) >= limit / 10 else ""


def _pulse_urgent(values: Mapping[str, float], settings: Settings) -> bool:
    pulse, low, high = values.get("pulse"), settings.urgent_pulse_low, settings.urgent_pulse_high
    return pulse is not None and ((low > 0 and pulse < low) or (0 < high < pulse))


def _highest(measure: Measure | str, values: Mapping[str, float], who: Who) -> Band:
    rows = [row_of(value, scale(measure, field, who)) for field, value in values.items()]
    return max(rows, key=lambda row: row.rank)  # the first of equals


def _said(row: Band, notes: list[str]) -> Result:
    return Result(
        row.band, Level(row.level), words.WORDS[row.words], words.REPEAT[row.repeat] if row.repeat else "",
        words.SOURCES[row.source], words.ADVICE[row.advice], words.AGAIN[row.again],
        tuple(words.NOTES[note] for note in notes),
    )  # fmt: skip


def _notes(measure: Measure | str, taken: Taken, values: Mapping[str, float], who: Who) -> list[str]:
    found = notes_for(measure, who)
    if any(_looks_other(measure, field, value, who) for field, value in values.items()):
        found.append("rounding")
    return found


def _looks_other(measure: Measure | str, field: str, value: float, who: Who) -> bool:
    rows = scale(measure, field, who)
    return row_of(value, rows) != row_of(float(shown(field, value)), rows)


def _pressures(result: Result, each: Mapping[str, str]) -> Result:
    """What the bands of two pressures say together. One that was not heard can only have made it higher."""
    graded = {name for name, band in each.items() if band in words.ISOLATED}
    if "diastolic" not in each:
        result = replace(result, repeat=words.REPEAT["bp_unread"])
        return result if graded or result.band == "bp_child" else _unread(result)
    if graded == {"systolic"}:
        return replace(result, words=words.ISOLATED[result.band])
    if graded == {"diastolic"}:
        return replace(result, notes=(words.NOTES["isolated_diastolic"], *result.notes))
    return result


def _unread(result: Result) -> Result:
    return replace(
        result, band="bp_unread", level=Level.WATCH, words=words.WORDS["bp_unread"],
        advice=words.ADVICE["bp_unread"], again=words.AGAIN["now"],
    )  # fmt: skip


def _urgent(result: Result, kind: str) -> Result:
    again = words.AGAIN["quarter_hour" if kind == "glucose_low" else "today"]
    return replace(result, level=Level.URGENT, advice=words.URGENT[kind], again=again, urgent=kind)
