"""Limits, states and codes of complaints and suggestions."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from app.feedback.rules import CODE_LENGTH, LETTERS, Standing, clean_code, grouped, new_code, standing, too_many

DAY = datetime(2026, 3, 2, tzinfo=UTC)


@pytest.mark.parametrize(
    ("count", "signed_in", "waits"), [(19, True, False), (20, True, True), (199, False, False), (200, False, True)]
)
def test_unsigned_notes_share_a_larger_brake(count: int, signed_in: bool, waits: bool) -> None:
    assert too_many(count, signed_in) is waits


@pytest.mark.parametrize(
    ("answered", "closed", "state"),
    [
        (None, None, Standing.WAITING),
        (DAY, None, Standing.ANSWERED),
        (DAY, DAY, Standing.CLOSED),
        (None, DAY, Standing.CLOSED),
    ],
)
def test_a_note_is_closed_answered_or_waits(
    answered: datetime | None, closed: datetime | None, state: Standing
) -> None:
    assert standing(answered, closed) is state


@given(st.binary(min_size=CODE_LENGTH, max_size=CODE_LENGTH))
def test_a_code_survives_being_written_down_and_typed_again(drawn: bytes) -> None:
    code = new_code(drawn)
    assert len(code) == CODE_LENGTH
    assert set(code) <= set(LETTERS)
    assert clean_code(grouped(code).lower()) == code
    assert clean_code(f"查询码：{grouped(code)} ") == code


def test_no_letter_is_taken_for_another() -> None:
    assert not set(LETTERS) & set("01OILU")
