"""Identity numbers and phones."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.households.identity import (
    IdentityError,
    Sex,
    check_character,
    clean_document_number,
    mask_identity,
    mask_phone,
    normalise_phone,
    read_identity,
)

TODAY = date(2026, 3, 2)
GOOD = "11010519491231002X"  # the example of GB 11643

NUMBERS = st.builds(
    lambda born, sequence: f"350206{born:%Y%m%d}{sequence:03d}",
    st.dates(date(1900, 1, 1), TODAY),
    st.integers(0, 999),
).map(lambda first: first + check_character(first))


def code_of(text: str) -> str:
    with pytest.raises(IdentityError) as refused:
        read_identity(text, TODAY)
    return refused.value.code


def test_the_standards_own_example_is_valid() -> None:
    identity = read_identity(GOOD, TODAY)
    assert (identity.number, identity.birth_date, identity.sex) == (GOOD, date(1949, 12, 31), Sex.FEMALE)


@pytest.mark.parametrize(
    "typed",
    [
        "11010519491231002x",
        "１１０１０５１９４９１２３１００２Ｘ",
        "110105 19491231 002X",
        "'11010519491231002X",
        "110105-19491231-002Х",
    ],
)
def test_a_number_is_read_as_people_type_it(typed: str) -> None:
    assert read_identity(typed, TODAY).number == GOOD


@given(NUMBERS)
def test_a_number_tells_its_birth_date(number: str) -> None:
    assert f"{read_identity(number, TODAY).birth_date:%Y%m%d}" == number[6:14]


@given(NUMBERS, st.integers(0, 17), st.integers(1, 9))
def test_one_wrong_digit_is_always_found(number: str, place: int, shift: int) -> None:
    """ISO 7064 MOD 11-2 finds every single substitution."""
    if number[place] == "X":
        wrong = number[:place] + str(shift)
    else:
        wrong = number[:place] + str((int(number[place]) + shift) % 10) + number[place + 1 :]
    with pytest.raises(IdentityError):
        read_identity(wrong, TODAY)


@given(NUMBERS, st.integers(0, 16))
def test_two_neighbouring_digits_swapped_are_always_found(number: str, place: int) -> None:
    swapped = number[:place] + number[place + 1] + number[place] + number[place + 2 :]
    if swapped != number:
        with pytest.raises(IdentityError):
            read_identity(swapped, TODAY)


def test_an_old_number_of_fifteen_digits_is_lifted_to_eighteen() -> None:
    assert read_identity("110105491231002", TODAY).number == GOOD


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("3.50206E+17", "id_destroyed"), ("3.5020619580312e+17", "id_destroyed"),
        ("350206195803120000", "id_destroyed"),
        ("350206********0017", "id_masked"), ("1101051949123100", "id_length"), ("", "id_length"),
        ("1101051949123100OX", "id_shape"), ("110105194913310021", "id_birth"), ("110105209912310021", "id_birth"),
        ("110105170012310021", "id_birth"), ("110105194912310021", "id_checksum"),
    ],
)  # fmt: skip
def test_a_wrong_number_says_what_is_wrong(text: str, code: str) -> None:
    assert code_of(text) == code


def test_masking_keeps_region_and_last_four() -> None:
    assert mask_identity(GOOD) == "110105********002X"
    assert mask_identity("H12345678") == "H******78"
    assert mask_identity("H1") == "**"


def test_another_document_is_only_tidied() -> None:
    assert clean_document_number(" h1234 5678 ") == "H12345678"


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        ("13800138000", "13800138000"), ("138 0013 8000", "13800138000"), ("138-0013-8000", "13800138000"),
        ("１３８００１３８０００", "13800138000"),
        ("+86 138 0013 8000", "13800138000"), ("008613800138000", "13800138000"),
        ("0592-5512345", "0592-5512345"), ("05925512345", "0592-5512345"),
        ("(0592)5512345", "0592-5512345"),
        ("010 62345678", "010-62345678"),
        ("+86-0592-5512345", "0592-5512345"),
        ("0592-5512345转801", "0592-5512345-801"),
        ("5512345", "5512345"), ("+852 9123 4567", "+85291234567"), ("00886912345678", "+886912345678"),
       
        ("1380013800", None), ("138001380001", None), ("12345", None), ("无", None), ("", None),
        ("01234567890123", None),
    ],
)  # fmt: skip
def test_a_phone_number_is_kept_in_one_form(typed: str, kept: str | None) -> None:
    assert normalise_phone(typed) == kept


@given(st.from_regex(r"1[3-9]\d{9}", fullmatch=True))
def test_a_kept_number_stays_as_it_is(number: str) -> None:
    if number.isascii():
        assert normalise_phone(number) == number


def test_masking_a_phone_keeps_three_and_four() -> None:
    assert mask_phone("13800138000") == "138****8000"
    assert mask_phone("5512345") == "*****45"
