"""The server reads what was scanned or typed as the phone does. `js/pass.test.mjs` reads the same cases."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest

from app.passes.rules.codes import Read, digest, read_pass, short_digest

CASES = json.loads((Path(__file__).parent / "pass_texts.json").read_text(encoding="utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["text"] or "nothing")
def test_the_server_reads_it_so(case: dict[str, Any]) -> None:
    assert read_pass(case["text"]) == Read(case.get("token", ""), case.get("short", ""))


def test_the_phone_knows_a_pass_under_the_same_digest() -> None:
    known = json.loads((Path(__file__).parent / "pass_digests.json").read_text(encoding="utf-8"))
    assert known["token"]["digest"] == digest(known["token"]["text"])
    assert known["short"]["digest"] == short_digest(known["short"]["community"], known["short"]["text"])
