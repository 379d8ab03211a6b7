from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import AccessRecord, Grant
from app.health.models import ConsentKind, FollowUp, FollowUpDone, Tally, TallyKind
from app.health.service import consent
from app.health.service.follow_ups import close, mine, open_for, waiting
from app.households.models import Person
from app.shared.db import transaction
from app.shared.errors import Conflict, NotFound
from app.shared.ids import new_id
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.health.people import DAY, actor, owner
from tests.races import at_once

BAND = "bp_grade_3"


def asked(session: Session, person: Person) -> FollowUp:
    made = open_for(session, owner(session, person, ConsentKind.FOLLOW_UP), BAND, NOW)
    assert made is not None
    return made


def tallies(session: Session) -> dict[TallyKind, int]:
    return {one.kind: one.count for one in session.exec(select(Tally).execution_options(populate_existing=True))}


def test_the_cadre_of_the_grid_is_told_in_words_where_and_whom_to_look_after(session: Session, cast: Cast) -> None:
    asked(session, cast.lin_apo)
    found = mine(session, actor(session, cast.cadre), NOW)
    assert [(one.name, one.door, one.band, one.overdue) for one in found] == [("林阿婆", "1栋2单元501", BAND, False)]
    assert not {"value", "values", "sealed", "systolic"} & set(vars(found[0]))
    assert mine(session, actor(session, cast.cadre), NOW + DAY)[0].overdue
    said = session.exec(select(AccessRecord).where(AccessRecord.action == "health:follow_ups")).all()
    assert len(said) == 2 and BAND not in str([one.model_dump() for one in said])


def test_without_consent_nobody_is_told(session: Session, cast: Cast) -> None:
    assert open_for(session, owner(session, cast.lin_apo, ConsentKind.KEEP), BAND, NOW) is None
    assert waiting(session, actor(session, cast.cadre), NOW) == 0 and tallies(session) == {}


def test_when_the_consent_is_taken_back_nobody_is_told_any_more(session: Session, cast: Cast) -> None:
    asked(session, cast.lin_apo)
    consent.withdraw(session, owner(session, cast.lin_apo), ConsentKind.FOLLOW_UP, NOW)
    assert mine(session, actor(session, cast.cadre), NOW) == []


@pytest.mark.parametrize(
    "role", ["cadre_two", "far_cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "admin"]
)
def test_nobody_else_sees_or_closes_it(session: Session, cast: Cast, role: str) -> None:
    made, who = asked(session, cast.lin_apo), actor(session, getattr(cast, role))
    assert mine(session, who, NOW) == [] and waiting(session, who, NOW) == 0
    with pytest.raises(NotFound) as theirs:
        close(session, who, made.id, FollowUpDone.REACHED, "", NOW)
    with pytest.raises(NotFound) as nothing:
        close(session, who, new_id(), FollowUpDone.REACHED, "", NOW)
    assert theirs.value.as_error() == nothing.value.as_error()


def test_where_no_cadre_has_the_grid_everybody_of_the_community_looks_after_it(session: Session, cast: Cast) -> None:
    grant = session.exec(select(Grant).where(Grant.account_id == cast.cadre.id)).one()
    grant.ended_at = NOW - DAY
    session.flush()
    assert asked(session, cast.lin_apo).grid_id is None
    assert waiting(session, actor(session, cast.cadre_two), NOW) == 1
    assert waiting(session, actor(session, cast.far_cadre), NOW) == 0


def test_a_person_has_one_that_is_open_with_the_band_of_the_last(session: Session, cast: Cast) -> None:
    first = asked(session, cast.lin_apo)
    again = open_for(session, owner(session, cast.lin_apo), "glucose_low_urgent", NOW + timedelta(hours=1))
    assert again is not None and again.id == first.id
    assert [one.band for one in mine(session, actor(session, cast.cadre), NOW)] == ["glucose_low_urgent"]
    assert tallies(session) == {TallyKind.URGENT: 1}


@pytest.mark.parametrize(
    ("done", "when", "counted"),
    [(FollowUpDone.REACHED, NOW, 1), (FollowUpDone.EMERGENCY, NOW, 1), (FollowUpDone.NOT_REACHED, NOW, 0),
     (FollowUpDone.REACHED, NOW + DAY, 0)],
)  # fmt: skip
def test_contacted_on_the_same_day_counts(
    session: Session, cast: Cast, done: FollowUpDone, when: datetime, counted: int
) -> None:
    made, who = asked(session, cast.lin_apo), actor(session, cast.cadre)
    close(session, who, made.id, done, "在家，\n 已经好些", when)
    row = session.exec(select(FollowUp).execution_options(populate_existing=True)).one()
    assert (row.closed_by, row.done, row.note) == (cast.cadre.id, done, "在家， 已经好些")
    assert tallies(session).get(TallyKind.CONTACTED, 0) == counted
    assert waiting(session, who, when) == 0
    with pytest.raises(Conflict):
        close(session, who, made.id, done, "", NOW)


def test_what_is_recorded_tells_neither_band_nor_note(session: Session, cast: Cast) -> None:
    close(session, actor(session, cast.cadre), asked(session, cast.lin_apo).id, FollowUpDone.REACHED, "高压 192", NOW)
    said = str([one.model_dump() for one in session.exec(select(AccessRecord))])
    assert "health:follow_up_closed" in said and BAND not in said and "192" not in said


def test_of_two_cadres_who_close_it_at_the_same_moment_one_wins(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        made = asked(session, cast.lin_apo)

    def done(name: str) -> Callable[[Session], None]:
        def work(session: Session) -> None:
            close(session, actor(session, getattr(cast, name)), made.id, FollowUpDone.REACHED, name, NOW)

        return work

    answers = at_once(empty_engine, [done("cadre"), done("cadre_all")])
    assert sorted(one.code if isinstance(one, Conflict) else "closed" for one in answers) == [
        "already_closed",
        "closed",
    ]
    with transaction(empty_engine) as session:
        assert tallies(session)[TallyKind.CONTACTED] == 1


def test_two_urgent_results_at_the_same_moment_make_one(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        whose = owner(session, cast.lin_apo, ConsentKind.FOLLOW_UP)

    answers = at_once(empty_engine, [lambda session: open_for(session, whose, BAND, NOW)] * 4)
    assert all(isinstance(one, FollowUp) for one in answers)
    with transaction(empty_engine) as session:
        assert len(session.exec(select(FollowUp)).all()) == 1
        assert tallies(session) == {TallyKind.URGENT: 1}
