"""The wall makes its codes itself: one table of cases for Python and for `js/wall_code.js`."""

from __future__ import annotations

import json
from base64 import b64decode
from pathlib import Path

import pytest

from app.events.rules.codes import rotating

CASES = json.loads(Path(__file__).with_name("wall_codes.json").read_text("utf-8"))


@pytest.mark.parametrize("case", CASES, ids=lambda case: case["code"])
def test_the_server_expects_the_code_of_the_table(case: dict) -> None:
    assert rotating(b64decode(case["key"]), case["short"], case["window"]) == case["code"]
