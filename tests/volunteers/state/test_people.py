"""The list of volunteers: papers are looked at, somebody is taken in at the desk, a lost link is replaced."""

from __future__ import annotations

from datetime import timedelta

from app.shared.clock import local_day, now
from app.shared.db import transaction
from app.volunteers.state.about import AboutState
from app.volunteers.state.mine import MineState
from app.volunteers.state.people import PersonCard, VolunteerPeopleState
from tests.volunteers.service.ledgers import credited
from tests.volunteers.state.conftest import Phone


def at_desk(phone: Phone, name: str, *arguments, **before):
    here = {"community": str(phone.me.community_id), "one": PersonCard(id=str(phone.me.volunteer_id))}
    return phone.desk.press("cadre", VolunteerPeopleState, name, *arguments, **(here | before))


def test_a_paper_is_looked_at_and_one_that_ends_soon_stands_first(phone: Phone) -> None:
    soon = (local_day(now()) + timedelta(days=5)).isoformat()
    phone.press(AboutState, "save_skill", {"code": "nurse", "number": "35-1", "valid_until": soon})
    state = at_desk(phone, "load")
    assert [(row.name, row.unseen) for row in state.people] == [("何秀英", 1)]
    assert [(row.skill, row.over) for row in state.ending] == [("护士", False)]
    assert [one.seen for one in at_desk(phone, "see", "nurse", True).one.papers] == [True]
    assert [one.seen for one in at_desk(phone, "see", "nurse", False).one.papers] == [False]


def test_somebody_is_taken_in_and_gets_their_own_link(phone: Phone) -> None:
    form = {"name": "李奶奶", "phone": "138 0000 0002", "agreed": "on"}
    state = at_desk(phone, "add", form)
    assert len(state.people) == 2 and state.one.name == "李奶奶"
    assert phone.press(MineState, "load", code=state.link.partition("=")[2]).there
    assert "phone" in at_desk(phone, "add", form | {"phone": "1"}).wrong_zh


def test_a_lost_link_ends_and_a_new_one_is_handed_over(phone: Phone) -> None:
    state = at_desk(phone, "fresh_link")
    assert phone.press(MineState, "load", code=state.link.partition("=")[2]).there
    assert not phone.press(MineState, "load").there


def test_who_needs_somebody_beside_them_is_said_by_a_coordinator(phone: Phone) -> None:
    assert not at_desk(phone, "trust", True).one.novice
    assert at_desk(phone, "trust", False).one.novice


def test_a_record_is_made_at_the_desk_and_taken_back_with_a_reason(phone: Phone) -> None:
    days = {"since": "2026-01-01", "until": "2027-12-31"}
    assert set(at_desk(phone, "make_record", days).wrong_zh) == {"since"}  # nothing is credited yet
    with transaction(phone.desk.engine) as session:
        credited(session, phone.desk.town, phone.me)
    assert set(at_desk(phone, "make_record", {"until": "x"}).wrong_en) == {"since", "until"}
    state = at_desk(phone, "make_record", days)
    (made,) = state.one.records
    assert (made.since, made.until, made.hours, made.taken) == ("2026-01-01", "2027-12-31", "2", False)
    asked = at_desk(phone, "ask_withdraw", made.id, one=state.one)
    assert asked.taking.id == made.id and at_desk(phone, "ask_withdraw", "", one=state.one).taking.id == ""
    assert "why" in at_desk(phone, "withdraw", {"record": made.id, "why": " "}).wrong_zh
    (taken,) = at_desk(phone, "withdraw", {"record": made.id, "why": "开错了"}).one.records
    assert (taken.taken, taken.why) == (True, "开错了")
