from __future__ import annotations

import pytest
from sqlmodel import Session

from app.shared.errors import NotFound
from app.volunteers.models import SwapKind
from app.volunteers.service.offers import offers_for, swaps_of
from app.volunteers.service.swapping import offer, take
from tests.cast import Cast
from tests.conftest import NOW
from tests.volunteers.people import DAY, HOUR, actor, need, put, shift, volunteer

SOON = NOW + 4 * DAY


def test_only_what_somebody_could_take_is_offered_to_them(session: Session, cast: Cast) -> None:
    one, two, busy = (volunteer(session, cast, f"王{n}", n) for n in range(3))
    made = shift(session, cast, SOON)
    offer(session, one, put(session, one, made).id, NOW)
    nurse = shift(session, cast, SOON + DAY, needs=[need(skill="nurse")])
    offer(session, one, put(session, one, nurse).id, NOW)
    put(session, busy, shift(session, cast, SOON + HOUR))
    assert [one.shift.id for one in offers_for(session, two, NOW)] == [made.id]
    assert offers_for(session, two, NOW)[0].giver == "王0"
    assert offers_for(session, busy, NOW) == []
    assert offers_for(session, one, NOW) == []
    assert offers_for(session, two, SOON - HOUR) == []


def test_two_who_look_for_a_swap_are_found_first(session: Session, cast: Cast) -> None:
    one, two, other = (volunteer(session, cast, f"王{n}", n) for n in range(3))
    rows = [put(session, me, shift(session, cast, SOON + at * DAY)) for at, me in enumerate((one, two, other))]
    offer(session, one, rows[0].id, NOW, kind=SwapKind.SWAP)
    offer(session, two, rows[1].id, NOW, kind=SwapKind.SWAP)
    offer(session, other, rows[2].id, NOW)  # gives it away
    found = offers_for(session, one, NOW)
    assert [(one.giver, one.found, [mine.id for mine, _ in one.against]) for one in found] == [
        ("王1", True, [rows[0].id]), ("王2", False, []),
    ]  # fmt: skip
    assert [one.found for one in offers_for(session, other, NOW)] == [False, False]  # looks for none


def test_coordinators_see_what_can_still_be_undone(session: Session, cast: Cast) -> None:
    one, two = volunteer(session, cast, "王一"), volunteer(session, cast, "王二", 2)
    swap = offer(session, one, put(session, one, shift(session, cast, SOON)).id, NOW)
    who = actor(session, cast.cadre)
    assert [(row.giver, row.taker, row.can_veto) for row in swaps_of(session, who, cast.hupan.id, NOW)] == [
        ("王一", "", False),
    ]  # fmt: skip
    take(session, two, swap.id, NOW)
    assert [(row.taker, row.can_veto) for row in swaps_of(session, who, cast.hupan.id, NOW)] == [("王二", True)]
    assert [row.can_veto for row in swaps_of(session, who, cast.hupan.id, NOW + 2 * DAY)] == [False]
    with pytest.raises(NotFound):
        swaps_of(session, actor(session, cast.far_cadre), cast.hupan.id, NOW)
