"""Care groups: in force at most once, ended and never deleted."""

from __future__ import annotations

from datetime import date

import pytest
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.households.care_groups import default_care_groups
from app.households.models import PersonCareGroup, PersonChange
from app.households.service import add_default_care_groups, care_groups_of, end_care_group, set_care_group
from app.shared.errors import NotFound, Refused
from tests.cast import Cast
from tests.conftest import NOW


@pytest.fixture
def who(session: Session, cast: Cast) -> Actor:
    return actor_of(session, cast.cadre_two.id, NOW)


def _rows(session: Session, cast: Cast) -> list[PersonCareGroup]:
    return list(session.exec(select(PersonCareGroup).where(PersonCareGroup.person_id == cast.chen_da.id)))


def test_setting_a_group_twice_leaves_one_row_and_one_line_of_history(session: Session, cast: Cast, who: Actor) -> None:
    first = set_care_group(session, who, cast.chen_da.id, "elder_alone", date(2026, 1, 1))
    assert set_care_group(session, who, cast.chen_da.id, "elder_alone").id == first.id
    assert first.set_by == who.account_id and first.since == date(2026, 1, 1)
    history = session.exec(select(PersonChange).where(PersonChange.person_id == cast.chen_da.id)).all()
    assert [(c.field, c.old, c.new) for c in history] == [("care_group", None, "elder_alone")]


def test_a_group_that_ended_may_begin_again_on_the_same_day(session: Session, cast: Cast, who: Actor) -> None:
    for _ in range(2):
        set_care_group(session, who, cast.chen_da.id, "elder_alone")
        end_care_group(session, who, cast.chen_da.id, "elder_alone", date(2026, 3, 2))
    set_care_group(session, who, cast.chen_da.id, "elder_alone")
    assert [row.ended_on for row in _rows(session, cast)].count(None) == 1
    assert len(_rows(session, cast)) == 3


def test_the_database_itself_refuses_a_second_membership_in_force(session: Session, cast: Cast, who: Actor) -> None:
    set_care_group(session, who, cast.chen_da.id, "elder_alone")
    session.add(PersonCareGroup(community_id=cast.hupan.id, person_id=cast.chen_da.id, code="elder_alone"))
    with pytest.raises(IntegrityError):
        session.flush()


def test_ending_what_is_not_there_is_not_found(session: Session, cast: Cast, who: Actor) -> None:
    with pytest.raises(NotFound):
        end_care_group(session, who, cast.chen_da.id, "elder_alone")


def test_an_unknown_code_is_refused_and_a_foreign_person_not_found(session: Session, cast: Cast, who: Actor) -> None:
    with pytest.raises(Refused) as refused:
        set_care_group(session, who, cast.chen_da.id, "vip")
    assert refused.value.code == "care_group_unknown"
    with pytest.raises(NotFound):
        set_care_group(session, who, cast.lin_apo.id, "elder_alone")


def test_the_default_list_fills_what_a_community_lacks(session: Session, cast: Cast) -> None:
    add_default_care_groups(session, cast.hupan.id)
    add_default_care_groups(session, cast.hupan.id)
    groups = care_groups_of(session, cast.hupan.id)
    assert {g.code for g in groups} == {g.code for g in default_care_groups()}
    assert next(g for g in groups if g.code == "elder_alone").source == "test"  # its own row stays
