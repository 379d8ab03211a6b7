"""`linju import roster` and `linju export roster`, as an operator types them."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select
from typer.testing import CliRunner, Result

from app.cli import cli, explain
from app.households.models import Community, Door, Person
from app.shared.db import transaction
from tests.households.roster import ugly
from tests.households.roster.ugly import LI, ZHANG, xlsx

CODE = "350206999009"


@pytest.fixture
def database(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> Engine:
    monkeypatch.setattr("app.shared.db.engine", lambda: empty_engine)
    monkeypatch.setattr("app.serve.migrations.upgrade", lambda *_: False)
    return empty_engine


@pytest.fixture
def office(database: Engine) -> Engine:
    with transaction(database) as session:
        session.add(Community(code=CODE, name="名册社区"))
    return database


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


def sentence(result: Result) -> str:
    """What `main` would print for a refused command."""
    assert isinstance(result.exception, Exception)
    return explain(result.exception) or ""


def write(folder: Path, data: bytes, name: str = "花名册.xlsx") -> Path:
    file = folder / name
    file.write_bytes(data)
    return file


def people(engine: Engine) -> int:
    with Session(engine) as session:
        return session.exec(select(func.count()).select_from(Person)).one()


def test_a_good_file_is_imported_and_counted(office: Engine, tmp_path: Path) -> None:
    result = run("import", "roster", write(tmp_path, ugly.merged_doors()))
    assert (result.exit_code, people(office)) == (0, 4)
    assert result.stdout.strip() == "已导入：新增 4 人，新增 3 户，新增 3 个门牌"


def test_importing_it_again_changes_nothing(office: Engine, tmp_path: Path) -> None:
    file = write(tmp_path, ugly.merged_doors())
    run("import", "roster", file)
    assert run("import", "roster", file).stdout.strip() == "已导入：不变 4 人"
    assert people(office) == 4


def test_every_problem_is_one_line_and_nothing_is_written(office: Engine, tmp_path: Path) -> None:
    result = run("import", "roster", write(tmp_path, ugly.destroyed_numbers()))
    assert (result.exit_code, people(office)) == (1, 0)
    lines = [line for line in result.stderr.splitlines() if line.startswith("错误")]
    assert len(lines) == 5
    assert lines[3] == (
        "错误 第 4 行 身份证号：“350206199007080000” "
        "Excel 把号码当数字存，末尾几位已经丢了。请把这一列设为“文本”后重新填入 18 位号码。"
    )
    assert result.stderr.splitlines()[-1] == "有 5 处要先改好，什么也没有写入。"


def test_a_dry_run_shows_the_mapping_and_writes_nothing(office: Engine, tmp_path: Path) -> None:
    result = run("import", "roster", write(tmp_path, ugly.unknown_and_doubled_columns()), "--dry-run")
    assert (result.exit_code, people(office)) == (0, 0)
    assert "  D  住址 → 住址" in result.stdout
    assert "  C  血脂 → 不读" in result.stdout
    assert "预览，没有写入：新增 2 人" in result.stdout


def test_json_is_the_whole_report_on_stdout(office: Engine, tmp_path: Path) -> None:
    good = json.loads(run("import", "roster", write(tmp_path, ugly.gbk_csv(), "a.csv"), "--json").stdout)
    assert (good["applied"], good["counts"]["new"], good["people"]) == (True, 2, 2)
    result = run("import", "roster", write(tmp_path, ugly.wrong_numbers()), "--json")
    bad = json.loads(result.stdout)
    assert (result.exit_code, bad["applied"], bad["errors"]) == (1, False, 5)
    assert bad["problems"][0] == {
        "severity": "error", "code": "id_birth", "sheet": "", "row": 2, "column": "证件号码",
        "value": "350206195830120017",
        "message": "号码第 7–14 位 19583012 不是可能的出生日期。请对照证件改正。",
    }  # fmt: skip


def test_a_file_that_is_not_there_is_one_line(office: Engine, tmp_path: Path) -> None:
    result = run("import", "roster", tmp_path / "没有.xlsx")
    assert result.exit_code == 1
    assert "找不到这个文件" in result.stderr


def test_the_first_import_makes_the_community(database: Engine, tmp_path: Path) -> None:
    file = write(tmp_path, ugly.merged_doors())
    assert "--community" in sentence(run("import", "roster", file))
    assert "12 位" in sentence(run("import", "roster", file, "--community", "12"))
    assert run("import", "roster", file, "--community", CODE, "--name", "兴华社区", "--dry-run").exit_code == 0
    assert run("import", "roster", file, "--community", CODE, "--name", "兴华社区").exit_code == 0
    with Session(database) as session:
        assert session.exec(select(Community.name)).one() == "兴华社区"


def test_a_mistyped_community_is_refused(office: Engine, tmp_path: Path) -> None:
    result = run("import", "roster", write(tmp_path, ugly.merged_doors()), "--community", "350206999010")
    assert f"没有社区 350206999010，有：{CODE}" in sentence(result)
    assert people(office) == 0


def test_who_is_missing_moves_out_unless_the_file_is_partial(office: Engine, tmp_path: Path) -> None:
    head = ["姓名", "身份证号", "住址"]
    run("import", "roster", write(tmp_path, xlsx(head, ["张三", ZHANG, "3-501"], ["李四", LI, "3-502"])))
    one = write(tmp_path, xlsx(head, ["张三", ZHANG, "3-501"]), "one.xlsx")
    assert run("import", "roster", one, "--partial").stdout.strip() == "已导入：不变 1 人"
    assert run("import", "roster", one).stdout.strip() == "已导入：搬出 1 人，不变 1 人"


def test_an_export_imports_as_the_same_register(office: Engine, tmp_path: Path) -> None:
    run("import", "roster", write(tmp_path, ugly.merged_doors()))
    out = tmp_path / "导出.xlsx"
    result = run("export", "roster", "-o", out)
    assert result.stdout.strip() == f"{out}：名册社区 4 人"
    assert out.stat().st_mode & 0o777 == 0o600
    assert run("import", "roster", out).stdout.strip() == "已导入：不变 4 人"


def test_an_export_that_cannot_be_written_leaves_no_half_file(office: Engine, tmp_path: Path) -> None:
    assert "xlsx" in sentence(run("export", "roster", "-o", tmp_path / "导出.csv"))
    result = run("export", "roster", "-o", tmp_path / "没有" / "导出.xlsx")
    assert result.exit_code == 1
    assert list(tmp_path.iterdir()) == []


def test_doors_are_kept_in_the_order_people_climb(office: Engine, tmp_path: Path) -> None:
    rows = [[f"人{chr(0x4E00 + n)}", "", door] for n, door in enumerate(["10-1-101", "2-2-101", "2-1-1201", "2-1-301"])]
    run("import", "roster", write(tmp_path, xlsx(["姓名", "电话", "住址"], *rows)))
    with Session(office) as session:
        labels = session.exec(select(Door.label).order_by(Door.climb_key)).all()
    assert labels == ["2栋1单元301", "2栋1单元1201", "2栋2单元101", "10栋1单元101"]
