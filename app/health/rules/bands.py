"""The bands of `data/bands.csv`: which row a value falls into. Pure; no threshold stands in code.

A row holds from its `start` (">=140", ">3.9", "" for the first) up to the next row's. The rows of one field, age, sex
and context are a scale; `js/bands.js` is compiled from the same files for the phone.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from app.health.models import Measure
from app.health.rules.bmi import bmi_of
from app.health.rules.measures import DATA

ADULT = 18  # years; somebody whose age nobody told is taken for one
UNSAID = "unsaid"  # a note for a context that was not said


@dataclass(frozen=True)
class Band:
    """A row of `bands.csv`. `rank`: the higher wins where two values judge one measure (blood pressure)."""

    measure: str
    field: str
    contexts: tuple[str, ...]
    sexes: tuple[str, ...]
    age_from: int
    age_to: int
    start: float | None
    open_start: bool  # ">": the start itself still belongs to the row before
    rank: int
    band: str
    level: str
    words: str
    advice: str
    again: str
    repeat: str
    source: str
    version: str

    def begins(self, value: float) -> bool:
        """Whether the value has reached this row."""
        return self.start is None or (value > self.start if self.open_start else value >= self.start)


@dataclass(frozen=True)
class NoteRow:
    """A row of `notes.csv`: what is said beside a result, whatever its band."""

    measure: str
    contexts: tuple[str, ...]
    sexes: tuple[str, ...]
    age_from: int
    note: str


@dataclass(frozen=True)
class Who:
    """Of whom: what chooses a scale. `sex`: male, female, unknown. `context`: of glucose, else ""."""

    age: int | None = None
    sex: str = "unknown"
    context: str = ""

    def fits(self, contexts: Sequence[str], sexes: Sequence[str], context: str) -> bool:
        return (not contexts or context in contexts) and (not sexes or self.sex in sexes)

    @property
    def years(self) -> int:
        return ADULT if self.age is None else self.age


@cache
def bands() -> tuple[Band, ...]:
    """Every row, in the order of the file."""
    return tuple(_band(row) for row in rows("bands.csv"))


@cache
def notes() -> tuple[NoteRow, ...]:
    return tuple(
        NoteRow(row["measure"], words(row["contexts"]), words(row["sex"]), int(row["age_from"] or 0), row["note"])
        for row in rows("notes.csv")
    )


def scale(measure: Measure | str, field: str, who: Who) -> tuple[Band, ...]:
    """The rows that judge a value of this person, lowest first; empty where none does."""
    return _scale(str(measure), field, who.years, who.sex, who.context or "random")


@cache
def _scale(measure: str, field: str, years: int, sex: str, context: str) -> tuple[Band, ...]:
    who = Who(years, sex, context)
    return tuple(
        one
        for one in bands()
        if (one.measure, one.field) == (measure, field)
        and one.age_from <= years <= one.age_to
        and who.fits(one.contexts, one.sexes, context)
    )


def row_of(value: float, rows: Sequence[Band]) -> Band:
    """The last row that the value has reached. The value is compared as it is, never rounded."""
    return [one for one in rows if one.begins(value)][-1]


def judged(measure: Measure | str, values: Mapping[str, float]) -> dict[str, float]:
    """The values that have a scale, by its field: a weight and a height are judged as one `bmi`."""
    if measure == Measure.BMI:
        return {"bmi": bmi_of(values["weight"], values["height"])}
    main = ("systolic", "diastolic") if measure == Measure.BP else (str(measure),)
    return {name: values[name] for name in main if name in values}


def notes_for(measure: Measure | str, who: Who) -> list[str]:
    """The keys of what is said beside a result."""
    context = who.context or UNSAID
    return [
        one.note
        for one in notes()
        if one.measure == measure and one.age_from <= who.years and who.fits(one.contexts, one.sexes, context)
    ]


def certain(measure: Measure | str, field: str, value: float, sign: str, context: str = "") -> bool:
    """Whether "below" or "above" this value can only be one band: the lowest or the highest."""
    rows = scale(measure, field, Who(context=context))
    if len(rows) < 2:
        return False
    second = rows[1].start
    return (second is not None and value <= second) if sign == "<" else rows[-1].begins(value)


def words(text: str) -> tuple[str, ...]:
    """A cell with several codes."""
    return tuple(text.split())


def rows(name: str) -> Iterable[dict[str, str]]:
    """The rows of a data file."""
    return csv.DictReader(Path(DATA, name).read_text(encoding="utf-8").splitlines())


def _band(row: dict[str, str]) -> Band:
    start = row["start"].lstrip(">=")
    return Band(
        row["measure"], row["field"], words(row["contexts"]), words(row["sex"]), int(row["age_from"] or 0),
        int(row["age_to"] or 200), float(start) if start else None, not row["start"].startswith(">="),
        int(row["rank"]), row["band"], row["level"], row["words"], row["advice"], row["again"], row["repeat"],
        row["source"], row["version"],
    )  # fmt: skip
