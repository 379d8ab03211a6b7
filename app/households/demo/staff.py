"""The 24 people who work here, the neighbour leaders, and one sign-in for each role.

Their password is printed by `linju demo` and public. It exists only in a demo community.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from random import Random
from typing import Any
from uuid import UUID

from app.accounts.models import Role
from app.households.demo import given
from app.households.demo.draw import Draw
from app.households.demo.places import GRIDS, Places

PASSWORD = "linju2026"
LEADERS_PER_GRID, DOORS_PER_LEADER = 3, 15  # an 邻长 looks after about fifteen households (Bozhou, DOMAIN §1.4)


@dataclass(frozen=True, slots=True)
class SignIn:
    """One printed sign-in. `title` says in Chinese what the person is."""

    login: str
    password: str
    title: str
    name: str


@dataclass(frozen=True, slots=True)
class Worker:
    """An account to be. `grid` None: the whole community. `title`: printed as the sign-in of its role."""

    login: str
    name: str
    role: Role
    grid: int | None = None
    title: str = ""
    staff: bool = True


def workers(rng: Random) -> Iterator[Worker]:
    """24 staff, then neighbour leaders and one person of each other role."""
    yield Worker("director", "苏主任", Role.CADRE, title="社区主任（全社区）")
    yield from (Worker(f"deputy{n}", _name(rng), Role.CADRE) for n in (1, 2))
    yield from (Worker(f"lounge{n}", _name(rng), Role.CADRE) for n in (1, 2))
    yield Worker("cadre", "张姐", Role.CADRE, 0, "社区工作者（第一网格）")
    yield Worker("cadre2", "李哥", Role.CADRE, 1, "社区工作者（第二网格）")
    yield from (Worker(f"cadre{n + 1}", _name(rng), Role.CADRE, n % GRIDS) for n in range(2, 2 * GRIDS))
    yield Worker("admin", "管理员小洪", Role.ADMIN, title="管理员")
    yield Worker("supervisor", "街道老孙", Role.SUPERVISOR, title="街道督导")
    yield Worker("auditor", "审计老钱", Role.AUDITOR, title="审计员")
    yield Worker("leader", "邻长老周", Role.NEIGHBOUR_LEADER, 0, "邻长（15 户）", staff=False)
    for n in range(1, GRIDS * LEADERS_PER_GRID):
        yield Worker(f"leader{n + 1}", _name(rng), Role.NEIGHBOUR_LEADER, n // LEADERS_PER_GRID, staff=False)
    yield Worker("clinician", "何医生", Role.CLINICIAN, title="签约医生", staff=False)
    yield Worker("volunteer", "志愿者小吴", Role.VOLUNTEER, title="志愿者", staff=False)
    yield Worker("resident", "居民小郑", Role.RESIDENT, title="居民", staff=False)


def _name(rng: Random) -> str:
    return given.family(rng, True) + given.given(rng, rng.choice("男女女"), rng.randint(1975, 2000))


@dataclass
class Staff:
    """Rows of the tables; `cadres`: account ids by grid, None for those of the whole community."""

    accounts: list[dict[str, Any]] = field(default_factory=list)
    grants: list[dict[str, Any]] = field(default_factory=list)
    led: list[dict[str, Any]] = field(default_factory=list)
    cadres: dict[UUID | None, list[UUID]] = field(default_factory=dict)
    sign_ins: list[SignIn] = field(default_factory=list)


def hire(draw: Draw, places: Places, password_hash: str) -> Staff:
    """Everybody who signs in. Neighbour leaders without a printed sign-in have no password."""
    staff = Staff()
    free = {grid: [door["id"] for door in places.doors if door["grid_id"] == grid] for grid in places.grids}
    for worker in workers(draw.rng):
        account, grant = draw.id(), draw.id()
        grid = places.grids[worker.grid] if worker.grid is not None else None
        secret = password_hash if worker.staff or worker.title else None
        staff.accounts.append(_account(account, worker, secret))
        staff.grants.append(_grant(grant, account, worker.role, draw.community, grid))
        if worker.role is Role.CADRE:
            staff.cadres.setdefault(grid, []).append(account)
        if worker.role is Role.NEIGHBOUR_LEADER and grid:
            mine, free[grid] = free[grid][:DOORS_PER_LEADER], free[grid][DOORS_PER_LEADER:]
            staff.led += [{"id": draw.id(), "grant_id": grant, "door_id": door} for door in mine]
        if worker.title:
            staff.sign_ins.append(SignIn(worker.login, PASSWORD, worker.title, worker.name))
    return staff


def _account(account: UUID, worker: Worker, secret: str | None) -> dict[str, Any]:
    return {
        "id": account, "login": worker.login, "name": worker.name, "password_hash": secret, "disabled_at": None,
    }  # fmt: skip


def _grant(grant: UUID, account: UUID, role: Role, community: UUID, grid: UUID | None) -> dict[str, Any]:
    return {
        "id": grant, "account_id": account, "role": role, "community_id": community, "grid_id": grid,
        "granted_by": None, "stand_in": False, "standing_in_for": None, "reason": "", "until": None, "ended_at": None,
    }  # fmt: skip
