"""Skills and licences: seen by a colleague, and over before the day they are over."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from app.shared.errors import NotFound, Refused
from app.volunteers.models import AssignmentState, Volunteer
from app.volunteers.service import skills
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, actor, need, put, shift, states, volunteer

TODAY = date(2026, 3, 2)


def test_a_community_begins_with_ours_and_adds_its_own(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    skills.add_skill(session, who, cast.hupan.id, "Lion_Dance", "舞狮", False, "本社区", NOW)
    skills.add_skill(session, who, cast.hupan.id, "nurse", "执业护士", True, "本社区", NOW)
    found = {one.code: (one.name, one.needs_proof) for one in skills.skills_of(session, cast.hupan.id)}
    assert found["lion_dance"] == ("舞狮", False)
    assert (found["nurse"], found["doctor"]) == (("执业护士", True), ("医师", True))
    for code, name in (("a b", "甲"), ("x" * 33, "甲"), ("好", "甲"), ("a", " ")):
        with pytest.raises(Refused):
            skills.add_skill(session, who, cast.hupan.id, code, name, False, "", NOW)
    with pytest.raises(NotFound):
        skills.add_skill(session, actor(session, cast.leader), cast.hupan.id, "a", "甲", False, "", NOW)


def test_a_changed_paper_has_to_be_seen_anew(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    skills.set_skill(session, me, me.volunteer_id, "nurse", NOW, number="N1", valid_until=TODAY + 9 * DAY)
    seen = skills.see_proof(session, who, me.volunteer_id, "nurse", True, NOW)
    assert (seen.proof_seen_at, seen.proof_seen_by) == (NOW, cast.cadre.id)
    same = skills.set_skill(session, me, me.volunteer_id, "nurse", NOW, number="N1", valid_until=TODAY + 9 * DAY)
    assert same.proof_seen_at == NOW
    other = skills.set_skill(session, me, me.volunteer_id, "nurse", NOW, number="N2", valid_until=TODAY + 9 * DAY)
    assert other.proof_seen_at is None


def test_nobody_sees_their_own_paper_one_that_is_over_or_none(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    with pytest.raises(NotFound):
        skills.see_proof(session, who, me.volunteer_id, "nurse", True, NOW)
    skills.set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=TODAY - DAY)
    with pytest.raises(Refused) as told:
        skills.see_proof(session, who, me.volunteer_id, "nurse", True, NOW)
    assert told.value.code == "paper_over"
    session.get_one(Volunteer, me.volunteer_id).account_id = cast.cadre.id
    with pytest.raises(Refused) as told:
        skills.see_proof(session, who, me.volunteer_id, "nurse", True, NOW)
    assert told.value.code == "own_proof"


def test_a_licence_that_ends_earlier_ends_the_seats_after_it_ahead_of_time(session: Session, cast: Cast) -> None:
    me, who = volunteer(session, cast, "王一"), actor(session, cast.cadre)
    before, after = (shift(session, cast, NOW + days * DAY, needs=[need(skill="nurse")]) for days in (3, 6))
    plain = shift(session, cast, NOW + 8 * DAY)
    skills.set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=TODAY + 20 * DAY)
    skills.see_proof(session, who, me.volunteer_id, "nurse", True, NOW)
    rows = [put(session, me, one) for one in (before, after, plain)]
    skills.set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=TODAY + 4 * DAY)
    assert [states(session, one)[0].holds for one in (before, after, plain)] == [True, False, True]
    assert rows[1].cancelled_why == "licence"
    skills.see_proof(session, who, me.volunteer_id, "nurse", True, NOW)
    skills.see_proof(session, who, me.volunteer_id, "nurse", False, NOW)  # the paper was not theirs
    assert [states(session, one)[0].holds for one in (before, plain)] == [False, True]


def test_a_skill_that_is_taken_away_ends_its_seats(session: Session, cast: Cast) -> None:
    me = volunteer(session, cast, "王一")
    skills.set_skill(session, me, me.volunteer_id, "haircut", NOW)
    made = shift(session, cast, needs=[need(skill="haircut")])
    put(session, me, made)
    skills.remove_skill(session, me, me.volunteer_id, "haircut", NOW)
    skills.remove_skill(session, me, me.volunteer_id, "haircut", NOW)
    assert states(session, made) == [AssignmentState.CANCELLED]


def test_whose_paper_ends_soon_is_said_in_order(session: Session, cast: Cast) -> None:
    who = actor(session, cast.cadre)
    for number, days in enumerate((31, 30, -1, 5)):
        me = volunteer(session, cast, f"王{number}", number)
        skills.set_skill(session, me, me.volunteer_id, "nurse", NOW, valid_until=TODAY + days * DAY)
    found = skills.expiring(session, who, cast.hupan.id, NOW)
    assert [(one.name, one.days) for one in found] == [("王2", -1), ("王3", 5), ("王1", 30)]
    with pytest.raises(NotFound):
        skills.expiring(session, actor(session, cast.far_cadre), cast.hupan.id, NOW)
