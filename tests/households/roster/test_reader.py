"""A folder of ugly files, each with the report it must give."""

from __future__ import annotations

from datetime import date
from functools import cache
from pathlib import Path

import pytest

from app.households.roster.problems import MESSAGES, Severity
from app.households.roster.reader import read_roster
from app.households.roster.rows import Roster
from tests.households.roster import ugly
from tests.households.roster.ugly import HEAD, LI, WANG, ZHANG, text, xlsx

TODAY = date(2026, 3, 2)


def read(data: bytes) -> Roster:
    return read_roster(data, TODAY)


@cache
def read_ugly(name: str) -> Roster:
    """What an ugly file is read as. Once: the bomb alone takes two seconds."""
    return read(getattr(ugly, name)())


def people(roster: Roster) -> list[str]:
    return [f"{row.row} {row.name} {row.address.label}" for row in roster.rows]


def problems(roster: Roster) -> list[str]:
    """One line a problem: sheet, row, column, code; a warning in brackets."""
    lines = []
    for problem in roster.problems:
        place = [problem.sheet, "" if problem.row is None else str(problem.row), problem.column, problem.code]
        line = " ".join(part for part in place if part)
        lines.append(f"({line})" if problem.severity is Severity.WARNING else line)
    return lines


# file → people, problems
REPORTS: dict[str, tuple[list[str], list[str]]] = {
    "gbk_csv": (["2 张三 3栋2单元501", "3 李四 3栋2单元502"], []),
    "semicolon_csv_with_bom": (["2 张三 3栋501", "3 李四 3栋501"], []),
    "tab_text_from_excel": (["2 张三 A座1203"], []),
    "quote_never_closed": (["2 张三 3栋501", "3 李四 3栋502", "4 王五 3栋503"], []),
    "title_rows_and_merged_header": (
        ["5 张三 3栋2单元501", "6 王五 3栋2单元502"],
        ["(7 row_skipped)", "(8 row_skipped)"],
    ),
    "merged_doors": (
        [
            "2 张三 兴华里3栋1单元101", "3 李四 兴华里3栋1单元101", "4 王五 兴华里3栋1单元102",
            "5 赵六 兴华里3栋2单元101",
        ],
        [],
    ),
    "blanks_below_the_first_person": (
        ["2 张三 3栋1单元101", "3 李四 3栋1单元101", "4 张小三 3栋1单元101", "5 王五 3栋1单元102", "9 孙八 4栋201"],
        [
            "(单元 group_filled)", "(楼栋 group_filled)", "(id_missing)", "(4 门牌 door_filled)",
            "6 门牌 door_missing", "8 门牌 door_missing",
        ],
    ),
    "one_cell_addresses": (
        [
            "2 甲人 3栋2单元501", "3 乙人 3栋2单元501", "4 丙人 3栋2单元501", "5 丁人 3栋2单元501",
            "6 戊人 兴华里3栋2单元501",           
            "7 己人 A座1203", "8 庚人 兴隆路12号之一502", "9 辛人 3栋负1层03", "10 壬人 河边铁皮房",
        ],
        ["(id_missing)", "(10 家庭住址 door_named)", "11 家庭住址 door_missing"],
    ),
    "excel_made_doors_into_dates": (["3 李四 3栋2单元501"], ["(id_missing)", "2 门牌 door_date"]),
    "destroyed_numbers": (
        ["2 张三 3栋501", "3 李四 3栋502", "4 王五 3栋503", "5 赵六 3栋504"],
        [
            "2 身份证号 id_destroyed", "3 身份证号 id_destroyed", "3 电话 phone_destroyed", "4 身份证号 id_destroyed",
            "5 身份证号 id_masked",
        ],
    ),
    "wrong_numbers": (
        [
            "2 张三 3栋501", "3 李四 3栋502", "4 王五 3栋503", "5 赵六 3栋504", "6 钱七 3栋505", "7 孙八 3栋506",
            "8 Anna Müller 3栋507", "9 周九 3栋508",
        ],
        [
            "2 证件号码 id_birth", "3 证件号码 id_length", "4 证件号码 id_checksum", "5 证件号码 id_shape",
            "(6 证件号码 id_lifted)", "(6 出生日期 birth_differs)", "(6 性别 sex_differs)",
            "(7 证件号码 id_other_kind)", "9 证件号码 id_length",
        ],
    ),
    "date_spellings": (
        [f"{n + 2} 人{chr(0x4E00 + n)} 3栋{n + 101}" for n in range(14)],
        [
            "(id_missing)", "12 出生年月 birth_unreadable", "13 出生年月 birth_unreadable", "14 出生年月 birth_future",
        ],
    ),
    "phones_as_people_write_them": (
        [f"{n + 2} 人{chr(0x4E00 + n)} 3栋{n + 101}" for n in range(13)],
        ["(id_missing)", "(8 联系方式 phone_local)", "(9 联系方式 phone_second)", "12 联系方式 phone_shape"],
    ),
    "the_same_people_twice": (
        ["2 张三 3栋501", "4 张三 4栋101", "5 张散 3栋501", "6 李四 3栋502", "8 李四 3栋502", "9 李四 3栋502"],
        [
            "(3 身份证号 row_twice)", "4 身份证号 id_two_doors", "5 身份证号 id_other_person", "(7 姓名 row_twice)",
            "(9 姓名 person_maybe_twice)",
        ],
    ),
    "only_a_header": ([], ["no_people"]),
    "no_header": ([], ["no_header"]),
    "several_sheets": (
        ["2 张三 3栋501", "3 王五 3栋502", "2 李四 4栋501"],
        [
            "(3栋 building_guessed)", "(填表说明 sheet_skipped)", "(字典 sheet_hidden)", "3栋 3 身份证号 id_length",
            "(4号楼 building_guessed)",
        ],
    ),
    "formulas": (["3 李四 3栋502"], ["2 住址 cell_formula", "3 电话 cell_error", "4 姓名 cell_formula",
    "(5 row_skipped)"]),
    "hidden_rows": (["2 张三 3栋501", "3 李四 3栋502", "4 王五 3栋503"], ["(rows_hidden)"]),
    "huge_cell": (["2 张三 3栋501"], ["2 备注 cell_long", "3 住址 address_long", "3 姓名 name_long"]),
    "note_at_the_end_of_the_world": ([], ["sheet_too_big"]),
    "unknown_and_doubled_columns": (
        ["2 张三 3栋501", "3 李四 3栋502"],
        ["(id_missing)", "(1 家庭地址 column_twice)", "(3 民族 word_unknown)"],
    ),
    "groups_in_free_text": ([f"{n + 2} 人{chr(0x4E00 + n)} 3栋{n + 101}" for n in range(11)], ["(id_missing)"]),
    "web_page_named_xls": (["4 张三 3栋501", "5 李四 3栋502"], []),
    "empty_doors": (["2 张三 3栋501"], ["(id_missing)", "(6 row_skipped)"]),
    "nobody_has_a_name": (
        ["3 张三、李四 3栋502", "4 12 3栋503", "5 张* 3栋503", "6 买买提·阿卜杜拉 3栋504", "7 张三2 3栋505"],
        [
            "(id_missing)", "2 姓名 name_missing", "3 姓名 name_several", "4 姓名 name_shape", "(5 住址 door_filled)",
            "5 姓名 name_shape", "(7 姓名 name_odd)",
        ],
    ),
    "headings_between_the_rows": (["3 张三 3栋501", "5 李四 4栋501", "7 王五 4栋502"], ["(building_guessed)"]),
    "bad_encoding": ([], ["file_encoding"]),
    "locked": ([], ["file_password"]),
    "cut_off": ([], ["file_corrupt"]),
    "bomb": ([], ["file_too_big"]),
    "word_document": ([], ["file_unknown"]),
}  # fmt: skip


