"""The board: a month out of the rota, matched, put on the board, published; one seat by hand, with the reasons."""

from __future__ import annotations

from datetime import time
from typing import Any

import pytest
from sqlmodel import select

from app.accounts.service import actor_of
from app.shared.clock import local_day, now
from app.shared.db import transaction
from app.volunteers.forms import NeedForm, PostForm, RotaForm, WindowForm
from app.volunteers.models import Assignment, MatchRun, PostKind, Shift
from app.volunteers.runner import run as run_match
from app.volunteers.service.own import set_windows
from app.volunteers.service.posts import add_post, add_rota_line
from app.volunteers.state.board_rows import BoardRow
from app.volunteers.state.desk import VolunteersDeskState
from app.volunteers.state.why_rows import SeatRow
from tests.volunteers.state.conftest import Phone


@pytest.fixture
def press(phone: Phone, monkeypatch: pytest.MonkeyPatch) -> Any:
    monkeypatch.setattr("app.volunteers.state.matching.launch", lambda run_id: None)

    def as_(role: str, name: str, *arguments: Any, **before: Any) -> Any:
        before = {"community": str(phone.me.community_id)} | before
        return phone.desk.press(role, VolunteersDeskState, name, *arguments, **before)

    return as_


def plan_rota(phone: Phone) -> None:
    """The front desk every day of the week, and somebody who can always come."""
    moment = now()
    with transaction(phone.desk.engine) as session:
        who = actor_of(session, phone.desk.town.admin.id, moment)
        form = PostForm(kind=PostKind.FRONT_DESK, title="前台", needs=[NeedForm(role="接待")])
        post = add_post(session, who, phone.me.community_id, form, moment)
        for weekday in range(7):
            line = RotaForm(weekday=weekday, starts=time(9), ends=time(11), first_on=local_day(moment))
            add_rota_line(session, who, post.id, line, moment)
        always = [WindowForm(weekday=day, since=time(8), until=time(18)) for day in range(7)]
        set_windows(session, phone.me, phone.me.volunteer_id, always)


def test_a_month_is_made_matched_and_put_on_the_board(phone: Phone, press: Any) -> None:
    plan_rota(phone)
    press("admin", "make_month", next_month=True)
    state = press("admin", "match", next_month=True)
    assert (state.run_row.state, state.run_row.usable) == ("live", False)
    with transaction(phone.desk.engine) as session:
        run = session.exec(select(MatchRun.id)).one()
        shifts = len(session.exec(select(Shift)).all())
    run_match(run, leave=lambda code: None)
    done = press("admin", "follow").run_row
    assert (done.state, done.usable, done.placed + done.empty) == ("done", True, shifts) and done.placed > 0
    put = press("admin", "put_on_board", run_row=done)
    assert put.run_row.put
    with transaction(phone.desk.engine) as session:
        assert len(session.exec(select(Assignment)).all()) == done.placed


def test_the_week_shows_seats_and_what_may_stay_empty(phone: Phone, press: Any) -> None:
    phone.shift(26)
    state = press("cadre", "load")
    if not state.week.seats:  # tomorrow is next week
        state = press("cadre", "turn", 1, monday=state.monday)
    (row,) = [row for day in state.week.days for row in day.shifts]
    assert (row.title, row.empty, row.open) == ("前台", 1, True)
    assert [risk.shift for risk in state.risks] == [row.id]


def test_somebody_is_put_in_fixed_published_and_taken_out(phone: Phone, press: Any) -> None:
    need = phone.shift(48)
    with transaction(phone.desk.engine) as session:
        shift = str(session.exec(select(Shift.id)).one())
    seen = press("cadre", "open_risk", shift, str(need))
    assert [one.name for one in [*seen.seat.others, *seen.seat.cannot]] == ["何秀英"]
    open_: dict[str, Any] = {"doing": "shift", "shift": BoardRow(id=shift), "seat": SeatRow(id=str(need))}
    put = press("cadre", "put", str(phone.me.volunteer_id), **open_)
    (seat,) = put.shift.needs[0].seats
    assert (seat.state, seat.locked, put.shift.untold) == ("draft", True, 1)
    assert [one.name for one in put.seat.sits] == ["何秀英"]
    assert press("cadre", "publish", **open_).shift.needs[0].seats[0].state == "asked"
    assert not press("cadre", "lock", seat.id, False, **open_).shift.needs[0].seats[0].locked
    assert press("cadre", "free", seat.id, **open_).shift.empty == 1


def test_what_was_said_on_the_telephone_is_noted(phone: Phone, press: Any) -> None:
    need = phone.shift(48)
    with transaction(phone.desk.engine) as session:
        shift = str(session.exec(select(Shift.id)).one())
    open_: dict[str, Any] = {"doing": "shift", "shift": BoardRow(id=shift), "seat": SeatRow(id=str(need))}
    assert [one.phone for one in press("cadre", "whom_to_call", **open_).calls] == ["13900000001"]
    state = press("cadre", "called", str(phone.me.volunteer_id), "yes", **open_)
    assert state.shift.needs[0].seats[0].state == "yes"


def test_a_colleague_of_another_community_is_shown_nothing(phone: Phone, press: Any) -> None:
    phone.shift(48)
    state = press("far_cadre", "choose_community", str(phone.me.community_id))
    assert state.week.seats == 0
