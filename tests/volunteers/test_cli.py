"""`linju match`: a plan from a file, and one line per mistake."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from app import cli

PROBLEM: dict[str, Any] = {
    "volunteers": [
        {
            "id": "wang", "skills": ["doctor"], "windows": [{"weekday": 0, "from": "08:00", "to": "24:00"}],
            "home": [0, 0], "max_km": 3, "wish_hours": 8, "cap_hours": 20, "past_hours": 2, "prefers": {"clinic": 2},
            "declined": [],
        },
        {"id": "li", "skills": [], "windows": [], "home": [0, 1], "max_km": 3, "wish_hours": 4, "cap_hours": 8,
         "past_hours": 0, "prefers": {}, "declined": []},
    ],
    "shifts": [
        {"id": "clinic", "start": "2026-12-07T14:00", "end": "2026-12-07T16:00", "place": [1, 0],
         "needs": [{"role": "doctor", "skill": "doctor", "count": 1, "critical": 3},
                   {"role": "help", "skill": None, "count": 1, "critical": 1}]},
    ],
    "locks": [], "travel_minutes": 30,
}  # fmt: skip


def run(monkeypatch: pytest.MonkeyPatch, *arguments: str) -> int:
    monkeypatch.setattr(sys, "argv", ["linju", "match", *arguments])
    try:
        cli.main()
    except SystemExit as ended:
        return int(ended.code or 0)
    return 0


@pytest.fixture
def file(tmp_path: Path) -> Path:
    made = tmp_path / "problem.json"
    made.write_text(json.dumps(PROBLEM), encoding="utf-8")
    return made


@pytest.mark.parametrize("more", [(), ("--preview",)])
def test_a_plan_has_what_it_promises(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, more: tuple[str, ...]
) -> None:
    output = tmp_path / "plan.json"
    assert run(monkeypatch, str(file), "-o", str(output), "--time-limit", "5", *more) == 0
    plan = json.loads(output.read_text(encoding="utf-8"))
    assert plan["assignments"] == [{"volunteer": "wang", "shift": "clinic", "role": "doctor"}]
    assert plan["empty"] == [
        {"shift": "clinic", "role": "help", "count": 1, "reasons": [{"reason": "window", "volunteers": 1}]}
    ]
    assert plan["excluded"] == [{"volunteer": "li", "shift": "clinic", "reason": "window"}]
    assert plan["levels"] == {"empty": 1, "changes": 0, "fairness": 0.75, "preference": 0, "distance": 1}
    assert plan["score"] == pytest.approx(1000 + 7.5 + 0.1)
    assert plan["optimal"] is (not more)
    assert plan["bound"] <= plan["score"]
    assert plan["seconds"] >= 0


@pytest.mark.thorough
def test_without_an_output_the_plan_and_nothing_else_is_printed(file: Path) -> None:
    """In a process of its own: the solver would greet on standard output."""
    command = [sys.executable, "-m", "app.cli", "match"]
    done = subprocess.run([*command, str(file)], capture_output=True, timeout=60, check=True)
    assert json.loads(done.stdout)["optimal"] is True
    piped = subprocess.run([*command, "-"], input=file.read_bytes(), capture_output=True, timeout=60, check=True)
    assert json.loads(piped.stdout)["assignments"] == json.loads(done.stdout)["assignments"]


@pytest.mark.parametrize(
    ("change", "says"),
    [
        ({"volunteers": [PROBLEM["volunteers"][0]] * 2}, "volunteers: the id 'wang' is there 2 times"),
        ({"shifts": [PROBLEM["shifts"][0] | {"end": "2026-12-07T14:00"}]}, "shifts[clinic]: its end 14:00"),
        ({"shifts": [PROBLEM["shifts"][0] | {"end": "2026-12-07T16:00Z"}]}, "shifts[clinic]: start and end both"),
        ({"shifts": [PROBLEM["shifts"][0] | {"needs": [{"role": "a"}, {"role": "a"}]}]}, "the role 'a' is there 2"),
        ({"locks": [{"volunteer": "zhao", "shift": "clinic", "role": "help"}]}, "no volunteer 'zhao'"),
        ({"locks": [{"volunteer": "li", "shift": "clinic", "role": "doctor"}]}, "'li' lacks the skill 'doctor'"),
        ({"locks": [{"volunteer": one, "shift": "clinic", "role": "help"} for one in ("li", "wang")]}, "2 people are"),
        ({"locks": [{"volunteer": "li", "shift": "gone", "role": "help"}]}, "shift 'gone' has no role 'help'"),
        ({"travel_minutes": -1}, "travel_minutes"),
        ({"volunteers": [{"id": "a", "windows": [{"weekday": 7, "from": "08:00", "to": "9:00"}]}]}, "weekday"),
        ({"volunteers": [{"id": "a", "windows": [{"weekday": 1, "from": "08:00", "to": "07:00"}]}]}, "volunteers[a]"),
        ({"volunteers": [{"id": "a", "wish_hours": "many"}]}, "volunteers[0].wish_hours"),
        ({"volunteers": [{"id": "a", "home": [1, "NaN"]}]}, "volunteers[0].home"),
    ],
)
def test_a_mistake_is_one_line_that_says_where(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], change: dict[str, Any], says: str
) -> None:
    file.write_text(json.dumps(PROBLEM | change), encoding="utf-8")
    assert run(monkeypatch, str(file)) == 1
    said = capsys.readouterr()
    assert says in said.err
    assert not said.out
    assert "Traceback" not in said.err


@pytest.mark.parametrize("text", ["", "[]", "{", "\udcff", '{"volunteers": []}', "null", "1e999"])
def test_a_file_that_is_no_problem_is_told_in_a_line(
    file: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str], text: str
) -> None:
    file.write_bytes(text.encode("utf-8", "surrogateescape"))
    assert run(monkeypatch, str(file)) == 1
    assert capsys.readouterr().err.strip()


def test_files_that_cannot_be_read_or_written_are_told(
    file: Path, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    assert run(monkeypatch, str(tmp_path / "none.json")) == 1
    assert "none.json: No such file" in capsys.readouterr().err
    assert run(monkeypatch, str(file), "-o", str(tmp_path / "no" / "plan.json")) == 1
    assert "plan.json: No such file" in capsys.readouterr().err
