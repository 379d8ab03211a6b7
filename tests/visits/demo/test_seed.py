"""A demo community has a round worth looking at."""

from __future__ import annotations

from collections import Counter
from datetime import date, timedelta
from random import Random
from typing import Any

import pytest
from sqlmodel import Session, col, func, select

from app.accounts.models import Account
from app.households.demo import seed_demo
from app.households.models import Community, Household
from app.offline.rules import receipt_number
from app.shared.clock import local_day
from app.visits.demo import seed_visits
from app.visits.models import HouseholdDue, Need, Outcome, PriorityMark, Visit, VisitInterval, VisitRevision, VisitTerm
from app.visits.service import door_cards, recompute, round_rows
from tests.conftest import NOW
from tests.visits.visiting import who

pytestmark = pytest.mark.thorough

EVENING = NOW + timedelta(hours=8)  # 18:00 in Xiamen
TODAY = date(2026, 3, 2)


@pytest.fixture
def demo(session: Session) -> Any:
    result = seed_demo(session, households=200, now=EVENING)
    seed_visits(session, result.community_id, Random(result.seed), now=EVENING)
    return result


def test_the_round_shows_overdue_due_done_and_closed_doors(session: Session, demo: Any) -> None:
    director = session.exec(select(Account).where(Account.login == "director")).one()
    rows = round_rows(session, who(session, director, EVENING))
    assert len(rows) == 200
    state = Counter("overdue" if r.overdue <= TODAY else "due" if r.due <= TODAY else "later" for r in rows)
    assert state["overdue"] >= 5 and state["due"] >= 2 and state["later"] > 120
    today = Counter(r.outcome for r in rows if r.tried and local_day(r.tried) == TODAY)
    assert today[Outcome.MET] >= 10 and today[Outcome.NOT_HOME] >= 2
    assert any(r.missed >= 2 for r in rows) and any(r.cause == "hospital" for r in rows)
    assert any(card.needs for card in door_cards(session, who(session, director, EVENING)))


def test_due_dates_are_those_of_the_rules(session: Session, demo: Any) -> None:
    assert recompute(session, demo.community_id, None, TODAY) == 0
    assert session.exec(select(func.count()).select_from(HouseholdDue)).one() == 200


def test_every_visit_has_a_number_of_its_own_and_its_revisions(session: Session, demo: Any) -> None:
    visits = session.exec(select(Visit)).all()
    assert len({visit.number for visit in visits}) == len(visits)
    assert all(visit.number == receipt_number(visit.id, local_day(visit.received_at)) for visit in visits)
    assert all(visit.started_at < visit.received_at <= EVENING for visit in visits)
    revisions = Counter(session.exec(select(VisitRevision.visit_id)).all())
    assert all(revisions[visit.id] == visit.revision for visit in visits)


def test_no_visit_was_before_the_family_moved_in(session: Session, demo: Any) -> None:
    moved_in = dict(session.exec(select(Household.id, Household.moved_in_on)).all())
    assert all(local_day(visit.started_at) > moved_in[visit.household_id] for visit in session.exec(select(Visit)))


def test_the_same_seed_gives_the_same_visits(session: Session, demo: Any) -> None:
    first = session.exec(select(Visit.id, Visit.outcome, Visit.note).order_by(col(Visit.id))).all()
    with session.begin_nested():
        for table in (Need, VisitRevision, PriorityMark, HouseholdDue, VisitInterval, VisitTerm):
            for row in session.exec(select(table)):
                session.delete(row)
        session.flush()
        _clear(session)
        seed_visits(session, demo.community_id, Random(demo.seed), now=EVENING)
    assert session.exec(select(Visit.id, Visit.outcome, Visit.note).order_by(col(Visit.id))).all() == first


def _clear(session: Session) -> None:
    from sqlalchemy import delete

    from app.visits.models import CommitteeCard, Correction

    for table in (Correction, Visit, CommitteeCard):
        session.execute(delete(table))


def test_a_community_without_people_gets_no_visits(session: Session) -> None:
    empty = Community(code="350206999009", name="空社区")
    session.add(empty)
    session.flush()
    assert seed_visits(session, empty.id, Random(1), now=EVENING) == 0
