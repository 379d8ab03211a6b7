"""The letters of a pass survive being written down, read aloud, typed and scanned."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.passes.rules.codes import LETTERS, SHORT, TOKEN, Read, digest, draw, grouped, read_pass, short_digest

CODES = st.text(LETTERS, min_size=TOKEN, max_size=TOKEN)


def test_the_alphabet_has_31_letters_and_none_that_looks_like_another() -> None:
    assert len(set(LETTERS)) == len(LETTERS) == 31
    assert not set(LETTERS) & set("01OIL")


@given(st.binary(min_size=40, max_size=80))
def test_letters_are_drawn_without_bias(drawn: bytes) -> None:
    code = draw(TOKEN, bytes(byte % 248 for byte in drawn))
    assert len(code) == TOKEN and set(code) <= set(LETTERS)
    assert draw(1, b"\xff\xf8\x00") == LETTERS[0]  # 248 and above would make the first letters likelier


def test_too_few_bytes_are_noticed() -> None:
    with pytest.raises(ValueError, match="too few"):
        draw(TOKEN, b"\xff" * 40)


@given(CODES)
def test_a_token_is_read_from_an_address_and_however_it_is_typed(code: str) -> None:
    ways = (code, code.lower(), grouped(code), f" {grouped(code).lower()} ", f"https://x.example/p/{code}",
            f"http://localhost:8000/p/{code.lower()}?x=1#y")  # fmt: skip
    for typed in ways:
        assert read_pass(typed) == Read(token=code)


@given(st.text(LETTERS, min_size=SHORT, max_size=SHORT))
def test_six_letters_are_a_short_code(code: str) -> None:
    assert read_pass(grouped(code).lower()) == Read(short_code=code)


def test_full_width_letters_are_read_as_letters() -> None:
    assert read_pass("ＡＢＣＤＥＦ") == read_pass("ａｂｃｄｅｆ") == Read(short_code="ABCDEF")


@pytest.mark.parametrize("text", ["", "ABCDE", "ABCDEF0", "O0O0O0", "https://x.example/q/ABCDEFGHJKMNPQRS", "王芳"])
def test_anything_else_is_no_pass(text: str) -> None:
    assert not read_pass(text)


@given(st.text(max_size=60))
def test_no_text_is_too_strange_to_read(text: str) -> None:
    read = read_pass(text)
    assert len(read.token) in (0, TOKEN) and len(read.short_code) in (0, SHORT)


def test_digests_tell_passes_apart() -> None:
    assert len({digest("A"), digest("B"), short_digest("1", "A"), short_digest("2", "A")}) == 4
