"""The screen 可能重复, without a server: what its handlers ask and what they show."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import Any

import pytest
from sqlmodel import Session

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.households.models import Person
from app.households.names import spell
from app.households.state import duplicates
from app.households.state.duplicates import DuplicatesState
from app.shared.errors import SignInNeeded
from tests.cast import Cast
from tests.conftest import NOW


@pytest.fixture
def twin(session: Session, cast: Cast) -> Person:
    """林阿婆 again, in another household, with a remark."""
    spelling = spell("林阿婆")
    row = Person(
        community_id=cast.hupan.id, household_id=cast.chen_home.id, name="林阿婆", pinyin=spelling.pinyin,
        born_on=cast.lin_apo.born_on, remark="爱喝茶", relation="母",
    )  # fmt: skip
    session.add(row)
    session.flush()
    return row


@pytest.fixture
def screen(session: Session, monkeypatch: pytest.MonkeyPatch) -> Callable[[Account | None], DuplicatesState]:
    """A State whose person is `account`, on the test's own session."""

    async def at_once(work: Callable[..., Any], *args: Any) -> Any:
        return work(session, *args)

    def make(account: Account | None) -> DuplicatesState:
        async def who_is(_state: Any) -> Any:
            if account is None:
                raise SignInNeeded
            return actor_of(session, account.id, NOW)

        monkeypatch.setattr(duplicates, "who_is", who_is)
        return DuplicatesState(_reflex_internal_init=True)  # type: ignore[call-arg]

    monkeypatch.setattr(duplicates, "read", at_once)
    monkeypatch.setattr(duplicates, "run", at_once)
    return make


def call(handler: Any, state: DuplicatesState, *args: Any) -> Any:
    return asyncio.run(handler.fn(state, *args))


def test_an_admin_sees_the_pair_and_why(cast: Cast, twin: Person, screen: Any) -> None:
    state = screen(cast.admin)
    call(DuplicatesState.load, state)
    (row,) = state.pairs
    assert (row.name, row.confidence, row.reasons) == ("林阿婆", "sure", ["name", "birthday"])
    assert (state.total, state.ready, state.allowed) == (1, True, True)


def test_two_records_stand_side_by_side_with_a_proposal(cast: Cast, twin: Person, screen: Any) -> None:
    state = screen(cast.admin)
    call(DuplicatesState.load, state)
    call(DuplicatesState.show, state, state.pairs[0].id)
    fields = {row.field: row for row in state.one.fields}
    assert fields["born_on"].same and not fields["relation"].same
    sides = {fields["remark"].first, fields["remark"].second}
    assert sides == {"", "爱喝茶"}
    assert getattr(fields["remark"], fields["remark"].chosen) == "爱喝茶"


@pytest.mark.parametrize("side", ["first", "second"])
def test_the_form_decides_which_record_stays_and_whose_values(
    session: Session, cast: Cast, twin: Person, screen: Any, side: str
) -> None:
    state = screen(cast.admin)
    call(DuplicatesState.load, state)
    pair = state.pairs[0].id
    first, second = (session.get_one(Person, i) for i in duplicates._ids(pair))
    keep, absorb = (first, second) if side == "first" else (second, first)
    relation = "second" if twin is second else "first"
    call(DuplicatesState.merge, state, {"pair": pair, "keep": side, "field.relation": relation, "field.evil": "x"})
    assert absorb.merged_into == keep.id and keep.merged_into is None
    assert keep.relation == "母"
    call(DuplicatesState.load, state)
    assert (state.pairs == [] and "爱喝茶" in state.merges[0].said) or keep is twin


def test_two_people_are_not_shown_again(cast: Cast, twin: Person, screen: Any) -> None:
    state = screen(cast.admin)
    call(DuplicatesState.load, state)
    call(DuplicatesState.tell_apart, state, state.pairs[0].id)
    call(DuplicatesState.load, state)
    assert state.total == 0


@pytest.mark.parametrize("login", ["cadre", "leader", "supervisor", "stranger"])
def test_who_may_not_merge_sees_nothing_and_changes_nothing(
    session: Session, cast: Cast, twin: Person, screen: Any, login: str
) -> None:
    state = screen(getattr(cast, login))
    call(DuplicatesState.load, state)
    assert (state.allowed, state.pairs, state.merges) == (False, [], [])
    pair = f"{cast.lin_apo.id}:{twin.id}"
    call(DuplicatesState.show, state, pair)
    call(DuplicatesState.merge, state, {"pair": pair, "keep": "first"})
    call(DuplicatesState.tell_apart, state, pair)
    assert state.one.id == "" and session.get_one(Person, twin.id).merged_into is None


@pytest.mark.parametrize("pair", ["", "x:y", "1", "a:b:c", None, 7])
def test_a_made_up_pair_is_not_found(cast: Cast, screen: Any, pair: Any) -> None:
    state = screen(cast.admin)
    answer = call(DuplicatesState.show, state, pair)
    assert answer is not None and state.one.id == ""


def test_nobody_signed_in_is_sent_to_sign_in(screen: Any) -> None:
    state = screen(None)
    assert call(DuplicatesState.load, state) is not None
    assert state.ready is False
