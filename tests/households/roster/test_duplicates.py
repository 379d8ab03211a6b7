"""The same person twice."""

from __future__ import annotations

from datetime import date

from app.households.address import Address
from app.households.roster.duplicates import without_duplicates
from app.households.roster.rows import RosterRow

HOME = Address(building="3", room="501")
ELSEWHERE = Address(building="4", room="101")


def row(number: int, name: str, address: Address = HOME, **values: object) -> RosterRow:
    return RosterRow("", number, name, address, **values)  # type: ignore[arg-type]


def codes(*rows: RosterRow) -> list[tuple[int | None, str]]:
    return [(problem.row, problem.code) for problem in without_duplicates(list(rows))[1]]


def test_one_number_is_one_person() -> None:
    first = row(2, "张三", identity_no="1")
    assert codes(first, row(3, "张三", identity_no="1")) == [(3, "row_twice")]
    assert codes(first, row(3, "张散", identity_no="1")) == [(3, "id_other_person")]
    assert codes(first, row(3, "张三", ELSEWHERE, identity_no="1")) == [(3, "id_two_doors")]


def test_namesakes_with_other_numbers_or_birthdays_are_two_people() -> None:
    assert codes(row(2, "张三", identity_no="1"), row(3, "张三", identity_no="2")) == []
    kept, problems = without_duplicates(
        [row(2, "张三", born_on=date(1950, 1, 1)), row(3, "张三", born_on=date(1980, 1, 1))]
    )
    assert (len(kept), problems) == (2, [])


def test_a_row_without_any_sign_of_its_own_is_read_once() -> None:
    kept, problems = without_duplicates([row(2, "张三"), row(3, "张三"), row(4, "张三", ELSEWHERE)])
    assert [r.row for r in kept] == [2, 4]
    assert [problem.code for problem in problems] == ["row_twice"]
