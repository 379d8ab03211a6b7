"""`POST /api/health/classify`: what a reading means, for anybody. Nothing is kept, counted or logged of it."""

from __future__ import annotations

from typing import Annotated, Any, Literal

from fastapi import APIRouter, Request
from pydantic import BaseModel, ConfigDict, Field

from app.health.crowd import Crowd
from app.health.models import Measure
from app.health.rules.classify import Result, classify
from app.health.rules.measures import SPECS
from app.health.rules.reading import Taken, complete
from app.shared.clock import now
from app.shared.i18n import translate
from app.shared.origins import client_address
from app.shared.problems import language_of
from app.shared.settings import settings
from app.shared.text import Said

router = APIRouter(prefix="/api/health", tags=["health"])
crowd = Crowd()

NUMBERS = {
    "additionalProperties": {"type": "number"},
    "description": "systolic, diastolic (mmHg), pulse (/min), glucose (mmol/L), weight (kg), height, waist (cm), "
    "spo2 (%), temperature (℃), uric_acid (μmol/L): those of the measure",
}
# Checked by the rules, which name the field, the limit and the likely mistake; pydantic would only say "no number".
Values = Annotated[dict[str, Any], Field(max_length=16, json_schema_extra=NUMBERS)]


class Just(Said):
    """One reading, of nobody. `comparators`: "<" where the meter showed Lo, ">" for Hi; the number may then be left
    out. `not_heard`: the diastolic was not heard and is left out."""

    model_config = ConfigDict(extra="forbid")

    measure: Measure
    values: Values
    context: Literal["fasting", "before_meal", "post2h", "bedtime", "random"] | None = None
    age: Annotated[int, Field(strict=True, ge=0, le=130)] | None = None
    sex: Literal["male", "female"] | None = None
    comparators: Annotated[dict[str, Literal["<", ">"]], Field(max_length=16)] | None = None
    not_heard: Annotated[bool, Field(strict=True)] = False


class Means(BaseModel):
    """What it means, in the caller's language. `repeat`: why to measure again; `notes`: what belongs beside it;
    `symptoms`: only of something urgent, with which 120 is to be called."""

    band: str
    level: Literal["ok", "watch", "see_doctor", "urgent"]
    words: str
    repeat: str | None = None
    source: str
    advice: str
    again: str
    notes: list[str]
    symptoms: list[str] | None = None


ERROR: dict[str, Any] = {
    "type": "object",
    "properties": {
        "field": {"type": ["string", "null"]}, "code": {"type": "string"}, "message": {"type": "string"},
        "limit": {"type": "object", "description": "least, most, unit"},
        "mistake": {"type": "string", "description": "the likely one, as swapped, kpa, mg_dl, jin, metres"},
    },
    "required": ["code", "message"],
}  # fmt: skip
SCHEMA: dict[str, Any] = {
    "type": "object",
    "properties": {
        "type": {"type": "string"}, "status": {"type": "integer"}, "detail": {"type": "string"},
        "code": {"type": "string"}, "errors": {"type": "array", "items": ERROR},
    },
    "required": ["status", "detail"],
}  # fmt: skip
PROBLEMS: dict[int | str, dict[str, Any]] = {
    status: {"description": why, "content": {"application/problem+json": {"schema": SCHEMA}}}
    for status, why in ((400, "No JSON"), (422, "What does not fit, field by field"), (429, "Too many; Retry-After"))
}


@router.post("/classify", response_model_exclude_none=True, responses=PROBLEMS)
async def just_measured(just: Just, request: Request) -> Means:
    """A band and what to do: orientation, no diagnosis. 422 names the field, the limit and the likely mistake.

    A rare number is not refused: `repeat` then asks to look at the instrument and measure again. Urgent is what is so
    everywhere; a community may only be stricter, which its own screens are.
    """
    crowd.take_turn(client_address(request.scope, settings().proxy_hops), now())
    context = (just.context or "") if SPECS[just.measure].contexts else ""
    typed = Taken(just.values, context, comparators={**(just.comparators or {})}, not_heard=just.not_heard)
    made = classify(just.measure, complete(just.measure, typed), age=just.age, sex=just.sex or "")
    return _said(made, language_of(request))


def _said(made: Result, language: str) -> Means:
    def say(sentence: str) -> str:
        return translate(sentence, language)

    return Means(
        band=made.band, level=made.level.value, words=say(made.words), source=say(made.source),
        repeat=say(made.repeat) if made.repeat else None, advice=say(made.advice), again=say(made.again),
        notes=[say(note) for note in made.notes], symptoms=[say(one) for one in made.symptoms] or None,
    )  # fmt: skip
