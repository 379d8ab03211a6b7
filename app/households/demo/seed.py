"""Write the demo community: everything derives from one seed, so two machines get the same people and ids."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import asdict, dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from sqlmodel import Session, SQLModel, insert, select

from app.accounts.models import Account, Grant, LeaderDoor
from app.households.care_groups import default_care_groups
from app.households.demo.care import memberships
from app.households.demo.draw import Draw
from app.households.demo.notes import notes
from app.households.demo.people import Resident, make_residents
from app.households.demo.places import COMMUNITY_CODE, lay_out
from app.households.demo.settle import move_in
from app.households.demo.staff import PASSWORD, SignIn, Staff, hire
from app.households.demo.twins import twins
from app.households.models import (
    Building,
    CareGroup,
    Community,
    Door,
    DoorNote,
    Grid,
    Household,
    Person,
    PersonCareGroup,
)  # fmt: skip
from app.shared.clock import now as clock_now
from app.shared.errors import Refused

SEED = 20_260_101
HOUSEHOLDS = 3_216
_PORTION = 2_000  # rows in one statement

Progress = Callable[[str, float], None]


@dataclass(frozen=True)
class DemoResult:
    """What was written; `seed` lets another feature (visits, events) add its own repeatable history."""

    community_id: UUID
    seed: int
    sign_ins: list[SignIn]
    households: int
    people: int
    key_people: int


def seed_demo(
    session: Session, progress: Progress | None = None, *,
    beside: bool = False, households: int = HOUSEHOLDS, seed: int = SEED, now: datetime | None = None,
) -> DemoResult:  # fmt: skip
    """Write the demo community, its people and its accounts. Flushes, does not commit. About 2 s on SQLite.

    Shape: `progress(what, share)` is told a Chinese word and a share from 0 to 1. Ids, names, birth days and care
    groups depend on `seed` alone; dates of the last months are counted back from `now`.
    Raises `Refused`: `demo_exists` when this community was written before, `community_exists` when there is another
    one and not `beside`, `login_taken` when a demo login belongs to somebody.
    """
    _refuse_when_taken(session, beside)
    return _Seed(session, Draw(seed, now or clock_now()), progress or (lambda what, share: None)).write(
        households, seed
    )


def _refuse_when_taken(session: Session, beside: bool) -> None:
    codes = session.exec(select(Community.code)).all()
    if COMMUNITY_CODE in codes:
        raise Refused("demo_exists", "演示社区已经在库里了。")
    if codes and not beside:
        raise Refused("community_exists", "库里已经有社区，不再写入演示数据。")


class _Seed:
    """One run of writing, table by table."""

    def __init__(self, session: Session, draw: Draw, progress: Progress) -> None:
        self.session, self.draw, self.progress = session, draw, progress

    def write(self, households: int, seed: int) -> DemoResult:
        draw = self.draw
        self.progress("网格和楼栋", 0.0)
        places = lay_out(draw)
        self._write(Community, [places.community])
        for table, rows in ((Grid, places.grid_rows), (Building, places.buildings), (Door, places.doors)):
            self._write(table, rows)
        self.progress("工作人员", 0.1)
        staff = hire(draw, places, _hash(PASSWORD))
        self._hire(staff)
        self.progress("居民", 0.2)
        homes = move_in(draw, places.doors, households)
        self._write(Household, [settled.row for settled in homes])
        people = [person for settled in homes for person in make_residents(draw, settled)]
        self._people(people, staff)
        self.progress("重点人群", 0.9)
        key_people = self._care(people, staff)
        self._write(DoorNote, notes(draw, homes, staff.cadres))
        self.progress("完成", 1.0)
        return DemoResult(draw.community, seed, staff.sign_ins, len(homes), len(people), key_people)

    def _write(self, table: type[SQLModel], rows: Iterable[dict[str, Any]]) -> None:
        listed = list(rows)
        if "created_at" in table.model_fields:
            listed = [{"created_at": self.draw.now} | row for row in listed]
        for start in range(0, len(listed), _PORTION):
            self.session.execute(insert(table), listed[start : start + _PORTION])

    def _hire(self, staff: Staff) -> None:
        logins = [row["login"] for row in staff.accounts]
        taken = self.session.exec(select(Account.login).where(Account.login.in_(logins))).first()  # type: ignore[attr-defined]
        if taken:
            raise Refused("login_taken", "登录名 {login} 已有人用，演示数据没有写入。", login=taken)
        for table, rows in ((Account, staff.accounts), (Grant, staff.grants), (LeaderDoor, staff.led)):
            self._write(table, rows)

    def _people(self, people: list[Resident], staff: Staff) -> None:
        rng = self.draw.rng
        for person in people:
            if rng.random() < 0.72:
                person.row["verified_at"] = self.draw.now - timedelta(days=rng.randint(3, 400))
                person.row["verified_by"] = rng.choice(staff.cadres[person.grid_id])
        for start in range(0, len(people), _PORTION):
            self.progress("居民", 0.2 + 0.7 * start / len(people))
            self._write(Person, [person.row for person in people[start : start + _PORTION]])
        self._write(Person, twins(self.draw, people))

    def _care(self, people: list[Resident], staff: Staff) -> int:
        own = {"community_id": self.draw.community}
        listed = [asdict(group) | own | {"id": self.draw.id()} for group in default_care_groups()]
        self._write(CareGroup, [{k: v for k, v in row.items() if k != "platform_code"} for row in listed])
        rows = list(memberships(self.draw, people, staff.cadres[None][0]))
        self._write(PersonCareGroup, rows)
        return len({row["person_id"] for row in rows})


def _hash(password: str) -> str:
    from argon2 import PasswordHasher

    return PasswordHasher().hash(password)
