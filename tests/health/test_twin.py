"""The phone judges as the server does: the same file of bands, and the same verdict on anything that can be typed."""

from __future__ import annotations

import json
import random
import subprocess
from pathlib import Path
from typing import Any

import pytest

from app.health.rules.classify import classify
from app.health.rules.measures import LIMITS, SPECS
from app.health.rules.reading import Taken, check_taken
from app.health.rules.settings import Settings
from app.health.twin import FILE, as_module
from app.shared.errors import Invalid
from app.shared.i18n import translate
from tests.test_javascript import NODE

CASES = json.loads((Path(__file__).parent / "boundaries.json").read_text(encoding="utf-8"))
JUDGE = Path(__file__).parents[2] / "app" / "health" / "js" / "judge.js"
SCRIPT = f"""
import {{ judge }} from {json.dumps(JUDGE.as_uri())};
let text = "";
for await (const piece of process.stdin) text += piece;
console.log(JSON.stringify(JSON.parse(text).map((one) => judge(one.measure, one.taken, one.who))));
"""
SENTENCES = ("words", "advice", "again", "source")
ODD = (None, "70", True, [], -1, 0, 1e9, 0.98, 1.65, 16.0, 10.7, 98.6, 126)


def test_the_phone_has_the_bands_as_they_are_now() -> None:
    assert FILE.read_text(encoding="utf-8") == as_module(), "run python -m app.health.twin"


@pytest.mark.parametrize("case", CASES, ids=lambda case: f"{case['measure']} {case['name']}")
def test_the_server_judges_by_the_table(case: dict[str, Any]) -> None:
    said = by_the_server(case)
    assert [f"{one['field']} {one['code']} {one['mistake']}" for one in said["errors"] or []] == case.get("errors", [])
    assert (said.get("band"), said.get("level")) == (case.get("band"), case.get("level"))


@pytest.mark.parametrize("seed", range(4))
def test_phone_and_server_say_the_same_about_thousands_of_readings(seed: int) -> None:
    dice = random.Random(seed)
    readings = [reading(dice) for _ in range(2500)] + CASES
    said = [by_the_server(one) for one in readings]
    assert {one.get("level") for one in said} == {None, "ok", "watch", "see_doctor", "urgent"}
    for one, server, phone in zip(readings, said, by_the_phone(readings), strict=True):
        assert phone == server, one


def reading(dice: random.Random) -> dict[str, Any]:
    """Anything that a guide, an instrument or a careless program may hand over."""
    measure = dice.choice([*SPECS])
    spec = SPECS[measure]
    fields = [name for name in spec.fields if name in spec.needed or dice.random() < 0.5]
    values: dict[str, Any] = {name: number(dice, name) for name in fields}
    if dice.random() < 0.1:
        values[dice.choice([*LIMITS])] = dice.choice(ODD)
    if dice.random() < 0.1:
        values.pop(dice.choice([*values]))
    taken: dict[str, Any] = {"values": values}
    if dice.random() < 0.2:
        taken["confirmed"] = fields[:1]
    if dice.random() < 0.15:
        taken["comparators"] = {dice.choice(fields): dice.choice(["<", ">", "~"])}
        if dice.random() < 0.5:
            values.pop(fields[0], None)
    if measure == "bp" and dice.random() < 0.15:
        taken["not_heard"] = True
        values.pop("diastolic", None) if dice.random() < 0.7 else values.update(diastolic=0)
    if dice.random() < 0.5:
        taken["context"] = dice.choice(["", "fasting", "before_meal", "post2h", "bedtime", "random", "brunch"])
    if dice.random() < 0.05:
        taken |= {"arm": "both", "device": "x" * 61}
    who = {"age": dice.choice([None, *range(1, 100)]), "sex": dice.choice(["", "male", "female"])}
    strict = {"urgent_systolic": 170, "urgent_spo2": 93, "urgent_pulse_low": 45, "urgent_temperature": 385}
    return {"measure": str(measure), "taken": taken, "who": who | ({"settings": strict} if dice.random() < 0.3 else {})}


def number(dice: random.Random, field: str) -> float:
    """Mostly possible, sometimes on the line, sometimes far out."""
    limit = LIMITS[field]
    reach = dice.random()
    if reach < 0.1:
        return dice.choice([limit.least, limit.most, limit.soft_least or limit.least, limit.soft_most or limit.most])
    spread = limit.most - limit.least
    low, high = (limit.least - spread / 2, limit.most + spread) if reach < 0.2 else (limit.least, limit.most)
    if reach > 0.5:
        low, high = limit.soft_least or limit.least, limit.soft_most or limit.most
    value = dice.uniform(low, high)
    return dice.choice([value, round(value, 1), float(round(value))])


def by_the_server(one: dict[str, Any]) -> dict[str, Any]:
    """What `rules` says, in the shape of the phone."""
    typed, who = one["taken"], one["who"]
    settings = Settings(**who.get("settings", {}))
    try:
        taken = check_taken(one["measure"], Taken(**{**typed, "confirmed": tuple(typed.get("confirmed", ()))}))
    except Invalid as wrong:
        return {"errors": [error_of(slip) for slip in wrong.errors]}
    made = classify(one["measure"], taken, age=who.get("age"), sex=who.get("sex", ""), settings=settings)
    notes = [both(note) for note in made.notes]
    return {
        "errors": None, "band": made.band, "level": str(made.level), "urgent": made.urgent, "notes": notes,
        "repeat": both(made.repeat) if made.repeat else "", **{name: both(getattr(made, name)) for name in SENTENCES},
        "rule": {"zh": "".join(n["zh"] for n in notes), "en": " ".join(n["en"] for n in notes)} if notes else "",
        "symptoms": [both(one) for one in made.symptoms],
    }  # fmt: skip


def error_of(slip: Any) -> dict[str, Any]:
    zh, en = slip.as_error("zh"), slip.as_error("en")
    kept = {"field": zh["field"], "code": zh["code"], "mistake": zh.get("mistake", ""), "limit": zh.get("limit")}
    return kept | {"message": {"zh": zh["message"], "en": en["message"]}}


def both(sentence: str) -> dict[str, str]:
    return {"zh": sentence, "en": translate(sentence, "en")}


def by_the_phone(readings: list[dict[str, Any]]) -> list[dict[str, Any]]:
    ran = subprocess.run(
        [NODE, "--input-type=module", "-e", SCRIPT], input=json.dumps(readings), capture_output=True, text=True,
        timeout=60, check=True,
    )  # fmt: skip
    return json.loads(ran.stdout)  # type: ignore[no-any-return]
