"""A change proposed at the door reaches the roster when somebody accepts it, with its history."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import Account
from app.households.models import PersonChange
from app.shared.db import transaction
from app.shared.errors import Conflict, NotFound
from app.shared.ids import new_id
from app.visits.models import Correction, HouseholdDue
from app.visits.service import decide_correction, waiting_proposals
from app.visits.service.proposals import DecideCorrection
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.races import at_once
from tests.visits.visiting import meta, visit, who


@pytest.fixture
def proposal(session: Session, cast: Cast) -> Correction:
    change = {"person_id": str(cast.lin_apo.id), "field": "phone", "value": "138 0013 8000"}
    visit(session, cast.cadre, cast.lin_home, corrections=[change])
    return session.exec(select(Correction)).one()


def decide(session: Session, account: Account, one: Correction, accept: bool = True) -> Correction:
    deciding = DecideCorrection(correction_id=one.id, accept=accept)
    return decide_correction(session, who(session, account), meta(), deciding)


@pytest.mark.parametrize("role", ["cadre", "cadre_all", "admin"])
def test_an_accepted_proposal_changes_the_roster_and_says_where_from(
    session: Session, cast: Cast, proposal: Correction, role: str
) -> None:
    decide(session, cast.account(role), proposal)
    assert cast.lin_apo.phone == "13800138000"
    (change,) = session.exec(select(PersonChange)).all()
    assert (change.source, change.changed_by) == (f"visit:{proposal.visit_id}", cast.account(role).id)
    assert (proposal.accepted, proposal.decided_by, proposal.decided_at) == (True, cast.account(role).id, NOW)


def test_a_declined_one_leaves_the_roster_alone(session: Session, cast: Cast, proposal: Correction) -> None:
    decide(session, cast.cadre, proposal, accept=False)
    assert cast.lin_apo.phone is None
    assert proposal.accepted is False


def test_deciding_the_same_twice_is_harmless_and_otherwise_a_conflict(
    session: Session, cast: Cast, proposal: Correction
) -> None:
    decide(session, cast.cadre, proposal)
    assert decide(session, cast.admin, proposal).decided_by == cast.cadre.id
    with pytest.raises(Conflict):
        decide(session, cast.admin, proposal, accept=False)


@pytest.mark.parametrize("role", ["cadre_two", "far_cadre", "neighbour_leader", "supervisor", "stranger"])
def test_nobody_else_decides_and_learns_nothing(session: Session, cast: Cast, proposal: Correction, role: str) -> None:
    with pytest.raises(NotFound) as refused:
        decide(session, cast.account(role), proposal)
    with pytest.raises(NotFound) as missing:
        decide(session, cast.account(role), Correction(id=new_id()))  # type: ignore[call-arg]
    assert str(refused.value) == str(missing.value)


def test_when_everybody_has_moved_out_the_household_leaves_the_round(session: Session, cast: Cast) -> None:
    visit(session, cast.cadre_two, cast.chen_home, outcome="moved")
    first, last = session.exec(select(Correction)).all()
    decide(session, cast.cadre_two, first)
    assert cast.chen_home.moved_out_on is None
    decide(session, cast.cadre_two, last)
    assert cast.chen_home.moved_out_on == date(2026, 3, 2)
    assert session.exec(select(HouseholdDue).where(HouseholdDue.household_id == cast.chen_home.id)).all() == []


def test_a_proposal_about_a_person_merged_meanwhile_goes_to_the_record_that_stays(session: Session, cast: Cast) -> None:
    change = {"person_id": str(cast.chen_xiao.id), "field": "employment", "value": "学生"}
    visit(session, cast.cadre_two, cast.chen_home, corrections=[change])
    cast.chen_xiao.merged_into = cast.chen_da.id
    decide(session, cast.cadre_two, session.exec(select(Correction)).one())
    assert cast.chen_da.employment == "学生"


def test_what_waits_is_listed_with_the_value_before_and_after(
    session: Session, cast: Cast, proposal: Correction
) -> None:
    cast.lin_apo.phone = "13900139000"
    (line,) = waiting_proposals(session, who(session, cast.admin))
    assert (line.door, line.person, line.label, line.by) == ("1栋2单元501", "林阿婆", "电话", "张姐")
    assert (line.now, line.value) == ("139****9000", "13800138000")
    assert waiting_proposals(session, who(session, cast.cadre_two)) == []
    decide(session, cast.cadre, proposal)
    assert waiting_proposals(session, who(session, cast.admin)) == []


def test_of_those_who_decide_at_once_the_first_decides(empty_engine: Engine) -> None:
    """Accepted and declined at the same moment: the roster and the proposal say the same."""
    with transaction(empty_engine) as session:
        town = make_cast(session)
        change = {"person_id": str(town.lin_apo.id), "field": "phone", "value": "138 0013 8000"}
        visit(session, town.cadre, town.lin_home, corrections=[change])
        found = session.exec(select(Correction)).one()
        judge = who(session, town.admin)

    def deciding(accept: bool) -> Callable[[Session], bool | None]:
        wanted = DecideCorrection(correction_id=found.id, accept=accept)
        return lambda session: decide_correction(session, judge, meta(), wanted).accepted

    answers = at_once(empty_engine, [deciding(place % 2 == 0) for place in range(8)])
    with Session(empty_engine) as session:
        accepted = session.exec(select(Correction.accepted)).one()
        assert len(session.exec(select(PersonChange)).all()) == (1 if accepted else 0)
    assert [answer for answer in answers if isinstance(answer, bool)] == [accepted] * 4
    assert sum(isinstance(answer, Conflict) for answer in answers) == 4, answers
