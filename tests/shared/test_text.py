"""Text from outside is made fit to be kept."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.shared.text import Carried, Said, clean_text, every_text, one_line, storable, whole_text


@pytest.mark.parametrize(
    ("typed", "kept"), [(" 张姐 ", "张姐"), ("a\0b\nc", "abc"), ("\ud800x", "x"), ("x" * 99, "x" * 9), ("\t", "")]
)
def test_a_line_of_text_has_no_control_characters(typed: str, kept: str) -> None:
    assert one_line(typed, 9) == kept


@given(st.text(alphabet=st.characters(), max_size=40))
def test_clean_text_is_clean_once_and_for_all(text: str) -> None:
    clean = clean_text(text)
    assert clean_text(clean) == clean == whole_text(clean)
    assert not set(clean) & {"\0", "\x1b", "\ufffe", "\ud800"}
    clean.encode()  # raises nothing


@given(st.text(max_size=40).filter(lambda text: "\0" not in text))
def test_what_a_database_can_keep_stays_as_it_is(text: str) -> None:
    assert storable(text) == text


def test_every_text_of_a_body_is_reached_and_nothing_else() -> None:
    body = {"a\0": ["\0b", {"c": ("\0d", 1, None, 2.5, True)}]}
    assert every_text(body, clean_text) == {"a": ["b", {"c": ("d", 1, None, 2.5, True)}]}


def test_what_people_fill_in_is_clean_and_what_is_hashed_is_whole() -> None:
    class Filled(Said):
        text: str

    class Hashed(Carried):
        text: str

    assert Filled.model_validate({"text": "好\0\ud800"}).text == "好\ufffd"
    assert Hashed.model_validate({"text": "好\0\ud800"}).text == "好\0\ufffd"
