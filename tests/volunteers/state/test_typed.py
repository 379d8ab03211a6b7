"""What is typed is read as a person means it; what cannot be read is said all at once, below its field."""

from __future__ import annotations

from datetime import date, time

import pytest

from app.shared.errors import Invalid, Refused
from app.volunteers.state.typed import Typed, by_field


def test_a_form_is_read_field_by_field() -> None:
    typed = Typed({"n": "１２", "day": "2026-03-04", "hour": "09:30", "km": "-0.3", "on": "on", "word": " 好 "})
    assert (typed.number("n"), typed.day("day"), typed.hour("hour")) == (12, date(2026, 3, 4), time(9, 30))
    assert (typed.decimal("km"), typed.ticked("on"), typed.words("word")) == (-0.3, True, "好")
    assert (typed.number("none"), typed.decimal("none"), typed.day("none", needed=False)) == (None, None, None)
    typed.check()


@pytest.mark.parametrize("form", [None, [], {"n": 3, 4: "x"}])
def test_what_is_no_form_is_empty(form: object) -> None:
    typed = Typed(form)
    assert (typed.words("n"), typed.number("n"), typed.names("count_")) == ("", None, [])


def test_everything_that_cannot_be_read_is_said_at_once() -> None:
    typed = Typed({"n": "many", "day": "0001-01-01", "hour": "25:00", "km": "far", "kind": "x"})
    typed.number("n"), typed.day("day"), typed.hour("hour"), typed.decimal("km"), typed.one_of("kind", ("a", "b"))
    with pytest.raises(Invalid) as told:
        typed.check()
    assert set(by_field(told.value, "title")[0]) == {"n", "day", "hour", "km", "kind"}


def test_a_sentence_stands_below_the_field_that_is_on_the_screen() -> None:
    def named(field: str | None) -> set[str]:
        return set(by_field(Refused("x", "请选一项。", field=field), "title")[1])

    assert named("needs.3.count") == {"count"} and named("needs") == {"role"} and named("counts.接待") == {"counts"}
    assert named("starts_at") == {"starts"} and named("y_km") == {"north"} and named(None) == {"title"}