@pytest.mark.parametrize(
    "name", [pytest.param(name, marks=pytest.mark.thorough if name == "bomb" else ()) for name in REPORTS]
)
def test_an_ugly_file_gives_its_report(name: str) -> None:
    expected_people, expected_problems = REPORTS[name]
    roster = read_ugly(name)
    assert people(roster) == expected_people
    assert problems(roster) == expected_problems


@pytest.mark.parametrize(
    ("data", "code"),
    [
        (b"", "file_empty"),
        (b"\xef\xbb\xbf\r\n \r\n", "file_empty"),
        (bytes(range(256)) * 8, "file_unknown"),
        (b"\x89PNG\r\n\x1a\n" + bytes(99), "file_unknown"),
        (b"%PDF-1.7 ...", "file_unknown"),
        (b"PK\x03\x04 not a zip", "file_corrupt"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(2048), "file_corrupt"),
        (b"<html><body>404</body></html>", "file_unknown"),
    ],
)
def test_what_is_no_table_is_told_in_one_problem(data: bytes, code: str) -> None:
    assert problems(read(data)) == [code]


def test_a_missing_file_is_told_in_one_problem(tmp_path: Path) -> None:
    assert problems(read_roster(tmp_path / "没有.xlsx", TODAY)) == ["file_missing"]


