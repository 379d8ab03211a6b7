"""What the phone needs to judge by itself: bands, limits and sentences, compiled into `js/bands.js`.

`python -m app.health.twin` writes it; a test fails while it is behind the data, the words or their English.
"""

from __future__ import annotations

import json
from dataclasses import asdict
from pathlib import Path
from typing import Any

from app.health.rules import slips, words
from app.health.rules.bands import ADULT, UNSAID, bands, notes
from app.health.rules.measures import ARMS, CONTEXTS, DECIMALS, FIELD_NAMES, LIMITS, SPECS, UNIT_NAMES, Spec
from app.health.rules.reading import LONGEST_DEVICE
from app.health.rules.settings import Settings
from app.health.rules.traps import BMI_USUAL, GAP, UNITS
from app.shared.i18n import translate

FILE = Path(__file__).parent / "js" / "bands.js"
HEAD = "// Compiled from app/health/data and app/health/rules by `python -m app.health.twin`. Not written by hand.\n"
COLUMNS = (
    "measure", "field", "contexts", "sexes", "age_from", "age_to", "start", "open_start", "rank", "band", "level",
    "words", "advice", "again", "repeat", "source",
)  # fmt: skip


def as_module() -> str:
    """The text of `js/bands.js`."""
    lines = [f"export const {name} = {_json(value)};" for name, value in _parts().items()]
    return HEAD + "\n".join(lines) + "\n"


def _parts() -> dict[str, Any]:
    return {
        "COLUMNS": COLUMNS,
        "ROWS": [[_plain(getattr(row, name)) for name in COLUMNS] for row in bands()],
        "NOTE_ROWS": [asdict(row) for row in notes()],
        "ADULT": ADULT,
        "UNSAID": UNSAID,
        "LIMITS": {name: _limit(name) for name in LIMITS},
        "SPECS": {str(name): _spec(one) for name, one in SPECS.items()},
        "CONTEXTS": CONTEXTS,
        "ARMS": ARMS,
        "LONGEST_DEVICE": LONGEST_DEVICE,
        "DECIMALS": DECIMALS,
        "UNITS": UNITS,
        "GAP": GAP,
        "BMI_USUAL": BMI_USUAL,
        "SETTINGS": {name: value for name, value in asdict(Settings()).items() if name.startswith("urgent_")},
        "NAMES": _both(FIELD_NAMES),
        "SENTENCES": _both(slips.SENTENCES),
        "MISTAKES": _both(slips.MISTAKES),
        "WORDS": _both(words.WORDS),
        "ISOLATED": _both(words.ISOLATED),
        "ADVICE": _both(words.ADVICE),
        "URGENT": _both(words.URGENT),
        "SYMPTOMS": {key: [_two(one) for one in said] for key, said in words.SYMPTOMS.items()},
        "AGAIN": _both(words.AGAIN),
        "REPEAT": _both(words.REPEAT),
        "NOTES": _both(words.NOTES),
        "SOURCES": _both(words.SOURCES),
    }  # fmt: skip


def _spec(one: Spec) -> dict[str, Any]:
    return {"needed": one.needed, "fields": one.fields, "timed": bool(one.contexts)}


def _limit(name: str) -> dict[str, Any]:
    one = LIMITS[name]
    kept = {"least": one.least, "most": one.most, "soft_least": one.soft_least, "soft_most": one.soft_most}
    return {key: _plain(value) for key, value in kept.items()} | {"unit": _two(UNIT_NAMES.get(one.unit, one.unit))}


def _both(sentences: dict[str, str]) -> dict[str, list[str]]:
    return {key: _two(sentence) for key, sentence in sentences.items()}


def _two(sentence: str) -> list[str]:
    return [translate(sentence, "zh"), translate(sentence, "en")]


def _plain(value: Any) -> Any:
    return int(value) if isinstance(value, float) and value == int(value) else value


def _json(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":"))


if __name__ == "__main__":
    FILE.write_text(as_module(), encoding="utf-8")
