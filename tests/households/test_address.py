"""One door: its canonical spelling and its place when one climbs."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.address import Address, floor_of
from app.households.spelling import parse_address

NUMBERS = st.integers(1, 99).map(str)
BUILDINGS = st.one_of(st.just(""), NUMBERS, st.sampled_from("ABC甲乙"), NUMBERS.map(lambda n: n + "号"))
ROOMS = st.builds(lambda floor, door: f"{floor}{door:02d}", st.integers(1, 33), st.integers(1, 12))


@st.composite
def addresses(draw: st.DrawFn) -> Address:
    """Doors as they exist: a floor that the room tells, a unit only inside a building."""
    estate = draw(st.sampled_from(["", "兴华里", "莲花新村", "万科城二期"]))
    building, room = draw(BUILDINGS), draw(ROOMS)
    unit = draw(st.one_of(st.just(""), NUMBERS)) if building and not building.endswith("号") else ""
    return Address(estate, building, unit, floor_of(room), room)


@given(addresses())
def test_a_label_reads_back_to_the_same_address(address: Address) -> None:
    assert parse_address(address.label) == address


@given(addresses(), addresses())
def test_equal_keys_are_equal_doors(one: Address, other: Address) -> None:
    plain = [(a.estate, a.building.removesuffix("号"), a.unit, a.room) for a in (one, other)]
    assert (one.climb_key == other.climb_key) == (plain[0] == plain[1])


def _as_climbed(address: Address) -> tuple[int, ...]:
    return tuple(int(part or 0) for part in (address.building, address.unit, str(address.floor), address.room))


NUMBERED = st.builds(
    lambda building, unit, room: Address("", building, unit, floor_of(room), room), NUMBERS, NUMBERS, ROOMS
)


@given(st.lists(NUMBERED, max_size=12))
def test_doors_sort_as_people_climb_them(doors: list[Address]) -> None:
    assert sorted(doors, key=lambda door: door.climb_key) == sorted(doors, key=_as_climbed)


def test_2栋_comes_before_10栋_and_letters_after_numbers_and_basements_first() -> None:
    climbed = [
        "2栋",
        "2栋负1层03",
        "2栋101",
        "2栋1单元101",
        "2栋2单元101",
        "2栋2单元1203",
        "2栋10单元101",
        "10栋101",
        "A座101",
        "综合楼101",
    ]
    assert sorted(reversed(climbed), key=lambda text: parse_address(text).climb_key)[1:] == [
        "2栋", "2栋101", "2栋1单元101", "2栋2单元101", "2栋2单元1203", "2栋10单元101", "10栋101", "A座101", "综合楼101",
    ]  # fmt: skip


def test_the_key_of_a_door_begins_with_the_key_of_its_building() -> None:
    address = parse_address("兴华里3栋2单元501")
    assert address.climb_key.startswith(address.building_key)


def test_小区_behind_an_estates_name_makes_no_other_estate() -> None:
    assert parse_address("兴华里小区3栋501").climb_key == parse_address("兴华里3栋501").climb_key
    assert parse_address("万科城二期3栋501").climb_key == parse_address("万科城2期3栋501").climb_key


@pytest.mark.parametrize(
    ("room", "floor"),
    [("501", 5), ("1203", 12), ("1203A", 12), ("501之一", 5), ("501-2", 5), ("0501", 5), ("负101", -1), ("地下室", -1),
     ("05", None), ("001", None), ("12345", None), ("物业用房", None), ("501东", 5)],
)  # fmt: skip
def test_the_floor_that_a_room_tells(room: str, floor: int | None) -> None:
    assert floor_of(room) == floor
