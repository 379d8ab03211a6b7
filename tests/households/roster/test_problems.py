"""What a problem says."""

from __future__ import annotations

from app.households.roster.problems import ERRORS, MESSAGES, WARNINGS, Problem, Severity


def test_a_code_is_an_error_or_a_warning() -> None:
    assert not set(ERRORS) & set(WARNINGS)
    assert Problem("id_checksum").severity is Severity.ERROR
    assert Problem("id_lifted").severity is Severity.WARNING


def test_a_problem_tells_where_it_is_and_how_to_mend_it() -> None:
    problem = Problem("id_length", "3栋", 12, "身份证号", "12345", {"length": 5})
    assert problem.as_json() == {
        "severity": "error", "code": "id_length", "sheet": "3栋", "row": 12, "column": "身份证号", "value": "12345",
        "message": "身份证号应为 18 位，这里是 5 位。请对照证件补全；护照等请在“证件类型”一列写明。",
    }  # fmt: skip


def test_every_sentence_ends() -> None:
    assert all(message.endswith("。") for message in MESSAGES.values())
