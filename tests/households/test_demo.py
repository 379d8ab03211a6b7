"""The demo community: real scale, the same every time, and nobody's data."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, func, select

from app.accounts.models import Account, Grant, LeaderDoor, Role
from app.accounts.service import actor_of
from app.households.demo import DemoResult, seed_demo
from app.households.demo.draw import Ids
from app.households.demo.places import blocks, grid_of_blocks
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
)
from app.shared.db import make_engine, reading, transaction
from app.shared.errors import Refused
from app.tables import metadata
from tests.cast import make_cast
from tests.conftest import NOW


def _small(session: Session, **options: object) -> DemoResult:
    return seed_demo(session, households=50, now=NOW, **options)  # type: ignore[arg-type]


@pytest.fixture(scope="module")
def seeded(tmp_path_factory: pytest.TempPathFactory) -> Iterator[tuple[Engine, DemoResult]]:
    """A small demo in a database of its own, written once for all tests that only look at it."""
    made = make_engine(f"sqlite:///{tmp_path_factory.mktemp('demo') / 'demo.db'}")
    metadata.create_all(made)
    with transaction(made) as session:
        result = seed_demo(session, households=400, now=NOW)
    yield made, result
    made.dispose()


@pytest.fixture
def look(seeded: tuple[Engine, DemoResult]) -> Iterator[Session]:
    """A session that looks at it."""
    with reading(seeded[0]) as session:
        yield session


def _count(session: Session, table: type) -> int:
    return session.exec(select(func.count()).select_from(table)).one()


@pytest.mark.thorough
def test_the_whole_community_has_the_scale_of_a_real_one(session: Session) -> None:
    told: list[tuple[str, float]] = []
    result = seed_demo(session, lambda what, share: told.append((what, share)), now=NOW)
    assert (result.households, _count(session, Household)) == (3216, 3216)
    assert 14_500 <= result.people <= 15_500
    assert 300 <= result.key_people <= 600
    assert _count(session, Grid) == 8
    staff = select(func.count()).select_from(Account).where(Account.password_hash != None)  # noqa: E711
    assert session.exec(staff).one() == 24 + 4  # and one leader, clinician, volunteer and resident
    assert [share for _, share in told] == sorted(share for _, share in told) and told[-1][1] == 1.0


@pytest.mark.thorough
def test_the_same_seed_gives_the_same_people_and_another_seed_others(session: Session) -> None:
    first = _people(session)
    assert first == _people(session)
    assert first.isdisjoint(_people(session, seed=2))


def _people(session: Session, **options: object) -> set[tuple[str, ...]]:
    with session.begin_nested() as savepoint:
        _small(session, **options)
        rows = session.exec(select(Person.id, Person.name, Person.born_on, Person.identity_last4)).all()
        savepoint.rollback()
    return {tuple(map(str, row)) for row in rows}


@pytest.mark.thorough
def test_nothing_lies_in_the_future_of_the_day_it_was_written(look: Session) -> None:
    day = NOW.date()
    assert look.exec(select(func.max(Person.born_on))).one() <= day
    assert look.exec(select(func.max(Household.moved_in_on))).one() <= day
    assert look.exec(select(func.max(PersonCareGroup.since))).one() <= day
    assert look.exec(select(func.count()).where(Household.moved_in_on > day - timedelta(days=30))).one() > 0


def test_identity_numbers_and_phones_cannot_be_anybodys(look: Session) -> None:
    people = look.exec(select(Person)).all()
    assert all(p.identity_no.startswith("99") for p in people if p.identity_kind == "身份证" and p.identity_no)
    assert all(number.startswith("154") for p in people for number in (p.phone, p.emergency_phone) if number)
    assert all(p.identity_no is None or p.identity_no.endswith(p.identity_last4) for p in people)


def test_identity_numbers_pass_the_check_of_the_standard(look: Session) -> None:
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    for person in look.exec(select(Person).where(Person.identity_kind == "身份证")):
        number = person.identity_no or "11010519491231002X"
        total = sum(int(d) * w for d, w in zip(number[:17], weights, strict=True))
        assert number[17] == "10X98765432"[total % 11]
        assert person.identity_no is None or number[6:14] == f"{person.born_on:%Y%m%d}"


def test_every_door_belongs_to_the_grid_of_its_building_and_grids_are_alike(look: Session) -> None:
    pairs = look.exec(select(Door.grid_id, Building.grid_id).join(Building)).all()
    assert pairs and all(door == building for door, building in pairs)
    sizes = [0] * 8
    for block, grid in zip(blocks(), grid_of_blocks(blocks()), strict=True):
        sizes[grid] += len(list(block.doors()))
    assert max(sizes) < 1.5 * min(sizes)


def test_there_are_walk_ups_high_rises_cellars_and_corridors(look: Session) -> None:
    floors = dict(look.exec(select(Door.building_id, func.max(Door.floor)).group_by(Door.building_id)).all())
    assert {6, 7, 11} < set(floors.values()) and max(floors.values()) >= 30
    assert look.exec(select(func.min(Door.floor))).one() == -1
    assert look.exec(select(func.count()).where(Door.unit == "")).one() > 0


def test_the_printed_sign_ins_cover_every_role(look: Session, seeded: tuple[Engine, DemoResult]) -> None:
    from argon2 import PasswordHasher

    _, result = seeded
    logins = {s.login for s in result.sign_ins}
    roles = look.exec(select(Grant.role).join(Account, Grant.account_id == Account.id).where(Account.login.in_(logins)))
    assert set(roles) == set(Role)
    account = look.exec(select(Account).where(Account.login == "cadre")).one()
    assert PasswordHasher().verify(account.password_hash or "", result.sign_ins[0].password)


def test_a_neighbour_leader_has_fifteen_doors_of_one_grid(look: Session) -> None:
    account = look.exec(select(Account).where(Account.login == "leader")).one()
    (scope,) = actor_of(look, account.id, NOW).scopes
    assert len(scope.door_ids) == 15
    assert (
        _count(look, LeaderDoor)
        == 15 * look.exec(select(func.count()).where(Grant.role == Role.NEIGHBOUR_LEADER)).one()
    )


def test_every_tag_is_of_a_group_the_community_keeps(look: Session) -> None:
    codes = set(look.exec(select(CareGroup.code)))
    assert set(look.exec(select(PersonCareGroup.code))) <= codes
    assert _count(look, DoorNote) > 10


def test_it_refuses_when_there_is_a_community_already(session: Session) -> None:
    make_cast(session)
    with pytest.raises(Refused) as refused:
        _small(session)
    assert refused.value.code == "community_exists"


def test_beside_a_real_community_it_never_takes_somebodys_login(session: Session) -> None:
    make_cast(session)  # has logins cadre, leader, admin…
    with pytest.raises(Refused) as refused:
        _small(session, beside=True)
    assert refused.value.code == "login_taken"


def test_it_stands_beside_another_community_when_asked_but_only_once(session: Session) -> None:
    session.add(Community(code="350206999777", name="别的社区"))
    session.flush()
    _small(session, beside=True)
    with pytest.raises(Refused) as refused:
        _small(session, beside=True)
    assert refused.value.code == "demo_exists"


def test_ids_are_version_seven_and_sort_in_the_order_they_were_made() -> None:
    ids = Ids(1)
    made = [next(ids) for _ in range(500)]
    assert made == sorted(made) and {i.version for i in made} == {7} and len(set(made)) == 500
