"""The hours desk: each thing that waits is opened, settled, and gone from its list."""

from __future__ import annotations

import asyncio
from datetime import timedelta
from typing import Any

import pytest

from app.shared.clock import now
from app.shared.db import transaction
from app.volunteers.service.corrections import ask_correction
from app.volunteers.service.notice import object_to
from app.volunteers.state.hours import HoursDeskState
from tests.test_authorisation import press
from tests.volunteers.people import put, volunteer
from tests.volunteers.record.conftest import House, house
from tests.volunteers.service.ledgers import over, was_there

__all__ = ["house"]


@pytest.fixture
def desk(house: House) -> Any:
    """`desk(name, …)` presses a button as a cadre, on the screen as it was last."""
    last: dict[str, Any] = {}

    def pressed(name: str, *arguments: Any, who: str = "cadre") -> Any:
        state = asyncio.run(press(HoursDeskState, name, house.cookie(who)["cookie"], arguments, last))
        last.update(one=state.one, city=state.city, shown=state.shown, tab=state.tab)
        return state

    pressed("load")
    return pressed


def test_everything_is_in_its_list(desk: Any, house: House) -> None:
    board = desk("load").one
    assert [row.id for row in board.proposed] == [str(house.proposed)]
    assert [row.id for row in board.hanging] == [str(house.hanging)]
    assert (board.objections, board.changes, board.known) == ([], [], False)


def test_what_is_proposed_hangs_out(desk: Any, house: House) -> None:
    board = desk("put_out").one
    assert board.proposed == []
    assert {row.id for row in board.hanging} == {str(house.proposed), str(house.hanging)}


def test_only_what_is_on_the_list_opens(desk: Any, house: House) -> None:
    assert desk("open", "line", str(house.proposed)).shown.name == "王一"
    assert desk("open", "line", str(house.credited)).shown.id == ""
    assert desk("close").shown.id == ""


def test_who_forgot_to_scan_out_is_written_down(desk: Any, house: House) -> None:
    with transaction(house.engine) as session:
        made = over(session, house.cast, now() - timedelta(days=2))
        seat = put(session, volunteer(session, house.cast, "王二", 2), made)
        was_there(session, seat, made.starts_at, None)
    (row,) = desk("load").one.enter
    form = {"seat": row.id, "presence": row.open_id, "left": row.ends}
    assert "王二" in [one.name for one in desk("enter", form).one.proposed]


def test_an_objection_is_answered(desk: Any, house: House) -> None:
    with transaction(house.engine) as session:
        object_to(session, house.hanging, "那天没来", "13700000009", now())
    (row,) = desk("load").one.objections
    assert (row.words, row.contact) == ("那天没来", "13700000009")
    assert desk("answer", {"objection": row.id, "answer": "查过，在的"}).one.objections == []


def test_a_correction_is_decided_by_another_one(desk: Any, house: House) -> None:
    asked = desk("correct", {"about": str(house.hanging), "hours": "1", "reason": "提前走了"})
    (row,) = asked.one.changes
    assert (row.before, row.after, row.mine) == ("2", "1", True)
    assert len(desk("agree", row.id).one.changes) == 1, "nobody approves their own"
    desk("load", who="cadre_two")
    assert desk("agree", row.id, who="cadre_two").one.changes == []


def test_a_volunteers_wish_is_turned_down_with_a_reason(desk: Any, house: House) -> None:
    with transaction(house.engine) as session:
        ask_correction(session, house.me, house.credited, 180, "留下来收拾", now())
    (row,) = desk("load").one.changes
    assert (row.mine, row.by) == (False, "")
    assert len(desk("decline", {"change": row.id, "answer": " "}).one.changes) == 1
    assert desk("decline", {"change": row.id, "answer": "签退是整点"}).one.changes == []


def test_admins_enter_days_off_and_name_columns(desk: Any, house: House) -> None:
    desk("load", who="admin")
    days = {"first_on": "2026-12-31", "last_on": "2027-01-02", "kind": "off", "days_source": "示例通知"}
    found = desk("add_days", days, who="admin").city.days
    assert [row.day for row in found] == ["2026-12-31", "2027-01-01", "2027-01-02"]
    assert len(desk("drop_day", found[0].id, who="admin").city.days) == 2
    named = desk("name_fields", {"hours": "信用时数", "hours_source": "市平台模板"}, who="admin").city.fields
    assert next(row for row in named if row.name == "hours").title == "信用时数"