def test_a_wrong_extension_does_not_matter(tmp_path: Path) -> None:
    file = tmp_path / "花名册.csv"
    file.write_bytes(ugly.gbk_xlsx())
    assert people(read_roster(file, TODAY)) == ["2 张三 3栋501"]
    assert read_roster(file, TODAY).file_name == "花名册.csv"


@pytest.mark.thorough
def test_every_sentence_of_a_report_says_its_values() -> None:
    """No message is left with an unfilled {place}."""
    for name in REPORTS:
        for problem in read_ugly(name).problems:
            assert "{" not in problem.message
            assert problem.message.endswith("。")


@pytest.mark.thorough
def test_every_code_has_a_file_that_shows_it() -> None:
    seen = {problem.code for name in REPORTS for problem in read_ugly(name).problems}
    elsewhere = {
        "file_missing", "file_empty", "too_many_people", "document_long", "date_unreadable", "door_no_room", "grid_new",
    }  # fmt: skip
    assert set(MESSAGES) - seen == elsewhere


def test_a_villa_is_a_door_without_a_room_and_a_bad_verification_date_is_told() -> None:
    roster = read(xlsx(["姓名", "住址", "证件类型", "证件号", "核实时间"], ["张三", "3栋", "护照", "E" * 40, "去年"]))
    assert problems(roster) == [
        "(2 住址 door_no_room)", "2 证件号 document_long", "2 核实时间 date_unreadable",
    ]  # fmt: skip


def test_the_mapping_of_columns_is_shown() -> None:
    roster = read(ugly.unknown_and_doubled_columns())
    columns = roster.as_json()["sheets"][0]["columns"]
    assert [(c["column"], c["title"], c["read_as"]) for c in columns] == [
        ("A", "序号", ""), ("B", "姓名", "姓名"), ("C", "血脂", ""), ("D", "住址", "住址"), ("E", "户籍地址", "户籍地"),
        ("F", "家庭地址", ""), ("G", "是否独居", "是否独居"), ("H", "残疾等级", "残疾等级"), ("I", "低保户", "低保户"),
        ("J", "备注", "备注"), ("K", "民族", "民族"), ("L", "婚姻状况", "婚姻"),
    ]  # fmt: skip


def test_the_json_report_counts_people_households_and_doors() -> None:
    report = read(ugly.merged_doors()).as_json()
    assert (report["people"], report["households"], report["doors"], report["errors"]) == (4, 3, 3, 0)


def test_progress_is_told_and_ends_at_the_end() -> None:
    told: list[tuple[int, int]] = []
    rows = [(f"人{n}", "", "", f"3-{n + 100}") for n in range(1200)]
    read_roster(text(HEAD, *rows), TODAY, progress=lambda done, total: told.append((done, total)))
    assert told == [(500, 1201), (1000, 1201), (1201, 1201)]


def test_groups_of_the_communitys_own_list_are_found_by_name() -> None:
    data = xlsx(["姓名", "身份证号", "住址", "人员类别"], ["张三", ZHANG, "3-501", "爱心食堂用户、独居"])
    roster = read_roster(data, TODAY, care_groups={"爱心食堂用户": "canteen"})
    assert roster.rows[0].care == ("canteen", "elder_alone")


def test_blank_says_nothing_and_none_says_there_is_none() -> None:
    head = ["姓名", "身份证号", "住址", "电话", "户籍地"]
    roster = read(xlsx(head, ["张三", ZHANG, "3-501", "", ""], ["李四", LI, "3-502", "无", "/"]))
    assert [(row.phone, row.registered_at) for row in roster.rows] == [(None, None), ("", None)]


def test_second_head_behind_a_door_begins_a_second_household() -> None:
    head = ["门牌", "姓名", "身份证号", "与户主关系"]
    roster = read(
        xlsx(head, ["3-501", "张三", ZHANG, "户主"], ["3-501", "李四", LI, "户主"], ["3-501", "王五", WANG, "子"])
    )
    assert [row.household for row in roster.rows] == [0, 1, 1]


def test_any_bytes_are_answered_with_a_report() -> None:
    from hypothesis import given
    from hypothesis import strategies as st

    @given(st.one_of(st.binary(max_size=400), st.text(alphabet="姓名,住址;\t3-501\n\r\"身份证号'", max_size=200)))
    def answered(data: bytes | str) -> None:
        roster = read(data if isinstance(data, bytes) else data.encode())
        assert roster.rows or roster.empty_doors or roster.problems

    answered()
