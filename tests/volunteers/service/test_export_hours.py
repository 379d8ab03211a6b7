"""The export for the city: credited hours, of who agreed, named as the community has set."""

from __future__ import annotations

import csv
import io
from datetime import date

import pytest
from openpyxl import load_workbook
from sqlmodel import Session

from app.shared.errors import Invalid, NotFound
from app.volunteers.models import Volunteer
from app.volunteers.service.export_hours import (
    agree_to_city,
    change_export_fields,
    export_csv,
    export_fields,
    export_xlsx,
)
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor, volunteer
from tests.volunteers.service.ledgers import credited, proposed

SPAN = date(2026, 1, 1), date(2026, 12, 31)


def rows(session: Session, cast: Cast) -> list[list[str]]:
    _name, text = export_csv(session, actor(session, cast.cadre), cast.hupan.id, *SPAN)
    return list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))


def test_only_who_agreed_and_only_what_is_credited(session: Session, cast: Cast) -> None:
    agreed, silent, waiting = (
        volunteer(session, cast, name, at) for at, name in enumerate(["王一", "王二", "王三"], 1)
    )
    line = credited(session, cast, agreed)
    credited(session, cast, silent)
    proposed(session, cast, waiting)
    for one in (agreed, waiting):
        agree_to_city(session, one, one.volunteer_id, True, NOW)
    head, *found = rows(session, cast)
    assert [row[head.index("姓名")] for row in found] == ["王一"]
    assert found[0][head.index("服务时长")] == "2.0"
    assert found[0][head.index("记录编号")] == str(line.about)
    agree_to_city(session, agreed, agreed.volunteer_id, False, NOW)
    assert rows(session, cast)[1:] == []


def test_columns_are_named_as_the_city_has_them(session: Session, cast: Cast) -> None:
    admin = actor(session, cast.admin)
    given = {"hours": ("信用时数(小时)", "市平台导入模板"), "phone": ("", "市平台不要手机号")}
    assert change_export_fields(session, admin, cast.hupan.id, given, NOW) == ["hours", "phone"]
    (head,) = rows(session, cast)
    assert "信用时数(小时)" in head
    assert "手机号码" not in head
    hours = next(one for one in export_fields(session, admin, cast.hupan.id) if one.name == "hours")
    assert (hours.source, hours.by) == ("市平台导入模板", cast.admin.name)
    assert change_export_fields(session, admin, cast.hupan.id, given, NOW) == []


@pytest.mark.parametrize("given", [("时长", ""), ("姓名", "x"), ("长" * 61, "x"), ("时长", "x" * 201)])
def test_a_name_needs_its_source_and_is_there_once(session: Session, cast: Cast, given: tuple[str, str]) -> None:
    with pytest.raises(Invalid):
        change_export_fields(session, actor(session, cast.admin), cast.hupan.id, {"hours": given}, NOW)


def test_nothing_in_it_is_run_as_a_formula(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "=1+1")
    credited(session, cast, me)
    agree_to_city(session, me, me.volunteer_id, True, NOW)
    session.get_one(Volunteer, me.volunteer_id).national_no = "@SUM(A1)"
    change_export_fields(session, actor(session, cast.admin), cast.hupan.id, {"what": ("+cmd", "x")}, NOW)
    head, row = rows(session, cast)
    assert row[head.index("姓名")] == "'=1+1"
    assert row[head.index("志愿者编号")] == "'@SUM(A1)"
    assert "'+cmd" in head
    out = io.BytesIO()
    export_xlsx(session, actor(session, cast.cadre), cast.hupan.id, *SPAN, out, NOW)
    sheet = load_workbook(out).worksheets[0]
    assert {cell.data_type for line in sheet.iter_rows() for cell in line} <= {"s", "n", "d"}


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"])
def test_nobody_else_exports(session: Session, cast: Cast, role: str) -> None:
    who, me = actor(session, getattr(cast, role)), volunteer(session, cast, "王一")
    for call in (
        lambda: export_csv(session, who, cast.hupan.id, *SPAN),
        lambda: export_xlsx(session, who, cast.hupan.id, *SPAN, io.BytesIO(), NOW),
        lambda: export_fields(session, who, cast.hupan.id),
        lambda: change_export_fields(session, who, cast.hupan.id, {}, NOW),
        lambda: agree_to_city(session, who, me.volunteer_id, True, NOW),
    ):
        with pytest.raises(NotFound):
            call()
    with pytest.raises(NotFound):
        change_export_fields(session, actor(session, cast.cadre), cast.hupan.id, {}, NOW)
