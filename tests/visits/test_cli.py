"""`linju export visits` writes a whole file or none."""

from __future__ import annotations

from pathlib import Path

import pytest
from openpyxl import load_workbook
from sqlalchemy import Engine
from sqlmodel import Session, select
from typer.testing import CliRunner

from app.accounts.models import AccessRecord
from app.cli import cli
from app.shared.db import transaction
from app.shared.errors import DomainError
from tests.cast import Cast, make_cast
from tests.visits.visiting import visit


@pytest.fixture
def town(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Cast:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    with transaction(empty_engine) as session:
        made = make_cast(session)
        visit(session, made.cadre, made.lin_home)
        return made


def export(*arguments: str) -> tuple[int, str, BaseException | None]:
    result = CliRunner().invoke(cli, ["export", "visits", *arguments])
    return result.exit_code, result.output, result.exception


def test_the_operator_writes_a_workbook_and_leaves_a_record(town: Cast, tmp_path: Path, empty_engine: Engine) -> None:
    file = tmp_path / "v.xlsx"
    code, said, _ = export("-o", str(file), "--community", town.hupan.code)
    assert (code, said.strip()) == (0, f"{file}：湖畔社区 1 条走访")
    assert load_workbook(file)["走访记录"].max_row == 2
    assert file.stat().st_mode & 0o077 == 0
    with Session(empty_engine) as session:
        assert session.exec(select(AccessRecord)).one().account_id is None


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (["-o", "v.csv"], "not_xlsx"),
        (["-o", "v.xlsx"], "which_community"),
        (["-o", "v.xlsx", "--community", "1"], "community_unknown"),
        (["-o", "v.xlsx", "--community", "350206999001", "--from", "2026-03-02", "--to", "2026-03-01"],
         "period_backwards"),
    ],
)  # fmt: skip
def test_bad_input_is_one_line_and_no_file(
    town: Cast, tmp_path: Path, monkeypatch: pytest.MonkeyPatch, arguments: list[str], code: str
) -> None:
    monkeypatch.chdir(tmp_path)
    status, _, error = export(*arguments)
    assert status == 1
    assert isinstance(error, DomainError) and error.code == code
    assert list(tmp_path.iterdir()) == []
