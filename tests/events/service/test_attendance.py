"""Who is coming and who came, for staff; figures for the street; files for the folder."""

from __future__ import annotations

import csv
import io

import pytest
from openpyxl import load_workbook
from sqlmodel import Session, select

from app.accounts.models import AccessRecord
from app.events.models import Event, Via
from app.events.service.attendance import attendance, counts
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown
from app.events.service.export import export_csv, export_xlsx
from app.events.service.people import Caller
from app.events.service.said import say
from app.events.service.signing import sign_up
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import HOUR, WALL, actor, come, event, family, phone

WRONG = ["far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "stranger"]


@pytest.fixture
def on(session: Session, cast: Cast) -> Event:
    """Three expected, one of them and a neighbour came, one waits."""
    made = event(session, cast, walk_in=True, capacity=4)
    sign_up(session, Caller(), made.id, family("王芳", 1, "王二", "=1+1"), NOW)
    come(session, made.id, "王芳", 1)
    staff = actor(session, cast.cadre)
    check_in(session, staff, made.id, Shown(person_id=cast.lin_apo.id), How(Via.CAMERA), NOW)
    sign_up(session, Caller(), made.id, family("赵一", 2), NOW)
    return made


def test_everybody_is_listed_in_the_order_of_the_line(session: Session, cast: Cast, on: Event) -> None:
    rows = attendance(session, actor(session, cast.cadre_two), on.id)
    assert [(row.name, row.state, row.came_at is not None) for row in rows] == [
        ("王芳", "confirmed", True), ("王二", "confirmed", False), ("=1+1", "confirmed", False),
        ("赵一", "waiting", False), ("林阿婆", "walk_in", True),
    ]  # fmt: skip
    assert (rows[0].phone, rows[4].by, rows[4].via) == (phone(1), "张姐", "camera")


def test_the_street_learns_how_many_and_nobodys_name(session: Session, cast: Cast, on: Event) -> None:
    say(session, "browser", on.id, 4, "", NOW)
    say(session, "another", on.id, 5, "", NOW)
    found = counts(session, actor(session, cast.supervisor), on.id)
    assert (found.expected, found.waiting, found.came, found.walked_in) == (3, 1, 2, 1)
    assert (found.feedback, found.stars) == (2, 4.5)


@pytest.mark.parametrize("role", WRONG)
def test_others_read_nothing(session: Session, cast: Cast, on: Event, role: str) -> None:
    who = actor(session, getattr(cast, role))
    with pytest.raises(NotFound):
        attendance(session, who, on.id)
    with pytest.raises(NotFound):
        export_csv(session, who, on.id, NOW)
    if role != "supervisor":
        with pytest.raises(NotFound):
            counts(session, who, on.id)


def test_many_from_one_phone_are_shown_and_those_whom_staff_scanned_are_not(session: Session, cast: Cast) -> None:
    on = event(session, cast, walk_in=True)
    staff = actor(session, cast.cadre)
    for number in range(6):
        check_in(session, None, on.id, Shown(name=f"人{number}", phone=phone(number)), WALL_OF_ONE, NOW)
        shown = Shown(name=f"客{number}", phone=phone(number))
        check_in(session, staff, on.id, shown, How(Via.STAFF, browser="tablet"), NOW)
    rows = attendance(session, staff, on.id)
    assert {row.name[0] for row in rows if row.flags == ["many_from_one"]} == {"人"}
    assert {row.name[0] for row in rows if not row.flags} == {"客"}


WALL_OF_ONE = How(WALL.via, code="good", browser="one phone")


def test_the_workbook_says_it_all_and_is_recorded(session: Session, cast: Cast, on: Event) -> None:
    out = io.BytesIO()
    export_xlsx(session, actor(session, cast.cadre), on.id, out, NOW + HOUR)
    book = load_workbook(out)
    cells = [[cell.value for cell in row] for row in book["签到表"].iter_rows()]
    assert cells[0][:5] == ["姓名", "电话", "报名", "排号", "签到时间"]
    assert [row[0] for row in cells[1:]] == ["王芳", "王二", "=1+1", "赵一", "林阿婆"]
    assert book["签到表"]["A4"].data_type == "s", "a name is no formula"
    assert cells[1][4].isoformat() == "2026-03-02T10:00:00", "local time"
    records = session.exec(select(AccessRecord).where(AccessRecord.action == "event:export")).all()
    assert [(one.account_id, one.subject) for one in records] == [(cast.cadre.id, "书法课 5 人 xlsx")]


def test_the_csv_opens_in_a_spreadsheet_without_running_anything(session: Session, cast: Cast, on: Event) -> None:
    _event, text = export_csv(session, actor(session, cast.cadre), on.id, NOW)
    assert text.startswith("\ufeff姓名,电话")
    rows = list(csv.reader(io.StringIO(text.removeprefix("\ufeff"))))
    assert [row[0] for row in rows[1:]] == ["王芳", "王二", "'=1+1", "赵一", "林阿婆"]
