"""One phone that checks in many is shown to staff; nobody is refused."""

from __future__ import annotations

from app.events.rules.abuse import many_from_one, together


def test_from_the_fifth_on_all_of_them_are_shown() -> None:
    browsers = {1: "a", 2: "a", 3: "a", 4: "a", 5: "b", 6: None, 7: None, 8: None, 9: None, 10: None}
    assert many_from_one(browsers, 5) == set()
    assert many_from_one(browsers | {11: "a"}, 5) == {1, 2, 3, 4, 11}


def test_flags_are_told_once() -> None:
    assert together(["full"], ["many_from_one", "full"]) == ["full", "many_from_one"]
