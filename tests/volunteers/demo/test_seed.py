"""The demo's volunteers: a past, a week that is nearly full, and a rota to plan."""

from __future__ import annotations

from collections import Counter
from datetime import date
from random import Random

import pytest
from sqlmodel import Session, select

from app.events.service.people import Caller
from app.households.models import Person
from app.households.sealed import phone_columns
from app.volunteers.demo.cast import OURS, PARTS
from app.volunteers.demo.seed import seed_volunteers
from app.volunteers.models import Assignment, AssignmentState, Position, Shift, Volunteer
from app.volunteers.rules.matching.check import faults
from app.volunteers.rules.standing import Standing, standing
from app.volunteers.service.coverage import at_risk
from app.volunteers.service.listed import my_seats
from app.volunteers.service.planning import month_for
from app.volunteers.service.problems import problem_of
from app.volunteers.service.profile import volunteers_of
from app.volunteers.service.skills import expiring
from app.volunteers.service.who import me_of
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import actor


@pytest.fixture
def town(session: Session, cast: Cast) -> Cast:
    for number in range(4 * len(PARTS)):
        session.add(
            Person(
                community_id=cast.hupan.id, household_id=cast.lin_home.id, name=f"居民{number}",
                born_on=date(1960, 1, 1 + number % 28), **phone_columns(f"138{number:08d}"),
            )
        )  # fmt: skip
    session.flush()
    seed_volunteers(session, cast.hupan.id, Random(1), NOW)
    return cast


def test_there_is_something_of_everything(session: Session, town: Cast) -> None:
    who = actor(session, town.cadre)
    assert len(volunteers_of(session, who, town.hupan.id, NOW)) == len(PARTS)
    shifts = session.exec(select(Shift)).all()
    assert set(Counter(standing(one, NOW) for one in shifts)) >= {
        Standing.NEED, Standing.CHECKED, Standing.PUBLISHED, Standing.DONE,
    }  # fmt: skip
    states = Counter(session.exec(select(Assignment.state)).all())
    assert set(states) == {AssignmentState.ACCEPTED, AssignmentState.PROPOSED, AssignmentState.NO_SHOW}
    assert at_risk(session, who, town.hupan.id, NOW)
    assert [one.days for one in expiring(session, who, town.hupan.id, NOW)] == [12, 20]
    assert session.exec(select(Position)).all()


@pytest.mark.thorough
def test_nobody_sits_where_they_may_not_and_the_rest_can_be_planned(session: Session, town: Cast) -> None:
    month = month_for(session, town.hupan.id, date(2026, 3, 3), date(2026, 3, 31), NOW)
    assert month.outside == []
    assert faults(problem_of(session, month)) == []


@pytest.mark.thorough
def test_who_signs_in_as_a_volunteer_has_shifts(session: Session, town: Cast) -> None:
    me = me_of(session, Caller(), town.volunteer.id)
    assert me is not None
    assert session.get_one(Volunteer, me.volunteer_id).name == OURS
    assert my_seats(session, me, NOW)


def test_a_small_village_is_enough(session: Session, cast: Cast) -> None:
    seed_volunteers(session, cast.hupan.id, Random(1), NOW)
    assert session.exec(select(Volunteer)).all()
