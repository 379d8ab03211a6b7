"""What looks odd is shown to staff; nobody is refused for it, and nobody can fill their list."""

from __future__ import annotations

from uuid import UUID

from hypothesis import given
from hypothesis import strategies as st

from app.events.rules.abuse import STRANGERS, TO_LOOK_AT, many_from_one, relayed, same_again, together
from app.events.rules.admission import LETS_IN, Verdict

LIN, CHEN = UUID(int=1), UUID(int=2)


def test_from_the_fifth_on_all_of_them_are_shown() -> None:
    browsers = {1: "a", 2: "a", 3: "a", 4: "a", 5: "b", 6: None, 7: None, 8: None, 9: None, 10: None}
    assert many_from_one(browsers, 5) == set()
    assert many_from_one(browsers | {11: "a"}, 5) == {1, 2, 3, 4, 11}


def test_one_photograph_that_many_phones_opened_too_late_is_shown_and_a_crowd_before_the_wall_is_not() -> None:
    crowd = dict.fromkeys(range(100))
    assert relayed(crowd, 5) == set()
    assert relayed(crowd | {200 + n: 77 for n in range(4)} | {300: 78}, 5) == set()
    assert relayed(crowd | {200 + n: 77 for n in range(5)} | {300: 78}, 5) == {200, 201, 202, 203, 204}


@given(st.dictionaries(st.integers(), st.none() | st.sampled_from("abc")), st.integers(2, 6))
def test_nobody_is_flagged_alone_and_nobody_without_a_sign(browsers: dict[int, str | None], limit: int) -> None:
    odd = many_from_one(browsers, limit)
    for one in odd:
        assert sum(browsers[one] == browser for browser in browsers.values()) >= limit
        assert browsers[one] is not None


def test_flags_are_told_once() -> None:
    assert together(["full"], ["many_from_one", "full"]) == ["full", "many_from_one"]


def test_a_lost_card_is_one_thing_whoever_shows_it_and_another_one_is_another() -> None:
    lost = same_again("revoked", LIN, None, "1.2.3.4")
    assert lost == same_again("revoked", LIN, None, "5.6.7.8")
    assert len({lost, same_again("revoked", CHEN, None, "1.2.3.4"), same_again("already", LIN, None, "1.2.3.4")}) == 3


def test_an_outdated_code_of_the_wall_is_one_thing_whoever_sends_it() -> None:
    assert same_again("expired", None, 7, "1.2.3.4") == same_again("expired", None, 7, "5.6.7.8")
    assert same_again("expired", None, 7, "") != same_again("expired", None, 8, "")


@given(st.sets(st.text(), max_size=300), st.sampled_from(["unknown", "forged"]))
def test_however_many_places_somebody_tries_from_the_list_stays_short(places: set[str], code: str) -> None:
    assert len({same_again(code, None, None, place) for place in places}) <= STRANGERS


def test_only_refusals_are_kept_for_staff_and_none_that_is_about_staff() -> None:
    assert not TO_LOOK_AT & LETS_IN
    assert Verdict.STAFF not in TO_LOOK_AT, "who works here is not watched"
