"""On two phones seats are swapped; what has happened to a seat without their doing is said until it begins."""

from __future__ import annotations

from uuid import UUID

from sqlmodel import Session, select

from app.accounts.service import actor_of
from app.events.service.people import Caller
from app.shared.clock import now
from app.shared.db import transaction
from app.volunteers.models import Swap
from app.volunteers.service.seating import take_out
from app.volunteers.service.signing import sign_up
from app.volunteers.service.swapping import veto
from app.volunteers.service.who import me_of
from app.volunteers.state.mine import MineState
from tests.volunteers.state.conftest import Phone
from tests.volunteers.state.test_mine import joined_too


def have_seats(phone: Phone) -> tuple[str, str, str]:
    """何秀英 in three days, 苏建国 in five. Returns both seats and the code of 苏建国."""
    other = joined_too(phone)
    mine = phone.ask(phone.shift(72))
    phone.press(MineState, "accept", mine)
    need = phone.shift(120)
    with transaction(phone.desk.engine) as session:
        theirs = _signed(session, other, need)
    return mine, str(theirs), other


def _signed(session: Session, code: str, need: UUID) -> UUID | None:
    me = me_of(session, Caller(), None, code)
    assert me is not None
    return sign_up(session, me, need, now()).assignment_id


def test_a_seat_is_swapped_for_one_that_both_can_take(phone: Phone) -> None:
    mine, theirs, other = have_seats(phone)
    (row,) = phone.press(MineState, "look_for_swap", mine).seats.coming
    assert row.offer and row.for_swap
    (offered,) = phone.press(MineState, "load", code=other).seats.offers
    assert ([one.id for one in offered.against], offered.found) == ([theirs], False)
    phone.press(MineState, "look_for_swap", theirs, code=other)
    (offered,) = phone.press(MineState, "load", code=other).seats.offers
    assert offered.found
    (now_mine,) = phone.press(MineState, "swap_over", offered.id, theirs, code=other).seats.coming
    (now_theirs,) = phone.press(MineState, "load").seats.coming
    assert (now_mine.when.zh, bool(now_theirs.offer)) == (row.when.zh, False)
    assert now_theirs.when.zh != row.when.zh


def test_who_has_no_seat_to_give_is_not_asked_for_a_swap(phone: Phone) -> None:
    mine, other = phone.ask(phone.shift(72)), joined_too(phone)
    phone.press(MineState, "accept", mine)
    phone.press(MineState, "look_for_swap", mine)
    assert phone.press(MineState, "load", code=other).seats.offers == []


def test_the_giver_reads_who_took_it_and_both_read_why_it_was_undone(phone: Phone) -> None:
    mine, other = phone.ask(phone.shift(72)), joined_too(phone)
    phone.press(MineState, "accept", mine)
    offered = phone.press(MineState, "pass_on", mine).seats.coming[0].offer
    assert phone.press(MineState, "take_over", offered, code=other).seats.news == []
    (news,) = phone.press(MineState, "load").seats.news
    assert (news.turn, news.other) == ("taken", "苏建国")
    with transaction(phone.desk.engine) as session:
        who = actor_of(session, phone.desk.town.admin.id, now())
        veto(session, who, session.exec(select(Swap.id)).one(), "要熟手", now())
    for code, back, name in ((None, True, "苏建国"), (other, False, "何秀英")):
        (news,) = phone.press(MineState, "load", code=code).seats.news
        assert (news.turn, news.why, news.back, news.other) == ("vetoed", "要熟手", back, name)


def test_a_seat_that_was_taken_away_does_not_vanish_without_a_word(phone: Phone) -> None:
    seat = phone.ask(phone.shift(72))
    phone.press(MineState, "accept", seat)
    with transaction(phone.desk.engine) as session:
        who = actor_of(session, phone.desk.town.admin.id, now())
        take_out(session, who, UUID(seat), "board", now())
    seats = phone.press(MineState, "load").seats
    assert (seats.coming, [(one.turn, one.title) for one in seats.news]) == ([], [("board", "前台")])
