"""A register goes out as a workbook and comes back as the same register."""

from __future__ import annotations

import io
from collections.abc import Callable

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.accounts.rules import Actor
from app.accounts.rules.operator import operator
from app.accounts.service import actor_of
from app.households.demo import seed_demo
from app.households.models import Community, Person
from app.households.roster.export import COLUMNS, export_roster
from app.households.roster.fields import CANONICAL
from app.households.roster.plan import Plan
from app.households.roster.service import plan_import, read_for
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.households.roster import ugly
from tests.households.roster.conftest import LATER, NOW, Import
from tests.households.roster.ugly import LI, WANG, ZHANG, ZHAO

FULL = [
    line.split("|")
    for line in (
        "小区|楼栋|单元|室号|与户主关系|姓名|身份证号|电话|民族|居住类型|人户状态|户籍地|婚姻|学历|政治面貌|就业"
        "|紧急联系人|紧急联系人电话|重点人群|网格|房屋用途|产权|入住日期|核实时间|备注",
        f"兴华里|3|2|501|户主|张三|{ZHANG}|13800138000|汉|户籍|一致|厦门|丧偶|初中|党员|退休"
        "|张小三|0592-5512345|独居、残疾二级|第一网格|住宅|自有|2001-5-1|2026-2-1|养狗",
        f"兴华里|3|2|501|户主|李四|{LI}|||流动",
        "兴华里|3|2|5层东户||王六",
        f"|12号之一|||本人|赵六|{ZHAO}",
        "|||河边铁皮房||Anna Müller||||境外",
        f"兴华里|3||负一层03||王五|{WANG}",
        "兴华里|3|2|601||空置|||||||||||||||出租屋",
    )
]


def rows_of(workbook: bytes) -> list[dict[str, object]]:
    sheet = load_workbook(io.BytesIO(workbook)).active
    head, *rows = sheet.iter_rows(values_only=True)
    return [dict(zip(head, row, strict=True)) for row in rows]


def test_an_export_imports_as_the_same_register(
    session: Session, clerk: Actor, take_in: Import, plan: Callable[..., Plan]
) -> None:
    take_in(*FULL)
    exported = export_roster(session, clerk)
    again = plan(exported.workbook, now=LATER)
    assert [problem.message for problem in again.roster.errors] == []
    assert again.changes_nothing, again.counts
    assert (again.unchanged, exported.people) == (6, 6)


@pytest.mark.parametrize("name", ["merged_doors", "empty_doors", "date_spellings", "groups_in_free_text", "gbk_csv"])
def test_ugly_files_come_back_beautiful(
    name: str, session: Session, clerk: Actor, take_in: Import, plan: Callable[..., Plan]
) -> None:
    made = plan(getattr(ugly, name)())
    if made.is_good:
        take_in(getattr(ugly, name)())
    assert plan(export_roster(session, clerk).workbook).changes_nothing or not made.is_good


@pytest.mark.thorough
def test_the_demo_community_comes_back_with_its_doubles_and_shared_doors(session: Session) -> None:
    seed_demo(session, households=120, now=NOW)
    workbook = export_roster(session, operator()).workbook
    plan = plan_import(session, operator(), read_for(session, operator(), workbook, now=NOW))
    assert plan.roster.is_good
    assert plan.changes_nothing, plan.counts
    assert plan.unchanged > 400


def test_a_clerk_finds_chinese_headers_texts_and_dates(session: Session, clerk: Actor, take_in: Import) -> None:
    take_in(*FULL)
    workbook = export_roster(session, clerk).workbook
    zhang = next(row for row in rows_of(workbook) if row["姓名"] == "张三")
    assert (zhang["身份证号"], zhang["居住类型"], zhang["重点人群"]) == (ZHANG, "户籍", "独居老人、重残老人")
    assert str(zhang["出生日期"]).startswith("1958-03-12")
    assert (zhang["住址"], zhang["户号"]) == ("兴华里3栋2单元501", "1")
    sheet = load_workbook(io.BytesIO(workbook)).active
    assert sheet.freeze_panes == "A2"
    assert sheet.auto_filter.ref == f"A1:AE{sheet.max_row}"
    assert [cell.value for cell in sheet[1]] == [CANONICAL[field] for field in COLUMNS]


def test_a_text_that_begins_with_an_equals_sign_is_no_formula(session: Session, clerk: Actor, take_in: Import) -> None:
    take_in(*FULL)
    session.exec(select(Person).where(Person.name == "张三")).one().remark = "=1+1"
    session.flush()
    sheet = load_workbook(io.BytesIO(export_roster(session, clerk).workbook)).active
    assert {cell.data_type for row in sheet.iter_rows() for cell in row if str(cell.value).startswith("=")} == {"s"}


def test_who_moved_out_is_not_exported(session: Session, clerk: Actor, take_in: Import) -> None:
    take_in(*FULL)
    take_in(FULL[0], FULL[1], FULL[3], now=LATER)
    names = {row["姓名"] for row in rows_of(export_roster(session, clerk).workbook)}
    assert "李四" not in names
    assert session.exec(select(Person).where(Person.name == "李四")).one()


def test_every_export_leaves_a_record(session: Session, clerk: Actor, office: Community, take_in: Import) -> None:
    take_in(*FULL)
    export_roster(session, clerk, reason="给街道")
    export_roster(session, operator())
    records = session.exec(select(AccessRecord).where(AccessRecord.action == "roster:export")).all()
    assert [(r.account_id, r.subject, r.reason) for r in records] == [
        (clerk.account_id, "名册社区 6 人", "给街道"), (None, "名册社区 6 人", ""),
    ]  # fmt: skip


def test_only_who_may_export_the_whole_community_gets_it(session: Session, cast: Cast, office: Community) -> None:
    for role in ("cadre", "cadre_all", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"):
        with pytest.raises(NotFound):
            export_roster(session, actor_of(session, cast.account(role).id, NOW))
