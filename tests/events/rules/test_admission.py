"""Who may come in: the table of cases, which `js/admission.test.mjs` reads too, and what holds for every case."""

from __future__ import annotations

import json
import subprocess
import sys
from dataclasses import asdict
from pathlib import Path
from typing import Any

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.admission import LETS_IN, AtDoor, Case, Comer, Place, Verdict, decide

HERE = Path(__file__).parent.parent
TABLE = json.loads((HERE / "admission_cases.json").read_text(encoding="utf-8"))
SCRIPT = HERE.parent.parent / "app" / "events" / "js" / "admission.js"


def case_of(change: dict[str, Any]) -> Case:
    made = {key: value | change.get(key, {}) if isinstance(value, dict) else change.get(key, value)
            for key, value in TABLE["base"].items()}  # fmt: skip
    return Case(made["now"], made["today"], AtDoor(**made["event"]), Comer(**made["comer"]), Place(**made["place"]),
                made["code"])  # fmt: skip


@pytest.mark.parametrize("case", TABLE["cases"], ids=lambda case: case["name"])
def test_the_server_decides(case: dict[str, Any]) -> None:
    assert decide(case_of(case["change"])) == case["verdict"]


def test_every_verdict_has_a_case() -> None:
    assert {case["verdict"] for case in TABLE["cases"]} == {*Verdict}


SECONDS = st.integers(0, 40)
STAMP = st.none() | SECONDS
DAYS = st.sampled_from(["2026-03-01", "2026-03-02", "2026-03-03"])
CASES = st.builds(
    Case,
    SECONDS,
    DAYS,
    st.builds(
        AtDoor, STAMP, STAMP, STAMP, SECONDS, SECONDS, DAYS, st.booleans(), st.none() | st.integers(0, 3),
        st.integers(0, 4),
    ),
    st.builds(
        Comer, st.sampled_from(["pass", "device", "name", "nothing"]), st.booleans(), STAMP,
        st.sampled_from(["none", "missing", "given"]), st.booleans(),
    ),
    st.builds(Place, st.sampled_from(["none", "confirmed", "waiting"]), STAMP, STAMP),
    st.sampled_from(["good", "expired", "forged", "none"]),
)  # fmt: skip


@given(CASES)
def test_nobody_comes_in_whom_we_do_not_know_or_to_what_is_not_on(case: Case) -> None:
    if decide(case) in LETS_IN:
        event = case.event
        assert case.comer.shows != "nothing" and case.comer.known and not case.comer.staff
        assert case.code in ("good", "none")
        assert event.published is not None and event.published <= case.now
        assert event.cancelled is None or event.cancelled > case.now
        assert event.opens <= case.now <= event.closes


@given(CASES)
def test_a_full_event_lets_in_only_who_has_a_place_or_was_in_before(case: Case) -> None:
    full = case.event.capacity is not None and case.event.taken >= case.event.capacity
    if full and decide(case) is Verdict.ENTER:
        assert case.place.state == "confirmed"


def test_any_case_is_decided_alike_by_a_phone(tmp_path: Path) -> None:
    """A few hundred drawn at random, in one process: beside the table, which is drawn by hand."""
    drawn: list[Case] = []
    given(CASES)(lambda case: drawn.append(case))()
    (tmp_path / "cases.json").write_text(json.dumps([asdict(case) for case in drawn]))
    run = (
        f"import {{ decide }} from {json.dumps(SCRIPT.as_uri())}; import {{ readFileSync }} from 'node:fs';"
        "const cases = JSON.parse(readFileSync(process.argv[1])); console.log(JSON.stringify(cases.map(decide)));"
    )
    node = Path(sys.executable).with_name("node")
    said = subprocess.run([node, "--input-type=module", "-e", run, tmp_path / "cases.json"], capture_output=True,
                          text=True, timeout=60)  # fmt: skip
    assert said.returncode == 0, said.stderr
    assert json.loads(said.stdout) == [decide(case) for case in drawn]
