"""Whatever changes the roster moves the due dates with it, in the same transaction."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from app.accounts.models import Account, Role
from app.accounts.rules import Actor, Scope
from app.accounts.service import actor_of
from app.households.models import Community, Household, Person, PersonCareGroup
from app.households.roster.service import apply_import, plan_import, read_for
from app.households.service import change_person, merge
from app.visits.models import HouseholdDue
from app.visits.service import due as due_dates
from app.visits.service import recompute
from tests.cast import Cast
from tests.conftest import NOW
from tests.households.roster.ugly import LI, ZHANG, xlsx
from tests.visits.visiting import due

HEAD = ["住址", "姓名", "身份证号", "人员类别"]


@pytest.fixture
def clerk(session: Session) -> Actor:
    """The admin of a community without anybody."""
    place, account = Community(code="350206999009", name="名册社区"), Account(login="clerk", name="小陈")
    session.add_all([place, account])
    session.flush()
    return Actor(account.id, account.name, (Scope(Role.ADMIN, place.id),))


def take_in(session: Session, clerk: Actor, *rows: list[str]) -> None:
    roster = read_for(session, clerk, xlsx(HEAD, *rows), file_name="名册.xlsx", now=NOW)
    apply_import(session, clerk, plan_import(session, clerk, roster), confirmed=True, now=NOW)


def rules(session: Session) -> dict[str, str]:
    """The rule that decides for the household of each person who lives here."""
    living = (
        select(Person.name, HouseholdDue.interval_key)
        .join(HouseholdDue, HouseholdDue.household_id == Person.household_id)
        .join(Household, Household.id == Person.household_id)
        .where(Person.moved_out_on.is_(None))
    )
    return dict(session.exec(living).all())


ALONE, ORDINARY = ["3栋501", "张三", ZHANG, "独居老人"], ["3栋502", "李四", LI, ""]


def test_an_import_makes_every_household_due(session: Session, clerk: Actor) -> None:
    take_in(session, clerk, ALONE, ORDINARY)
    assert rules(session) == {"张三": "elder_alone", "李四": ""}


def test_an_import_that_tells_of_a_care_group_moves_the_due_date(session: Session, clerk: Actor) -> None:
    take_in(session, clerk, [*ALONE[:3], ""], ORDINARY)
    assert rules(session) == {"张三": "", "李四": ""}
    take_in(session, clerk, ALONE, ORDINARY)
    assert rules(session) == {"张三": "elder_alone", "李四": ""}


def test_a_household_that_an_import_moves_out_leaves_the_round(session: Session, clerk: Actor) -> None:
    take_in(session, clerk, ALONE, ORDINARY)
    take_in(session, clerk, ORDINARY)
    assert rules(session) == {"李四": ""}
    assert len(session.exec(select(HouseholdDue)).all()) == 1


def test_a_household_that_moves_to_another_door_keeps_being_due(session: Session, clerk: Actor) -> None:
    take_in(session, clerk, ALONE, ORDINARY)
    take_in(session, clerk, ["4栋101", *ALONE[1:]], ORDINARY)
    assert rules(session) == {"张三": "elder_alone", "李四": ""}


def test_a_merge_moves_the_due_dates_of_both_households(session: Session, cast: Cast) -> None:
    recompute(session, cast.hupan.id, None, NOW.date())
    twin = Person(community_id=cast.hupan.id, household_id=cast.chen_home.id, name="林阿婆", born_on=date(1941, 5, 6))
    session.add(twin)
    session.flush()
    session.add(PersonCareGroup(community_id=cast.hupan.id, person_id=twin.id, code="elder_alone"))
    recompute(session, cast.hupan.id, None, NOW.date())
    assert due(session, cast.chen_home).interval_key == "elder_alone:80"
    merge(session, actor_of(session, cast.admin.id, NOW), cast.lin_apo.id, twin.id)
    assert due(session, cast.chen_home).interval_key == ""
    assert due(session, cast.lin_home).interval_key == "elder_alone:80"


def test_a_corrected_birthday_moves_the_due_date(session: Session, cast: Cast) -> None:
    recompute(session, cast.hupan.id, None, NOW.date())
    assert due(session, cast.lin_home).interval_key == "elder_alone:80"
    who = actor_of(session, cast.cadre.id, NOW)
    change_person(session, who, cast.lin_apo.id, "born_on", "1961-05-06", "desk", now=NOW)
    assert due(session, cast.lin_home).interval_key == "elder_alone"


def test_a_change_of_very_many_households_is_one_of_the_whole_community(
    session: Session, cast: Cast, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A statement has room for some ten thousand values, and a roster may name more households than that."""
    monkeypatch.setattr(due_dates, "MANY", 1)
    assert recompute(session, cast.hupan.id, [cast.lin_home.id, cast.chen_home.id], NOW.date()) == 2
    assert recompute(session, cast.hupan.id, [cast.lin_home.id, cast.chen_home.id], NOW.date()) == 0
