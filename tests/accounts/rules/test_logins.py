"""What may be an account name and a password."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.accounts.rules.logins import LOGIN, check_login, check_password, clean_login, countable
from app.shared.errors import Refused


@pytest.mark.parametrize(
    ("typed", "login"),
    [
        ("zhang", "zhang"),
        ("  Zhang ", "zhang"),
        ("ＺＨＡＮＧ１", "zhang1"),  # full width
        ("张姐", "张姐"),
        ("zhang.jie@street-3", "zhang.jie@street-3"),
        ("13900001111", "13900001111"),
    ],
)
def test_one_person_has_one_name_however_they_type_it(typed: str, login: str) -> None:
    assert check_login(typed) == login


@pytest.mark.parametrize("typed", ["", " ", "a", "a b", "a/b", "<b>", "x" * 65, "a\nb", "张 姐", "a;b", "\0\0"])
def test_a_name_that_cannot_be(typed: str) -> None:
    with pytest.raises(Refused) as error:
        check_login(typed)
    assert (error.value.code, error.value.field) == ("bad_login", "login")


@given(st.text(max_size=80))
def test_cleaning_a_name_twice_changes_nothing(typed: str) -> None:
    assert clean_login(clean_login(typed)) == clean_login(typed)


@pytest.mark.parametrize(
    ("password", "code"),
    [
        ("", "short_password"),
        ("1234567", "short_password"),
        ("12345678", "common_password"),
        ("PassWord", "common_password"),
        ("aaaaaaaaaa", "common_password"),
        ("abababab", "common_password"),
        ("zhang.jie", "common_password"),  # the name itself
        ("x1" + "y" * 300, "long_password"),
    ],
)
def test_a_password_that_is_guessed_at_once(password: str, code: str) -> None:
    with pytest.raises(Refused) as error:
        check_password(password, "zhang.jie")
    assert (error.value.code, error.value.field) == (code, "password")


@pytest.mark.parametrize("password", ["lin-ju-2026", "correct horse battery staple", "春天的花开在江边", "p4ss phrase"])
def test_a_password_that_will_do(password: str) -> None:
    check_password(password, "zhang")


@given(st.text(max_size=200))
def test_whatever_is_typed_is_counted_under_a_short_harmless_name(typed: str) -> None:
    name = countable(clean_login(typed))
    assert 2 <= len(name) <= 64
    assert LOGIN.fullmatch(name.removeprefix("?"))
