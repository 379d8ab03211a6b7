"""The visits of a period leave the house as a workbook, for those who may, and recorded."""

from __future__ import annotations

from datetime import UTC, date, datetime, timedelta
from io import BytesIO
from typing import Any

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.shared.errors import NotFound, Refused
from app.visits.export import COLUMNS, Period, export_visits, exporting_operator
from app.visits.models import Need
from tests.cast import Cast
from tests.conftest import NOW
from tests.visits.visiting import visit, who


def export(session: Session, actor: Any, **options: Any) -> list[dict[str, Any]]:
    out = BytesIO()
    export_visits(session, actor, out, NOW, **options)
    head, *rows = load_workbook(BytesIO(out.getvalue()))["走访记录"].iter_rows(values_only=True)
    assert list(head) == [column.title for column in COLUMNS]
    return [dict(zip(head, row, strict=True)) for row in rows]


@pytest.fixture
def visited(session: Session, cast: Cast) -> Cast:
    visit(
        session, cast.cadre, cast.lin_home, people=[str(cast.lin_apo.id)], topics=["health"], note="精神不错",
        needs=[{"category": "repair", "text": "灯坏了", "urgency": "soon"}],
    )  # fmt: skip
    visit(session, cast.cadre_two, cast.chen_home, at=NOW - timedelta(days=2), outcome="not_home", mode="call")
    visit(session, cast.far_cadre, cast.far_home)
    return cast


def test_a_row_says_everything_in_chinese(session: Session, visited: Cast) -> None:
    row = export(session, who(session, visited.cadre))[0]
    assert row["走访时间"] == datetime(2026, 3, 2, 10, 0)  # in Xiamen
    said = {"方式": "上门", "结果": "见到", "门牌": "1栋2单元501", "户主": "林阿婆", "见到的人": "林阿婆",
            "走访内容": "身体状况", "记录": "精神不错", "走访人": "张姐", "网格": "第一网格",
            "诉求": "房屋设施维修（尽快）：灯坏了", "诉求办理": "未办结", "改过几次": 0}  # fmt: skip
    assert {name: row[name] for name in said} == said


def test_a_closed_need_says_what_was_done(session: Session, visited: Cast) -> None:
    need = session.exec(select(Need)).one()
    need.closed_at, need.answer = NOW, "换了灯泡"
    assert export(session, who(session, visited.cadre))[0]["诉求办理"] == "已办：换了灯泡"


def test_rows_are_in_the_order_of_time(session: Session, visited: Cast) -> None:
    assert [row["结果"] for row in export(session, who(session, visited.cadre_all))] == ["未遇", "见到"]


@pytest.mark.parametrize(
    ("role", "doors"),
    [
        ("cadre", {"1栋2单元501"}), ("cadre_two", {"2栋1单元101"}), ("far_cadre", {"1栋1单元101"}),
        ("cadre_all", {"1栋2单元501", "2栋1单元101"}), ("supervisor", {"1栋2单元501", "2栋1单元101"}),
    ],
)  # fmt: skip
def test_everybody_gets_the_doors_they_may_export(session: Session, visited: Cast, role: str, doors: set) -> None:
    assert {row["门牌"] for row in export(session, who(session, visited.account(role)))} == doors


@pytest.mark.parametrize(
    "role", ["neighbour_leader", "volunteer", "resident", "clinician", "auditor", "admin", "stranger"]
)
def test_nobody_else_exports(session: Session, visited: Cast, role: str) -> None:
    with pytest.raises(NotFound):
        export(session, who(session, visited.account(role)))
    assert session.exec(select(AccessRecord)).all() == []


def test_a_neighbour_community_is_not_there_even_by_its_code(session: Session, visited: Cast) -> None:
    with pytest.raises(NotFound):
        export(session, who(session, visited.cadre_all), code=visited.shanjiao.code)


@pytest.mark.parametrize(
    ("start", "end", "count"),
    [
        (None, None, 2),
        (date(2026, 3, 2), None, 1),
        (None, date(2026, 3, 1), 1),
        (date(2026, 3, 1), date(2026, 3, 1), 0),
    ],
)
def test_a_period_counts_local_days_and_includes_both(
    session: Session, visited: Cast, start: date | None, end: date | None, count: int
) -> None:
    assert len(export(session, who(session, visited.cadre_all), period=Period(start, end))) == count


def test_a_visit_before_eight_in_the_morning_belongs_to_its_local_day(session: Session, cast: Cast) -> None:
    early = datetime(2026, 3, 1, 23, 30, tzinfo=UTC)  # 07:30 on 2 March in Xiamen
    visit(session, cast.cadre, cast.lin_home, at=early)
    day = date(2026, 3, 2)
    assert len(export(session, who(session, cast.cadre), period=Period(day, day))) == 1


def test_days_in_the_wrong_order_are_refused(session: Session, visited: Cast) -> None:
    with pytest.raises(Refused) as refused:
        export(session, who(session, visited.cadre), period=Period(date(2026, 3, 2), date(2026, 3, 1)))
    assert refused.value.code == "period_backwards"


def test_the_operator_says_which_community_when_there_are_several(session: Session, visited: Cast) -> None:
    with pytest.raises(Refused) as refused:
        export(session, exporting_operator())
    assert refused.value.code == "which_community"
    assert len(export(session, exporting_operator(), code=visited.hupan.code)) == 2


def test_an_export_leaves_a_record_of_who_what_and_why(session: Session, visited: Cast) -> None:
    export(session, who(session, visited.supervisor), reason="季度汇总")
    (record,) = session.exec(select(AccessRecord)).all()
    assert (record.account_id, record.action, record.reason) == (visited.supervisor.id, "visit:export", "季度汇总")
    assert record.community_id == visited.hupan.id and "2 条" in record.subject


def test_what_a_resident_said_never_becomes_a_formula(session: Session, cast: Cast) -> None:
    visit(session, cast.cadre, cast.lin_home, note="=1+1")
    out = BytesIO()
    export_visits(session, who(session, cast.cadre), out, NOW)
    sheet = load_workbook(BytesIO(out.getvalue()))["走访记录"]
    cell = next(cell for cell in sheet[2] if cell.value == "=1+1")
    assert cell.data_type == "s"
