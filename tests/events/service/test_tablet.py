"""The tablet finds who is there and tells nobody who lives here."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app.accounts.rules.throttle import ADDRESS_FREE
from app.events.models import Event
from app.events.service.people import Caller
from app.events.service.signing import sign_up
from app.events.service.tablet import MOST, Match, find_at_tablet
from app.shared.errors import NotFound, Refused, TooMany
from tests.cast import Cast
from tests.conftest import NOW
from tests.events.events import actor, event, family, resident


def find(session: Session, cast: Cast, on: Event, typed: str, role: str = "cadre") -> list[Match]:
    return find_at_tablet(session, actor(session, getattr(cast, role)), on.id, typed, "tablet-1", NOW)


def test_a_whole_name_is_found_and_shown_masked(session: Session, cast: Cast) -> None:
    (match,) = find(session, cast, event(session, cast), "陈 大文")
    assert (match.person_id, match.name, match.hint, match.expected) == (cast.chen_da.id, "陈**", "2栋", False)


@pytest.mark.parametrize("typed", ["陈", "陈大", "大文", "陈%", "_大文"])
def test_half_a_name_finds_nobody(session: Session, cast: Cast, typed: str) -> None:
    on = event(session, cast)
    try:
        assert find(session, cast, on, typed) == []
    except Refused as refused:
        assert refused.field == "text"


@pytest.mark.parametrize("typed", ["", "1", "12345", "138000000001"])
def test_numbers_are_the_last_four_and_nothing_else(session: Session, cast: Cast, typed: str) -> None:
    with pytest.raises(Refused):
        find(session, cast, event(session, cast), typed)


def test_four_digits_find_a_phone_or_an_identity_number(session: Session, cast: Cast) -> None:
    person = resident(session, cast.lin_home, "王芳", 4321)
    cast.chen_da.identity_last4 = "432X"
    session.flush()
    on = event(session, cast)
    assert [match.person_id for match in find(session, cast, on, "4321")] == [person.id]
    assert [match.person_id for match in find(session, cast, on, "432x")] == [cast.chen_da.id]


def test_who_is_expected_comes_first_and_guests_are_found_too(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    resident(session, cast.lin_home, "王芳", 1)
    sign_up(session, Caller(), on.id, family("王芳", 2), NOW)
    found = find(session, cast, on, "王芳")
    assert [(match.person_id is None, match.expected) for match in found] == [(True, True), (False, False)]


def test_never_a_long_list(session: Session, cast: Cast) -> None:
    for number in range(20):
        resident(session, cast.lin_home, "李娜", number)
    assert len(find(session, cast, event(session, cast), "李娜")) == MOST


def test_trying_names_slows_the_tablet_down(session: Session, cast: Cast) -> None:
    on = event(session, cast)
    for _ in range(ADDRESS_FREE):
        find(session, cast, on, "没有的人")
    with pytest.raises(TooMany):
        find(session, cast, on, "陈大文")


@pytest.mark.parametrize("role", ["far_cadre", "leader", "volunteer", "resident", "supervisor", "auditor", "stranger"])
def test_others_find_nobody(session: Session, cast: Cast, role: str) -> None:
    with pytest.raises(NotFound):
        find(session, cast, event(session, cast), "陈大文", role)
