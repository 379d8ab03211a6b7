from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from app.accounts.service import actor_of
from app.health.service.whose import acting_for, children_of, owner_by_person, owner_of
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.owners import child_of, with_account

TODAY = date(2026, 3, 2)
STAFF = ("cadre", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor", "admin", "stranger")


def test_who_came_in_with_a_pass_is_the_owner(session: Session, cast: Cast) -> None:
    owner = with_account(session, cast.lin_apo)
    assert owner.account_id is not None
    assert owner_of(session, actor_of(session, owner.account_id, NOW)) == owner
    assert (owner.name, owner.person_id) == ("林阿婆", cast.lin_apo.id)


@pytest.mark.parametrize("name", STAFF)
def test_nobody_else_is(session: Session, cast: Cast, name: str) -> None:
    with pytest.raises(NotFound) as told:
        owner_of(session, actor_of(session, getattr(cast, name).id, NOW))
    assert told.value.code == "no_pass_account"


def test_two_records_made_one_are_one_owner(session: Session, cast: Cast) -> None:
    owner = with_account(session, cast.lin_apo)
    cast.lin_apo.merged_into = cast.chen_da.id
    session.flush()
    found = owner_of(session, actor_of(session, owner.account_id or cast.admin.id, NOW))
    assert (found.person_id, found.account_id) == (cast.chen_da.id, owner.account_id)


def test_an_adult_answers_for_the_children_of_the_household(session: Session, cast: Cast) -> None:
    child = child_of(session, cast.chen_home, date(2015, 1, 1))
    gone = child_of(session, cast.chen_home, date(2016, 1, 1), "搬走的")
    gone.moved_out_on = date(2025, 1, 1)
    cast.chen_xiao.born_on = date(2012, 3, 2)
    session.flush()
    father = owner_by_person(session, cast.chen_da.id)
    assert [one.person_id for one in children_of(session, father, TODAY)] == [child.id]
    assert children_of(session, owner_by_person(session, cast.chen_xiao.id), TODAY) == []
    assert children_of(session, owner_by_person(session, cast.lin_apo.id), TODAY) == []


def test_one_acts_for_oneself_and_for_ones_children_only(session: Session, cast: Cast) -> None:
    child = child_of(session, cast.chen_home, date(2015, 1, 1))
    father = owner_by_person(session, cast.chen_da.id)
    assert acting_for(session, father, None, TODAY) == father
    assert acting_for(session, father, father.person_id, TODAY) == father
    assert acting_for(session, father, child.id, TODAY).person_id == child.id
    for other in (cast.lin_apo.id, cast.far_person.id, cast.hupan.id):
        with pytest.raises(NotFound):
            acting_for(session, father, other, TODAY)


def test_sexes_are_said_as_the_rules_take_them(session: Session, cast: Cast) -> None:
    cast.lin_apo.sex, cast.chen_da.sex = "女", "男"
    session.flush()
    found = [owner_by_person(session, one.id).sex for one in (cast.lin_apo, cast.chen_da, cast.chen_xiao)]
    assert found == ["female", "male", ""]
