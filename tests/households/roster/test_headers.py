"""Where the header stands and what its columns mean."""

from __future__ import annotations

from app.households.roster.fields import Field
from app.households.roster.headers import Header, find_header
from app.households.roster.tables import Cell, Table


def header_of(*rows: list[Cell], merged: tuple[tuple[int, int, int, int], ...] = ()) -> Header:
    found = find_header(Table("", list(rows), merged))
    assert found is not None
    return found


def fields(header: Header) -> dict[str, str | None]:
    return {column.title: column.field.value if column.field and column.is_read else None for column in header.columns}


def test_titles_above_the_header_are_passed_over() -> None:
    header = header_of(["花名册"], [], ["填表人：小陈", "姓名"], ["住址", "姓名", "电话"], ["3-501", "张三", "138"])
    assert (header.first, header.last) == (3, 3)


def test_a_data_row_is_never_half_of_a_header() -> None:
    header = header_of(["姓名", "与户主关系", "住址", "居住类型", "备注"], ["张三", "户主", "3-501", "户籍", "其他"])
    assert (header.first, header.last) == (0, 0)


def test_two_header_rows_are_read_together() -> None:
    header = header_of(
        ["姓名", "住址", "", "紧急联系人", ""], ["", "楼栋", "室号", "姓名", "电话"], ["张三", "3", "501", "李四",
        "138"],
        merged=((0, 0, 1, 0), (0, 1, 0, 2), (0, 3, 0, 4)),
    )  # fmt: skip
    assert (header.first, header.last) == (0, 1)
    assert fields(header) == {
        "姓名": "name", "楼栋": "building", "室号": "room", "紧急联系人姓名": "emergency_name",
        "紧急联系人电话": "emergency_phone",
    }  # fmt: skip


def test_a_lone_head_of_household_is_the_person() -> None:
    assert fields(header_of(["户主姓名", "住址", "电话"]))["户主姓名"] == "name"
    assert fields(header_of(["户主姓名", "姓名", "住址"]))["户主姓名"] == "head_name"


def test_a_door_plate_beside_a_room_is_the_building() -> None:
    assert fields(header_of(["姓名", "门牌号", "室号"])) == {"姓名": "name", "门牌号": "building", "室号": "room"}
    assert fields(header_of(["姓名", "门牌号", "电话"]))["门牌号"] == "room"


def test_of_two_addresses_the_present_one_is_read() -> None:
    header = header_of(["姓名", "家庭住址", "现住址"])
    assert fields(header) == {"姓名": "name", "家庭住址": None, "现住址": "address"}
    assert header.columns_of(Field.ADDRESS)[0].letter == "C"


def test_a_table_without_names_has_no_header() -> None:
    assert find_header(Table("", [["物资", "数量"], ["口罩", 3.0]])) is None
    assert find_header(Table("", [])) is None
