"""The board: a month out of the rota, matched, put on the board, published; one seat by hand, with the reasons."""

from __future__ import annotations

from datetime import time, timedelta
from typing import Any

import pytest
from sqlmodel import select

from app.accounts.service import actor_of
from app.events.payload import EventPlan
from app.events.service.edit import add_event
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

EXTRA = {"title": "大扫除", "place": "公共客厅", "day": "2030-03-04", "starts": "09:00", "ends": "11:00"}


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


def test_an_empty_rota_is_said_before_a_month_is_made(phone: Phone, press: Any) -> None:
    assert press("admin", "open_month").rota_empty
    plan_rota(phone)
    assert not press("admin", "open_month").rota_empty
    assert not press("admin", "make_month", next_month=True).rota_empty


def test_an_extra_shift_of_its_own_opens_unpublished(phone: Phone, press: Any) -> None:
    state = press("cadre", "open_extra")
    assert (state.doing, state.extra.day >= local_day(now()).isoformat(), state.choices.posts) == ("extra", True, [])
    form = EXTRA | {"role": "搬东西", "count": "3", "critical": "2"}
    made = press("cadre", "add_extra", form)
    assert (made.doing, made.shift.title, made.shift.standing, made.shift.empty) == ("shift", "大扫除", "need", 3)
    open_: dict[str, Any] = {"doing": "shift", "shift": made.shift}
    more = press("cadre", "add_role", {"role": "带队", "count": "1", "critical": "3", "leader": "on"}, **open_)
    assert [need.role for need in more.shift.needs] == ["带队", "搬东西"]
    assert "role" in press("cadre", "add_role", {"count": "1"}, **open_).wrong_zh


def test_an_extra_shift_like_a_post_takes_its_roles_and_other_numbers(phone: Phone, press: Any) -> None:
    plan_rota(phone)
    (post,) = press("cadre", "open_extra").choices.posts
    extra = press("cadre", "like_post", post.value).extra
    assert (extra.title, [(one.role, one.count) for one in extra.roles]) == ("前台", [("接待", "1")])
    assert press("cadre", "like_post", "", extra=extra).extra.roles == []
    made = press("cadre", "add_extra", EXTRA | {"post": post.value, "count_接待": "2"})
    assert [(need.role, need.empty) for need in made.shift.needs] == [("接待", 2)]
    nobody = press("cadre", "add_extra", EXTRA | {"post": post.value, "count_接待": "0"})
    assert set(nobody.wrong_zh) == {"role"}


def test_an_extra_shift_for_an_event_has_its_day_and_hours(phone: Phone, press: Any) -> None:
    starts = now() + timedelta(days=3)
    with transaction(phone.desk.engine) as session:
        who = actor_of(session, phone.desk.town.admin.id, now())
        plan = EventPlan(title="书法课", place="活动室", starts_at=starts, ends_at=starts + timedelta(hours=2))
        event = str(add_event(session, who, phone.me.community_id, plan, now()).id)
    assert [one.value for one in press("cadre", "open_extra").choices.events] == [event]
    extra = press("cadre", "for_event", event).extra
    assert (extra.title, extra.place, extra.day) == ("书法课", "活动室", local_day(starts).isoformat())
    form = EXTRA | {"event": event, "role": "签到", "count": "1", "critical": "1"}
    assert press("cadre", "add_extra", form).doing == "shift"
    with transaction(phone.desk.engine) as session:
        assert str(session.exec(select(Shift.event_id)).one()) == event


def test_a_shift_says_something_else_and_keeps_its_hours_while_somebody_sits_there(phone: Phone, press: Any) -> None:
    phone.ask(phone.shift(48))
    with transaction(phone.desk.engine) as session:
        shift = session.exec(select(Shift)).one()
        open_: dict[str, Any] = {"doing": "shift", "shift": BoardRow(id=str(shift.id))}
        was = shift.starts_at
    shown = press("cadre", "open_change", **open_)
    assert (shown.doing, shown.extra.title, shown.extra.roles[0].role) == ("change", "前台", "接待")
    form = {"title": "前台接待", "place": "门口", "count_接待": "2"}
    form |= {"day": shown.extra.day, "starts": shown.extra.starts, "ends": shown.extra.ends}
    changed = press("cadre", "change", form, **open_ | {"doing": "change"})
    assert (changed.doing, changed.shift.title, changed.shift.empty, changed.wrong_zh) == ("shift", "前台接待", 1, {})
    with transaction(phone.desk.engine) as session:
        assert session.exec(select(Shift.starts_at)).one() == was
    assert set(press("cadre", "change", form | {"day": "2030-03-04"}, **open_).wrong_zh) == {"starts"}
    assert set(press("cadre", "change", form | {"count_接待": "0"}, **open_).wrong_zh) == {"role"}
    assert set(press("cadre", "change", form | {"day": "", "ends": "x"}, **open_).wrong_zh) == {"day", "ends"}


def test_what_is_wrong_with_an_extra_shift_stands_below_its_field(press: Any) -> None:
    state = press("cadre", "add_extra", {"title": "", "day": "x", "starts": "", "ends": "10:00"})
    assert set(state.wrong_zh) == set(state.wrong_en) == {"day", "starts"}
    past = EXTRA | {"day": "2020-01-02", "role": "接待", "count": "1"}
    assert set(press("cadre", "add_extra", past).wrong_zh) == {"starts"}
    assert set(press("cadre", "add_extra", past | {"title": "", "ends": "09:00"}).wrong_zh) == {"title", "ends"}


def test_somebody_is_moved_to_another_shift_in_one_step(phone: Phone, press: Any) -> None:
    seat = phone.ask(phone.shift(48))
    there = str(phone.shift(72))
    with transaction(phone.desk.engine) as session:
        here = str(session.exec(select(Assignment.shift_id)).one())
    opened = press("cadre", "open", here)
    asked = press("cadre", "look_elsewhere", seat, doing="shift", shift=opened.shift)
    assert (asked.moving.name, [one.need for one in asked.places]) == ("何秀英", [there])
    assert press("cadre", "stay", moving=asked.moving, places=asked.places).places == []
    moved = press("cadre", "move_to", there, doing="shift", shift=opened.shift, moving=asked.moving)
    assert (moved.shift.empty, moved.moving.id, moved.places) == (1, "", [])
    with transaction(phone.desk.engine) as session:
        states = {str(one.need_id): one.state.value for one in session.exec(select(Assignment))}
    assert states[there] == "proposed" and list(states.values()).count("cancelled") == 1


def test_a_shift_that_runs_is_ended_and_who_did_not_come_is_noted(phone: Phone, press: Any) -> None:
    seat = phone.ask(phone.shift(48))
    with transaction(phone.desk.engine) as session:
        shift = session.exec(select(Shift)).one()
        shift.starts_at, shift.published_at = now() - timedelta(hours=1), now() - timedelta(hours=2)
        shift.ends_at = now() + timedelta(hours=1)
        open_: dict[str, Any] = {"doing": "shift", "shift": BoardRow(id=str(shift.id))}
    assert press("cadre", "open", open_["shift"].id).shift.begun
    absent = press("cadre", "absent", seat, True, **open_)
    assert [(one.name, one.state) for one in absent.shift.needs[0].seats] == [("何秀英", "absent")]
    assert [one.state for one in press("cadre", "absent", seat, False, **open_).shift.needs[0].seats] == ["yes"]
    assert press("cadre", "finish", **open_).shift.standing == "done"
