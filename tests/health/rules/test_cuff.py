"""Whatever a device can do wrong has its sentence."""

from __future__ import annotations

import re
from pathlib import Path

from app.health.rules.cuff import FAILED, NOTES

SCRIPTS = Path(__file__).parents[3] / "app" / "health" / "js" / "bluetooth"
CODE = "".join(file.read_text("utf-8") for file in sorted(SCRIPTS.glob("*.js")))


def test_every_failure_of_the_scripts_has_its_sentence() -> None:
    said = set(re.findall(r'(?:Failed\(|failed: )"(\w+)"', CODE)) | set(re.findall(r'\[0x[0-9a-f]{4}, "(\w+)"\]', CODE))
    assert len(said) > 12
    assert said <= set(FAILED)


def test_no_sentence_is_left_that_nobody_says() -> None:
    assert [code for code in (*FAILED, *NOTES) if not re.search(rf'"{code}"|\b{code}: (?:0x|true)', CODE)] == []


def test_every_note_of_the_scripts_has_its_sentence() -> None:
    cuff, pulse = re.findall(r"const (?:CUFF|PULSE_RANGE) = \{(.*?)\}", CODE)
    names = re.findall(r"(\w+): 0x", cuff) + re.findall(r'"(\w+)"', pulse) + ["battery", "weak", "not_now"]
    assert set(names) == set(NOTES)
