"""Importing: the first time, again, and with changes. All or nothing."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from app.accounts.models import Account, Role
from app.accounts.rules import Actor, Scope
from app.households.models import (
    Building,
    CareGroup,
    Community,
    Door,
    Grid,
    Household,
    Person,
    PersonCareGroup,
    PersonChange,
    Residency,
    RosterImport,
)
from app.households.roster.plan import Plan
from app.households.roster.service import Applied, apply_import, plan_import, read_for
from app.households.service.changed import listen
from app.shared.db import transaction
from app.shared.errors import Conflict, NotFound, Refused
from tests.cast import Cast
from tests.households.roster import ugly
from tests.households.roster.conftest import LATER, NOW, Import
from tests.households.roster.ugly import LI, WANG, ZHANG, ZHAO, xlsx
from tests.races import at_once

HEAD = ["姓名", "身份证号", "电话", "住址", "与户主关系", "人员类别", "网格", "居住类型"]
ZHANGS = ["张三", ZHANG, "13800138000", "3-2-501", "户主", "独居老人、低保", "第一网格", "户籍"]
LIS = ["李四", LI, "13900139000", "3-2-502", "户主", "", "第一网格", "流动"]
WANGS = ["王五", WANG, "", "3-2-502", "夫", "", "第一网格", ""]


def count(session: Session, table: Any) -> int:
    return int(session.execute(select(func.count()).select_from(table)).scalar_one())


def somebody(session: Session, name: str) -> Person:
    return session.exec(select(Person).where(Person.name == name)).one()


def history(session: Session, person: Person) -> list[tuple[str, str | None, str | None]]:
    wanted = select(PersonChange).where(PersonChange.person_id == person.id).order_by(col(PersonChange.id))
    return [(change.field, change.old, change.new) for change in session.exec(wanted)]


def groups(session: Session, person: Person) -> dict[str, date | None]:
    wanted = select(PersonCareGroup).where(PersonCareGroup.person_id == person.id)
    return {row.code: row.ended_on for row in session.exec(wanted)}


def test_a_first_import_makes_grids_buildings_doors_households_and_people(session: Session, take_in: Import) -> None:
    applied = take_in(HEAD, ZHANGS, LIS, WANGS)
    assert applied.counts["new"] == 3
    assert [count(session, table) for table in (Grid, Building, Door, Household, Person)] == [1, 1, 2, 2, 3]
    zhang = somebody(session, "张三")
    assert (zhang.identity_no, zhang.identity_last4, zhang.phone_last4) == (ZHANG, ZHANG[-4:], "8000")
    assert (zhang.pinyin, zhang.initials, zhang.born_on, zhang.sex) == ("zhangsan", "zs", date(1958, 3, 12), "男")
    assert (zhang.residency, zhang.relation) == (Residency.REGISTERED, "户主")
    door = session.exec(select(Door).order_by(Door.climb_key)).first()
    assert door is not None
    assert (door.label, door.unit, door.floor, door.room) == ("3栋2单元501", "2", 5, "501")
    assert door.grid_id is not None
    assert set(groups(session, zhang)) == {"elder_alone", "subsistence_allowance"}


def test_the_import_says_who_when_and_from_which_file(session: Session, take_in: Import, clerk: Actor) -> None:
    applied = take_in(HEAD, ZHANGS)
    record = session.exec(select(RosterImport)).one()
    assert (record.id, record.imported_by, record.file_name) == (applied.import_id, clerk.account_id, "名册.xlsx")
    assert record.counts["new"] == 1
    change = session.exec(select(PersonChange)).one()
    assert (change.field, change.new, change.changed_by) == ("created", "3栋2单元501", clerk.account_id)
    assert change.source == f"roster:{record.id}"
    assert change.created_at == NOW


def test_an_empty_list_of_groups_starts_with_the_shipped_one(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS)
    assert "elder_alone" in session.exec(select(CareGroup.code)).all()
    assert count(session, CareGroup) > 20


def test_the_same_file_again_changes_nothing(session: Session, take_in: Import, plan: Callable[..., Plan]) -> None:
    take_in(HEAD, ZHANGS, LIS, WANGS)
    again = plan(HEAD, ZHANGS, LIS, WANGS, now=LATER)
    assert again.changes_nothing
    assert again.counts["unchanged"] == 3
    take_in(HEAD, ZHANGS, LIS, WANGS, now=LATER)
    assert count(session, Person) == 3
    assert count(session, PersonChange) == 3


def test_another_spelling_of_the_doors_is_no_change(take_in: Import, plan: Callable[..., Plan]) -> None:
    take_in(HEAD, ZHANGS, LIS)
    other = [[*ZHANGS[:3], "3号楼二单元501室", *ZHANGS[4:]], [*LIS[:3], "３栋2单元５０２", *LIS[4:]]]
    assert plan(HEAD, *other).changes_nothing


def test_a_changed_field_is_changed_and_remembered(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS, LIS)
    changed = ["张三丰", ZHANG, "13700137000", "3-2-501", "户主", "独居老人、低保", "第一网格", "常住"]
    applied = take_in(HEAD, changed, LIS, now=LATER)
    assert (applied.counts["changed"], applied.counts["unchanged"]) == (1, 1)
    zhang = somebody(session, "张三丰")
    assert (zhang.initials, zhang.phone, zhang.phone_last4, zhang.residency) == (
        "zsf", "13700137000", "7000", Residency.USUAL,
    )  # fmt: skip
    assert history(session, zhang)[1:] == [
        ("name", "张三", "张三丰"), ("residency", "registered", "usual"), ("phone", "13800138000", "13700137000"),
    ]  # fmt: skip


def test_blank_cells_leave_what_is_known_and_none_empties_it(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS)
    take_in(["姓名", "身份证号", "电话", "住址", "人员类别"], ["张三", ZHANG, "", "3-2-501", ""], now=LATER)
    zhang = somebody(session, "张三")
    assert (zhang.phone, zhang.relation) == ("13800138000", "户主")
    assert not any(groups(session, zhang).values())
    take_in(["姓名", "身份证号", "电话", "住址", "人员类别"], ["张三", ZHANG, "无", "3-2-501", "无"], now=LATER)
    zhang = somebody(session, "张三")
    assert (zhang.phone, zhang.phone_index, zhang.phone_last4) == (None, None, "")
    assert set(groups(session, zhang).values()) == {date(2026, 4, 6)}


def test_who_is_missing_has_moved_out_and_is_not_deleted(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS, LIS, WANGS)
    applied = take_in(HEAD, ZHANGS, LIS, now=LATER)
    assert applied.counts["moved_out"] == 1
    wang = somebody(session, "王五")
    assert wang.moved_out_on == date(2026, 4, 6)
    assert history(session, wang)[-1] == ("moved_out_on", None, "2026-04-06")
    home = session.get(Household, wang.household_id)
    assert home is not None
    assert home.moved_out_on is None  # 李四 still lives there


def test_a_household_that_everybody_left_has_moved_out(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS, LIS, WANGS)
    take_in(HEAD, ZHANGS, now=LATER)
    left = session.get(Household, somebody(session, "李四").household_id)
    assert left is not None
    assert left.moved_out_on == date(2026, 4, 6)


def test_people_of_buildings_that_the_file_does_not_cover_stay(take_in: Import, plan: Callable[..., Plan]) -> None:
    take_in(HEAD, ZHANGS, ["钱七", "", "", "4-101", "户主", "", "", ""])
    assert plan(HEAD, ZHANGS).missing == ()


def test_a_list_of_some_moves_nobody_out_and_ends_no_group(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS, LIS, WANGS)
    applied = take_in(HEAD, [*ZHANGS[:5], "高龄", "", ""], whole=False, now=LATER)
    assert (applied.counts["moved_out"], applied.counts["changed"]) == (0, 1)
    assert groups(session, somebody(session, "张三")) == {
        "elder_alone": None, "subsistence_allowance": None, "advanced_age": None,
    }  # fmt: skip


def test_who_comes_back_lives_there_again(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS, LIS)
    take_in(HEAD, ZHANGS, now=LATER)
    applied = take_in(HEAD, ZHANGS, LIS, now=LATER)
    assert applied.counts["changed"] == 1
    li = somebody(session, "李四")
    home = session.get(Household, li.household_id)
    assert home is not None
    assert (li.moved_out_on, home.moved_out_on) == (None, None)
    assert count(session, Household) == 2


def test_moving_to_another_door_takes_the_person_along(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS, LIS, WANGS)
    before = somebody(session, "王五").household_id
    take_in(HEAD, ZHANGS, LIS, [*WANGS[:3], "3-2-601", "户主", "", "", ""], now=LATER)
    wang = somebody(session, "王五")
    assert wang.household_id != before
    assert ("household_id", "3栋2单元502", "3栋2单元601") in history(session, wang)


def test_new_people_behind_a_door_that_all_have_left_are_another_household(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS, LIS)
    take_in(HEAD, ZHANGS, [*WANGS[:3], "3-2-502", "户主", "", "", ""], now=LATER)
    assert somebody(session, "王五").household_id != somebody(session, "李四").household_id


def test_a_baby_joins_the_household_it_is_born_into(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS, LIS)
    take_in(HEAD, ["李小四", ZHAO, "", "3-2-502", "子", "", "", ""], whole=False, now=LATER)
    assert somebody(session, "李小四").household_id == somebody(session, "李四").household_id


def test_two_heads_behind_one_door_are_two_households_for_ever(
    session: Session, take_in: Import, plan: Callable[..., Plan]
) -> None:
    rows = [HEAD, ZHANGS, [*LIS[:3], "3-2-501", *LIS[4:]]]
    take_in(*rows)
    assert count(session, Household) == 2
    assert plan(*rows).changes_nothing
    # a list without relations does not tell them apart: nobody is moved together
    assert plan(["姓名", "身份证号", "住址"], ["张三", ZHANG, "3-2-501"], ["李四", LI, "3-2-501"]).changes_nothing


def test_people_without_a_number_are_known_by_name_door_and_birthday(
    take_in: Import, plan: Callable[..., Plan]
) -> None:
    head = ["姓名", "出生日期", "住址"]
    take_in(head, ["张三", "1958-3-12", "3-501"], ["张三", "1990-1-1", "3-501"])
    assert plan(head, ["张三", "1990/1/1", "3-501"], ["张三", "1958.3.12", "3-501"]).changes_nothing
    numbered = plan(["姓名", "身份证号", "住址"], ["张三", ZHANG, "3-501"], ["张三", "", "3-501"])
    assert [[change.field for change in person.changes] for person in numbered.changed] == [["sex", "identity_no"]]


def test_a_record_that_was_merged_stays_merged(session: Session, take_in: Import, plan: Callable[..., Plan]) -> None:
    head = ["姓名", "身份证号", "住址"]
    rows = [head, ["张三", ZHANG, "3-501"], ["张三", "", "3-502"]]
    take_in(*rows)
    kept, absorbed = session.exec(select(Person).order_by(col(Person.identity_last4).desc())).all()
    absorbed.merged_into = kept.id
    session.add(absorbed)
    session.flush()
    again = plan(*rows)
    assert again.changes_nothing
    assert (again.unchanged, again.merged) == (1, 1)
    assert plan(head, ["张三", "", "3-502"], ["李四", LI, "3-501"]).missing == ()


def test_a_file_with_errors_is_not_imported(session: Session, plan: Callable[..., Plan], clerk: Actor) -> None:
    bad = plan(ugly.wrong_numbers())
    with pytest.raises(Refused) as refused:
        apply_import(session, clerk, bad)
    assert refused.value.code == "roster_has_errors"
    assert count(session, Person) == 0


def test_a_plan_that_the_register_has_overtaken_is_refused(
    session: Session, take_in: Import, plan: Callable[..., Plan], clerk: Actor
) -> None:
    old = plan(HEAD, ZHANGS)
    take_in(HEAD, ZHANGS)
    with pytest.raises(Conflict) as refused:
        apply_import(session, clerk, old, now=NOW)
    assert refused.value.code == "roster_changed"


def test_many_missing_people_need_a_yes(
    session: Session, take_in: Import, plan: Callable[..., Plan], clerk: Actor
) -> None:
    rows = [[f"人{chr(0x4E00 + n)}", "", "", f"3-{n + 101}", "", "", "", ""] for n in range(50)]
    take_in(HEAD, *rows)
    few = plan(HEAD, rows[0])
    assert few.needs_confirmation
    with pytest.raises(Refused) as refused:
        apply_import(session, clerk, few)
    assert refused.value.code == "many_moved_out"
    assert take_in(HEAD, rows[0], confirmed=True, now=LATER).counts["moved_out"] == 49


def test_a_group_ended_twice_on_one_day_is_ended(session: Session, take_in: Import) -> None:
    for groups_said in ("独居", "无", "独居", "无"):
        take_in(HEAD, [*ZHANGS[:5], groups_said, "", ""], now=LATER)
    assert groups(session, somebody(session, "张三")) == {"elder_alone": date(2026, 4, 6)}


def test_a_column_that_says_no_ends_its_group(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS)
    take_in(["姓名", "身份证号", "住址", "是否独居"], ["张三", ZHANG, "3-2-501", "否"], now=LATER)
    assert groups(session, somebody(session, "张三")) == {
        "elder_alone": date(2026, 4, 6), "subsistence_allowance": None,
    }  # fmt: skip


def test_doors_change_their_grid_and_use(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS)
    take_in(["姓名", "身份证号", "住址", "网格", "房屋用途"], ["张三", ZHANG, "3-2-501", "第二网格", "商住"], now=LATER)
    door = session.exec(select(Door)).one()
    grid = session.exec(select(Grid).where(Grid.name == "第二网格")).one()
    assert (door.use, door.grid_id) == ("商住", grid.id)


def test_a_new_door_lies_in_the_grid_of_its_building(session: Session, take_in: Import) -> None:
    take_in(HEAD, ZHANGS)
    take_in(["姓名", "身份证号", "住址"], ["李四", LI, "3-2-601"], whole=False, now=LATER)
    assert len({door.grid_id for door in session.exec(select(Door))}) == 1


def test_two_floors_may_have_doors_of_one_name(session: Session, take_in: Import) -> None:
    head = ["姓名", "身份证号", "住址"]
    take_in(head, ["张三", ZHANG, "3栋5楼东户"], ["李四", LI, "3栋6楼东户"])
    assert sorted(door.room for door in session.exec(select(Door))) == ["5层东户", "6层东户"]


def test_empty_doors_are_kept_without_people(session: Session, take_in: Import) -> None:
    applied = take_in(ugly.empty_doors())
    assert (applied.counts["new_doors"], count(session, Person)) == (4, 1)


def test_verification_dates_only_go_forward(session: Session, take_in: Import, plan: Callable[..., Plan]) -> None:
    head = ["姓名", "身份证号", "住址", "核实时间"]
    take_in(head, ["张三", ZHANG, "3-501", "2026-02-01"])
    assert plan(head, ["张三", ZHANG, "3-501", "2026-01-01"]).changes_nothing
    assert plan(head, ["张三", ZHANG, "3-501", "2026-02-20"]).counts["changed"] == 1


def test_the_report_masks_secrets(take_in: Import, plan: Callable[..., Plan]) -> None:
    take_in(HEAD, ZHANGS)
    changed = plan(HEAD, [*ZHANGS[:2], "13700137000", *ZHANGS[3:]]).as_json()["changed"]
    assert changed[0]["changes"] == [
        {"field": "phone", "label": "电话", "old": "*******8000", "new": "137****7000"}
    ]  # fmt: skip


def test_listeners_hear_of_the_households_that_changed(
    session: Session, take_in: Import, office: Community, monkeypatch: pytest.MonkeyPatch
) -> None:
    heard: list[tuple[UUID, int]] = []
    monkeypatch.setattr("app.households.service.changed._listeners", [])
    listen(lambda session, community_id, households: heard.append((community_id, len(households))))
    take_in(HEAD, ZHANGS, LIS)
    take_in(HEAD, ZHANGS, LIS, now=LATER)
    assert heard == [(office.id, 2)]


def test_progress_goes_from_nothing_to_all(session: Session, plan: Callable[..., Plan], clerk: Actor) -> None:
    told: list[float] = []
    apply_import(session, clerk, plan(HEAD, ZHANGS), lambda what, share: told.append(share), now=NOW)
    assert told == sorted(told)
    assert (told[0], told[-1]) == (0.0, 1.0)


def test_only_who_may_import_for_the_whole_community_gets_a_plan(
    session: Session, cast: Cast, plan: Callable[..., Plan], clerk: Actor
) -> None:
    from app.accounts.service import actor_of

    made = plan(HEAD, ZHANGS)
    for role in ("cadre", "cadre_all", "leader", "volunteer", "resident", "clinician", "supervisor", "auditor"):
        who = actor_of(session, cast.account(role).id, NOW)
        with pytest.raises(NotFound):
            plan(HEAD, ZHANGS, who=who)
        with pytest.raises(NotFound):
            apply_import(session, who, made)
    admin = actor_of(session, cast.admin.id, NOW)  # of another community
    with pytest.raises(NotFound):
        apply_import(session, admin, made)


def test_of_two_clerks_who_import_at_once_one_is_told_to_look_again(empty_engine: Engine) -> None:
    """Both have looked at the same plan; nobody is written twice."""
    with transaction(empty_engine) as session:
        place, account = Community(code="350206999009", name="名册社区"), Account(login="clerk", name="小陈")
        session.add_all([place, account])
        session.flush()
        clerk = Actor(account.id, account.name, (Scope(Role.ADMIN, place.id),))
        roster = read_for(session, clerk, xlsx(HEAD, ZHANGS, LIS), file_name="名册.xlsx", now=NOW)
        plans = [plan_import(session, clerk, roster) for _ in range(4)]
    works = [lambda session, plan=plan: apply_import(session, clerk, plan, now=NOW) for plan in plans]
    answers = at_once(empty_engine, works)
    assert sum(isinstance(answer, Applied) for answer in answers) == 1, answers
    assert {answer.code for answer in answers if not isinstance(answer, Applied)} == {"roster_changed"}
    with Session(empty_engine) as session:
        assert (count(session, Person), count(session, Household)) == (2, 2)
