"""The people and places every test may rely on. All invented.

湖畔社区 (HUPAN) has grids 一 and 二, 1栋 in grid 一 and 2栋 in grid 二. 山脚社区 (SHANJIAO) is the neighbour
community that nobody of 湖畔 may look into.
"""

from __future__ import annotations

from dataclasses import dataclass, fields
from datetime import date
from functools import cache
from itertools import groupby
from typing import Any
from uuid import UUID

from sqlalchemy import Insert, insert
from sqlalchemy.orm import make_transient_to_detached
from sqlmodel import Session

from app.accounts.models import Account, Grant, LeaderDoor, Role
from app.households.models import Building, CareGroup, Community, Door, Grid, Household, Person, PersonCareGroup
from app.shared.tables import Row, table_of


@dataclass
class Cast:
    """Everybody by name; accounts have no password until a test gives one."""

    hupan: Community
    shanjiao: Community
    grid_one: Grid
    grid_two: Grid
    door_501: Door  # 1栋2单元501, grid one
    door_101: Door  # 2栋1单元101, grid two
    door_far: Door  # in the other community
    lin_home: Household  # behind 501: 林阿婆, lives alone
    chen_home: Household  # behind 101: 陈家, two people
    far_home: Household
    lin_apo: Person
    chen_da: Person
    chen_xiao: Person
    far_person: Person
    cadre: Account  # 张姐: grid one
    cadre_two: Account  # 李哥: grid two
    cadre_all: Account  # 王主任: the whole community
    far_cadre: Account  # of the other community
    leader: Account  # 邻长 of door 501
    volunteer: Account
    resident: Account
    clinician: Account
    supervisor: Account  # 街道
    auditor: Account
    admin: Account
    stranger: Account  # no grant at all

    def account(self, role: str) -> Account:
        """The account that plays `role`."""
        return getattr(self, {"neighbour_leader": "leader"}.get(role, role))


def make_cast(session: Session) -> Cast:
    """Write the cast. Does not commit. Nearly every test asks for it, so the rows are made once in a run."""
    cast, statements, rows = _made()
    for insertion, values in statements:
        session.execute(insertion, values)
    mine = {row.id: session.merge(row, load=False) for row in rows}
    return Cast(*(mine[getattr(cast, each.name).id] for each in fields(Cast)))


@cache
def _made() -> tuple[Cast, list[tuple[Insert, list[dict[str, Any]]]], list[Row]]:
    """The cast, what writes it (one statement for each table), and its rows as if they had been read."""
    hupan = Community(code="350206999001", name="湖畔社区")
    shanjiao = Community(code="350206999002", name="山脚社区")
    one = Grid(community_id=hupan.id, code="01", name="第一网格")
    two = Grid(community_id=hupan.id, code="02", name="第二网格")
    far = Grid(community_id=shanjiao.id, code="01", name="第一网格")
    b501, d501 = _door(one, "1栋", "2", 5, "501")
    b101, d101 = _door(two, "2栋", "1", 1, "101")
    bfar, dfar = _door(far, "1栋", "1", 1, "101")
    homes = [Household(community_id=d.community_id, door_id=d.id) for d in (d501, d101, dfar)]
    lin = _person(homes[0], "林阿婆", "linapo", "lap", date(1941, 5, 6), "户主")
    da = _person(homes[1], "陈大文", "chendawen", "cdw", date(1980, 1, 1), "户主")
    xiao = _person(homes[1], "陈小文", "chenxiaowen", "cxw", date(2012, 9, 9), "子")
    away = _person(homes[2], "远山", "yuanshan", "ys", date(1970, 2, 2), "户主")
    alone = CareGroup(community_id=hupan.id, code="elder_alone", name="独居老人", source="test")
    is_alone = PersonCareGroup(community_id=hupan.id, person_id=lin.id, code="elder_alone", since=date(2020, 1, 1))
    people = {login: Account(login=login, name=name) for login, name in NAMES.items()}
    grants = _grants(people, hupan.id, shanjiao.id, one.id, two.id)
    leads = LeaderDoor(grant_id=next(g.id for g in grants if g.role is Role.NEIGHBOUR_LEADER), door_id=d501.id)
    rows: list[Row] = [
        hupan, shanjiao, one, two, far, b501, b101, bfar, d501, d101, dfar, *homes, lin, da, xiao, away, alone,
        is_alone, *people.values(), *grants, leads,
    ]  # fmt: skip
    statements = [(insert(table_of(model)), [row.model_dump() for row in some]) for model, some in groupby(rows, type)]
    for row in rows:
        make_transient_to_detached(row)
    cast = Cast(
        hupan, shanjiao, one, two, d501, d101, dfar, *homes, lin, da, xiao, away,
        *(people[login] for login in NAMES),
    )  # fmt: skip
    return cast, statements, rows


NAMES = {
    "cadre": "张姐", "cadre_two": "李哥", "cadre_all": "王主任", "far_cadre": "远方干部", "leader": "邻长老周",
    "volunteer": "志愿者小吴", "resident": "居民小郑", "clinician": "何医生", "supervisor": "街道老孙",
    "auditor": "审计老钱", "admin": "管理员", "stranger": "陌生人",
}  # fmt: skip


def _grants(who: dict[str, Account], hupan: UUID, shanjiao: UUID, one: UUID, two: UUID) -> list[Grant]:
    rows = [
        (who["cadre"], Role.CADRE, hupan, one),
        (who["cadre_two"], Role.CADRE, hupan, two),
        (who["cadre_all"], Role.CADRE, hupan, None),
        (who["far_cadre"], Role.CADRE, shanjiao, None),
        (who["leader"], Role.NEIGHBOUR_LEADER, hupan, None),
        (who["volunteer"], Role.VOLUNTEER, hupan, None),
        (who["resident"], Role.RESIDENT, hupan, None),
        (who["clinician"], Role.CLINICIAN, hupan, None),
        (who["supervisor"], Role.SUPERVISOR, hupan, None),
        (who["auditor"], Role.AUDITOR, hupan, None),
        (who["admin"], Role.ADMIN, hupan, None),
    ]
    return [Grant(account_id=a.id, role=r, community_id=c, grid_id=g) for a, r, c, g in rows]


def _door(grid: Grid, building: str, unit: str, floor: int, room: str) -> tuple[Building, Door]:
    block = Building(community_id=grid.community_id, grid_id=grid.id, label=building, climb_key=building)
    label = f"{building}{unit}单元{room}"
    door = Door(
        community_id=grid.community_id, grid_id=grid.id, building_id=block.id,
        unit=unit, floor=floor, room=room, label=label, climb_key=label,
    )  # fmt: skip
    return block, door


def _person(home: Household, name: str, pinyin: str, initials: str, born_on: date, relation: str) -> Person:
    return Person(
        community_id=home.community_id, household_id=home.id, name=name, pinyin=pinyin, initials=initials,
        born_on=born_on, relation=relation,
    )  # fmt: skip
