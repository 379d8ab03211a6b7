"""Which two records may be one person."""

from __future__ import annotations

from dataclasses import replace
from datetime import date
from time import perf_counter
from uuid import UUID

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.rules.duplicates import MOST_ALIKE, Reason, Record, compare, plain_name, possible_twins

DAY, OTHER_DAY = date(1980, 5, 6), date(1981, 5, 6)
R = Reason


def record(n: int, name: str = "陈小明", *, home: int = 0, **known: object) -> Record:
    return Record(UUID(int=n), UUID(int=1000 + (home or n)), name, **known)  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("one", "other", "confidence", "reasons"),
    [
        (record(1, identity="x"), record(2, "别人", identity="x"), "sure", {R.IDENTITY}),
        (record(1, born_on=DAY), record(2, born_on=DAY), "sure", {R.NAME, R.BIRTHDAY}),
        (record(1, phone="p"), record(2, phone="p"), "likely", {R.NAME, R.PHONE}),
        (record(1, home=1), record(2, home=1), "likely", {R.NAME, R.DOOR}),
        (record(1, "陈晓明", born_on=DAY), record(2, "陈小明", born_on=DAY), "possible", {R.SOUND, R.BIRTHDAY}),
        (
            record(1, "陈晓明", born_on=DAY, home=1), record(2, "陈小明", born_on=DAY, home=1), "likely",
            {R.SOUND, R.BIRTHDAY, R.DOOR},
        ),
        (record(1, "陈小明（租客）", phone="p"), record(2, phone="p"), "likely", {R.NAME, R.PHONE}),
        (record(1, born_on=DAY, sex="男"), record(2, born_on=DAY, sex="女"), "possible", {R.NAME, R.BIRTHDAY}),
        (record(1, phone="p", born_on=DAY), record(2, phone="p", born_on=OTHER_DAY), "possible", {R.NAME, R.PHONE}),
    ],
)  # fmt: skip
def test_records_that_may_be_one_person_are_shown_with_the_reasons(
    one: Record, other: Record, confidence: str, reasons: set[Reason]
) -> None:
    pair = compare(one, other)
    assert pair is not None
    assert (pair.confidence, set(pair.reasons)) == (confidence, reasons)
    assert possible_twins([one, other]) == [pair]


@pytest.mark.parametrize(
    ("one", "other"),
    [
        (record(1), record(2)),  # a common name alone is nothing
        (record(1, born_on=DAY, identity="x"), record(2, born_on=DAY, identity="y")),  # two numbers: two people
        (record(1, "陈子轩", born_on=DAY, home=1), record(2, "陈子涵", born_on=DAY, home=1)),  # real twins
        (record(1, "张伟", home=1), record(2, "李伟", home=1)),
        (record(1, "张伟"), record(2, "张玮")),  # two characters that sound alike, and nothing else
        (record(1, born_on=DAY), record(2, born_on=OTHER_DAY)),
        (record(1, home=1, born_on=DAY), record(2, home=1, born_on=OTHER_DAY)),  # a name handed down
        (record(1, "陈大明", phone="p"), record(2, "陈小明", phone="p")),  # father and son share a phone
    ],
)
def test_records_of_two_people_are_left_alone(one: Record, other: Record) -> None:
    assert compare(one, other) is None
    assert possible_twins([one, other]) == []


def test_a_key_that_half_the_town_shares_is_no_hint() -> None:
    crowd = [record(n, phone="switchboard") for n in range(1, MOST_ALIKE + 2)]
    assert possible_twins(crowd) == []


def test_the_surest_pair_comes_first_and_each_pair_once() -> None:
    people = [
        record(1, born_on=DAY, identity="x", phone="p"),
        record(2, born_on=DAY, identity="x", phone="p"),
        record(3, phone="p"),
    ]
    pairs = possible_twins(people)
    assert [(p.first.int, p.second.int) for p in pairs] == [(1, 2), (1, 3), (2, 3)]


facts = st.fixed_dictionaries(
    {
        "born_on": st.sampled_from([None, DAY, OTHER_DAY]),
        "identity": st.sampled_from([None, "x", "y"]),
        "phone": st.sampled_from([None, "p", "q"]),
        "sex": st.sampled_from(["", "男", "女"]),
    }
)
names = st.sampled_from(["陈小明", "陈晓明", "陈大明", "张伟", "张玮", "陈小明（租客）"])


@given(names, names, facts, facts, st.booleans())
def test_comparing_has_no_direction(name: str, other: str, a: dict, b: dict, together: bool) -> None:
    one, two = record(1, name, home=1, **a), record(2, other, home=1 if together else 2, **b)
    assert compare(one, two) == compare(two, one)
    pair = compare(one, two)
    assert pair is None or (60 <= pair.score <= 100 and pair.reasons)


@given(names, facts)
def test_every_pair_that_compares_is_also_found(name: str, known: dict) -> None:
    one = record(1, name, home=1, **known)
    two = replace(one, id=UUID(int=2))
    assert [p.score for p in possible_twins([one, two])] == [compare(one, two).score]  # type: ignore[union-attr]


@pytest.mark.parametrize(
    ("name", "plain"), [("陈 小明", "陈小明"), ("陈小明(租客)", "陈小明"), ("古丽·买买提", "古丽买买提")]
)
def test_what_offices_add_to_a_name_is_no_part_of_it(name: str, plain: str) -> None:
    assert plain_name(name) == plain


def test_twenty_thousand_records_take_less_than_a_second_or_two() -> None:
    people = [
        record(n, f"王{chr(0x4E00 + n % 400)}", home=n // 5 + 1, phone=f"p{n % 9000}", identity=f"i{n}")
        for n in range(1, 20_001)
    ]
    start = perf_counter()
    possible_twins(people)
    assert perf_counter() - start < 3
