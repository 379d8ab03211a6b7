"""A need stays open until somebody says what was done."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.models import Account
from app.shared.db import transaction
from app.shared.errors import Conflict, NotFound, Refused
from app.shared.ids import new_id
from app.visits.models import Need
from app.visits.service import close_need, open_needs
from app.visits.service.needs import CloseNeed
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.races import at_once
from tests.visits.visiting import due, meta, visit, who


@pytest.fixture
def need(session: Session, cast: Cast) -> Need:
    visit(session, cast.cadre, cast.lin_home, needs=[{"category": "repair", "text": "灯坏了", "urgency": "soon"}])
    return session.exec(select(Need)).one()


def close(session: Session, account: Account, need: Need, answer: str = "换了灯泡") -> Need:
    return close_need(session, who(session, account), meta(), CloseNeed(need_id=need.id, answer=answer))


def test_who_closes_a_need_says_what_was_done(session: Session, cast: Cast, need: Need) -> None:
    close(session, cast.cadre, need)
    assert (need.answer, need.closed_by, need.closed_at) == ("换了灯泡", cast.cadre.id, NOW)


def test_a_closed_need_no_longer_moves_the_household_up(session: Session, cast: Cast, need: Need) -> None:
    assert due(session, cast.lin_home).cause == "open_need"
    close(session, cast.cadre, need)
    assert due(session, cast.lin_home).cause is None


@pytest.mark.parametrize("answer", ["", "  ", "字" * 501])
def test_an_answer_has_words_and_not_too_many(session: Session, cast: Cast, need: Need, answer: str) -> None:
    with pytest.raises(Refused) as refused:
        close(session, cast.cadre, need, answer)
    assert refused.value.field == "answer"


def test_closing_it_twice_with_the_same_words_is_harmless(session: Session, cast: Cast, need: Need) -> None:
    close(session, cast.cadre, need)
    assert close(session, cast.cadre, need) is need


def test_a_colleague_who_was_slower_is_told_what_was_done(session: Session, cast: Cast, need: Need) -> None:
    close(session, cast.cadre, need)
    with pytest.raises(Conflict) as conflict:
        close(session, cast.cadre_all, need, "物业来过")
    assert "换了灯泡" in conflict.value.sentence()
    assert conflict.value.values["theirs"]["answer"] == "换了灯泡"


@pytest.mark.parametrize("role", ["cadre_two", "far_cadre", "neighbour_leader", "supervisor", "stranger"])
def test_nobody_else_closes_it_and_learns_nothing(session: Session, cast: Cast, need: Need, role: str) -> None:
    with pytest.raises(NotFound) as refused:
        close(session, cast.account(role), need)
    with pytest.raises(NotFound) as missing:
        close(session, cast.account(role), Need(id=new_id()))  # type: ignore[call-arg]
    assert str(refused.value) == str(missing.value)


def test_open_needs_are_listed_urgent_first_then_oldest_and_only_of_ones_own_doors(
    session: Session, cast: Cast, need: Need
) -> None:
    soon, now = ({"category": "other", "text": text, "urgency": u} for text, u in (("旧", "soon"), ("急", "now")))
    visit(session, cast.cadre, cast.lin_home, at=NOW - timedelta(days=3), needs=[soon])
    visit(session, cast.cadre_two, cast.chen_home, needs=[now])
    assert [one.text for one in open_needs(session, who(session, cast.admin))] == ["急", "旧", "灯坏了"]
    assert [one.text for one in open_needs(session, who(session, cast.cadre))] == ["旧", "灯坏了"]
    assert open_needs(session, who(session, cast.supervisor)) == []


def test_of_eight_who_answer_at_once_one_is_kept_and_the_others_are_told(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        town = make_cast(session)
        visit(session, town.cadre, town.lin_home, needs=[{"category": "repair", "text": "灯坏了", "urgency": "soon"}])
        found = session.exec(select(Need)).one()
        asked = who(session, town.cadre)

    def answering(place: int) -> Callable[[Session], str]:
        closing = CloseNeed(need_id=found.id, answer=f"第{place}个")
        return lambda session: close_need(session, asked, meta(), closing).answer

    answers = at_once(empty_engine, [answering(place) for place in range(8)])
    kept = [answer for answer in answers if isinstance(answer, str)]
    assert len(kept) == 1 and all(isinstance(a, Conflict | str) for a in answers), answers
    with Session(empty_engine) as session:
        assert session.exec(select(Need.answer)).one() == kept[0]
