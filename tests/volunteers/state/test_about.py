"""What somebody says about themselves is kept, shown again, changed and deleted."""

from __future__ import annotations

from datetime import time
from uuid import uuid4

from app.shared.db import transaction
from app.volunteers.models import Availability, Volunteer
from app.volunteers.state.about import AboutState
from app.volunteers.state.about_rows import slots_of, windows_of
from tests.volunteers.state.conftest import Phone


def test_the_grid_of_the_week_is_kept_and_shown_again(phone: Phone) -> None:
    form = {"slot_0_am": "on", "slot_0_pm": "on", "slot_6_eve": "on"}
    assert phone.press(AboutState, "save_hours", form).about.slots == ["0-am", "0-pm", "6-eve"]
    assert [(one.since.hour, one.until.hour) for one in windows_of({"0-am", "0-pm", "0-eve"})] == [(6, 22)]
    assert phone.press(AboutState, "save_hours", {}).about.slots == []


def test_a_paper_counts_only_once_seen_and_shows_its_last_day(phone: Phone) -> None:
    form = {"code": "nurse", "number": "35-1", "valid_until": "2031-05-06"}
    (row,) = phone.press(AboutState, "save_skill", form).about.held
    assert (row.name, row.until, row.proof, row.seen, row.over) == ("护士", "2031-05-06", True, False, False)
    (row,) = phone.press(AboutState, "save_skill", form | {"valid_until": "2020-05-06"}).about.held
    assert row.over
    assert phone.press(AboutState, "drop_skill", "nurse").about.held == []


def test_wishes_limits_and_languages(phone: Phone) -> None:
    about = phone.press(AboutState, "save_wish", {"wish": "12", "cap": "20", "limit_stairs": "on"}).about
    assert (about.wish, about.cap, about.limits) == ("12", "20", ["stairs"])
    assert phone.press(AboutState, "save_languages", {"lang_minnan": "on"}).about.languages == ["minnan"]


def test_what_is_wrong_stands_below_its_field(phone: Phone) -> None:
    assert "wish_hours" in phone.press(AboutState, "save_wish", {"wish": "999"}).wrong_zh
    assert "wish" in phone.press(AboutState, "save_wish", {"wish": "many"}).wrong_zh
    assert "first_on" in phone.press(AboutState, "save_away", {}).wrong_zh
    assert "last_on" in phone.press(AboutState, "save_away", {"first_on": "2030-01-02", "last_on": "x"}).wrong_zh


def test_away_pause_and_back(phone: Phone) -> None:
    (row,) = phone.press(AboutState, "save_away", {"first_on": "2030-01-02", "last_on": "2030-01-04"}).about.away
    assert (row.first.zh, row.last.en, row.single) == ("2030年1月2日 周三", "Fri 4 Jan 2030", False)
    assert phone.press(AboutState, "drop_away", row.id).about.away == []
    assert phone.press(AboutState, "pause", {}).about.paused
    assert not phone.press(AboutState, "resume").about.paused


def test_leaving_gives_the_seats_up_and_deleting_leaves_no_name(phone: Phone) -> None:
    phone.ask(phone.shift())
    assert phone.press(AboutState, "leave").about.left
    assert not phone.press(AboutState, "erase").there
    with transaction(phone.desk.engine) as session:
        row = session.get_one(Volunteer, phone.me.volunteer_id)
        assert (row.name, row.phone) == (None, None) and row.erased_at is not None
    assert not phone.press(AboutState, "load").there


def test_hours_that_were_set_otherwise_are_seen_in_the_grid() -> None:
    morning = Availability(volunteer_id=uuid4(), weekday=2, since=time(8), until=time(13))
    night = Availability(volunteer_id=uuid4(), weekday=5, since=time(20), until=time(0))
    assert slots_of((morning, night)) == ["2-am", "5-eve"]
