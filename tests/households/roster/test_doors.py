"""Which door a row belongs to."""

from __future__ import annotations

from app.households.address import Address
from app.households.roster.doors import DoorReader, Households, building_hint
from app.households.roster.headers import find_header
from app.households.roster.sink import Sink
from app.households.roster.tables import Cell, Table


def doors(titles: list[str], *rows: list[Cell], hint: str = "") -> tuple[list[str | None], list[str]]:
    header = find_header(Table("", [titles]))  # type: ignore[list-item]
    assert header is not None
    sink = Sink("")
    reader = DoorReader(header, sink, hint)
    found = [reader.read(index, row, None) for index, row in enumerate(rows, start=1)]
    reader.finish()
    return [door.label if door else None for door in found], [problem.code for problem in sink.problems]


def test_building_and_unit_written_once_hold_for_the_rows_below() -> None:
    titles = ["姓名", "楼栋", "单元", "室号"]
    rows: list[list[Cell]] = [
        ["a", "3", "1", "101"],
        ["b", "", "", "102"],
        ["c", "", "2", "101"],
        ["d", "4", "", "101"],
    ]
    found, problems = doors(titles, *rows)
    assert found == ["3栋1单元101", "3栋1单元102", "3栋2单元101", "4栋101"]
    assert problems == ["group_filled", "group_filled"]


def test_an_estate_column_names_the_estate_of_a_one_cell_address() -> None:
    assert doors(["姓名", "小区", "住址"], ["a", "兴华里", "3-501"])[0] == ["兴华里3栋501"]
    assert doors(["姓名", "小区", "住址"], ["a", "兴华里", "兴华里3-501"])[0] == ["兴华里3栋501"]


def test_a_room_beside_an_address_is_read_with_its_building() -> None:
    assert doors(["姓名", "楼栋", "室号", "住址"], ["a", "3", "501", "兴隆路1号"])[0] == ["3栋501"]
    assert doors(["姓名", "楼栋", "室号", "住址"], ["a", "", "", "4-101"])[0] == ["4栋101"]


def test_a_title_that_names_one_building_tells_it() -> None:
    assert doors(["姓名", "房号", "电话"], ["a", "501", ""], hint="兴华里3栋花名册") == (
        ["3栋501"],
        ["building_guessed"],
    )
    assert building_hint("Sheet1", ["社区", "3号楼住户表"]) == "3号楼住户表"
    assert building_hint("Sheet1", ["3栋和4栋住户表"]) == ""


def test_a_number_cell_is_a_room() -> None:
    assert doors(["姓名", "楼栋", "室号"], ["a", 3.0, 501.0])[0] == ["3栋501"]


def test_households_behind_one_door_are_told_apart() -> None:
    households, door = Households(), Address(building="3", room="501")
    assert households.number(door, "", "", "户主") == 0
    assert households.number(door, "", "", "子") == 0
    assert households.number(door, "", "", "户主") == 1
    assert households.number(door, "", "", "女") == 1


def test_household_numbers_and_heads_names_tell_them_too() -> None:
    for marks in ([("1", ""), ("2", ""), ("1", "")], [("", "张三"), ("", "李四"), ("", "张三")]):
        households, door = Households(), Address(building="3", room="501")
        assert [households.number(door, *mark, "户主") for mark in marks] == [0, 1, 0]
