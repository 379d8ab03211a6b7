"""Things that happen at the same moment. Each was seen failing with its guard taken out:

- `on_conflict_do_nothing` (enter._once): 31 of 32 walk-ins get an IntegrityError (PostgreSQL);
- `came_at IS NULL` (enter._come): several are told that they were the first (PostgreSQL, with the fixture below);
- `taken < capacity` (enter._place): more walk in than there are places (PostgreSQL);
- `with_for_update` (find.locked): more than 30 are confirmed and numbers in line come twice (PostgreSQL);
- `with_for_update` (telling._theirs): a family was called by two colleagues, each told that it was them (PostgreSQL);
- on SQLite BEGIN IMMEDIATE and the turn in a process (shared/db.py) are the guard: without both, nearly all fail.
"""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections import Counter
from collections.abc import Callable
from threading import Barrier, local
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from app.accounts.models import SignInTries
from app.events.models import Attendee, DoorTry, Event, SignUp, SignUpState, Via
from app.events.payload import Family, OnePerson
from app.events.rules.admission import Verdict
from app.events.service.check_in import check_in
from app.events.service.comes import How, Shown, Told
from app.events.service.edit import cancel
from app.events.service.giving_up import cancel_by_code
from app.events.service.look import look
from app.events.service.pace import take_turn
from app.events.service.people import Caller
from app.events.service.signing import SignedUp, sign_up, sign_up_for
from app.events.service.telling import tell
from app.passes.service import issue_pass
from app.shared.db import transaction
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.events.events import WALL, actor, come, event, family
from tests.races import at_once

EVERY = 32
TOGETHER = 8  # half of the connections of one process (shared/db.py): some may still be in other hands


@pytest.fixture
def cast(empty_engine: Engine) -> Cast:
    with transaction(empty_engine) as session:
        return make_cast(session)


def made(engine: Engine, cast: Cast, **changes: Any) -> UUID:
    with transaction(engine) as session:
        return event(session, cast, **changes).id


def rows(engine: Engine, event_id: UUID) -> list[Attendee]:
    with Session(engine) as session:
        return list(session.exec(select(Attendee).where(Attendee.event_id == event_id)))


def taken(engine: Engine, event_id: UUID) -> int:
    with Session(engine) as session:
        return session.get_one(Event, event_id).taken


def once(answers: list[Any], found: list[Attendee]) -> None:
    """One came in, and everybody was told when."""
    assert len(found) == 1
    assert [answer for answer in answers if not isinstance(answer, Told)] == []
    assert Counter(answer.verdict for answer in answers) == {Verdict.ENTER: 1, Verdict.ALREADY: EVERY - 1}
    assert {answer.came_at for answer in answers} == {found[0].came_at}
    assert sum(answer.mine for answer in answers) == 1


@pytest.fixture(autouse=True)
def nobody_writes_before_all_have_looked(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst moment, made certain: eight at a time read before the first of them writes."""
    if empty_engine.dialect.name == "sqlite":
        return  # one transaction at a time: nobody looks while another is on the way
    ready, looked = Barrier(TOGETHER), local()

    def look_together(*arguments: Any, **values: Any) -> Any:
        seen = look(*arguments, **values)
        if not hasattr(looked, "once"):
            looked.once = True
            ready.wait(30)
        return seen

    monkeypatch.setattr("app.events.service.check_in.look", look_together)


@pytest.mark.parametrize("capacity", [None, 30])
def test_of_32_walk_ins_of_one_person_one_is_a_row(empty_engine: Engine, cast: Cast, capacity: int | None) -> None:
    event_id = made(empty_engine, cast, walk_in=True, capacity=capacity)
    answers = at_once(empty_engine, [lambda session: come(session, event_id, "赵一", 1)] * EVERY)
    once(answers, rows(empty_engine, event_id))
    assert taken(empty_engine, event_id) == (0 if capacity is None else 1)


def test_of_32_check_ins_of_one_who_signed_up_one_is_the_first(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, capacity=30)
    with transaction(empty_engine) as session:
        sign_up(session, Caller(), event_id, family("赵一", 1), NOW)
    answers = at_once(empty_engine, [lambda session: come(session, event_id, "赵一", 1)] * EVERY)
    once(answers, rows(empty_engine, event_id))
    assert taken(empty_engine, event_id) == 1


def test_a_pass_scanned_by_16_phones_while_its_owner_taps_16_times(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, walk_in=True)
    with transaction(empty_engine) as session:
        staff = actor(session, cast.cadre)
        token = issue_pass(session, staff, cast.lin_apo.id, NOW).token
    shown = Shown(pass_code=token)
    ways: list[Callable[[Session], Told]] = [
        lambda session: check_in(session, staff, event_id, shown, How(Via.CAMERA), NOW),
        lambda session: check_in(session, None, event_id, shown, WALL, NOW),
    ]
    answers = at_once(empty_engine, ways * (EVERY // 2))
    once(answers, rows(empty_engine, event_id))
    with Session(empty_engine) as session:
        assert session.exec(select(func.count()).select_from(DoorTry)).one() == 0  # the same moment is no clash


def test_no_more_people_walk_in_than_there_are_places(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, walk_in=True, capacity=7)
    works = [lambda session, number=number: come(session, event_id, f"人{number}", number) for number in range(EVERY)]
    answers = at_once(empty_engine, works)
    assert Counter(answer.verdict for answer in answers) == {Verdict.ENTER: 7, Verdict.FULL: EVERY - 7}
    assert (len(rows(empty_engine, event_id)), taken(empty_engine, event_id)) == (7, 7)


def signing(event_id: UUID, asked: Family) -> Callable[[Session], SignedUp]:
    return lambda session: sign_up(session, Caller(), event_id, asked, NOW)


def test_of_100_sign_ups_30_get_places_and_70_wait_in_order(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, capacity=30)
    answers = at_once(empty_engine, [signing(event_id, family(f"人{n}", n)) for n in range(100)])
    assert [answer for answer in answers if not isinstance(answer, SignedUp)] == []
    assert Counter(answer.state for answer in answers) == {SignUpState.CONFIRMED: 30, SignUpState.WAITING: 70}
    with Session(empty_engine) as session:
        line = session.exec(select(SignUp).where(SignUp.event_id == event_id).order_by(col(SignUp.in_line))).all()
    assert [one.in_line for one in line] == [*range(1, 101)]
    assert [one.state for one in line] == [SignUpState.CONFIRMED] * 30 + [SignUpState.WAITING] * 70
    told = {answer.id: answer.ahead for answer in answers}
    assert [told[one.id] for one in line[30:]] == [*range(70)]
    assert taken(empty_engine, event_id) == 30


def test_the_same_person_signs_up_once_however_often_they_tap(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, capacity=30)
    answers = at_once(empty_engine, [signing(event_id, family("赵一", 1))] * 8)
    assert Counter(getattr(answer, "code", "") in ("signed_up_already",) for answer in answers) == {True: 7, False: 1}
    assert (len(rows(empty_engine, event_id)), taken(empty_engine, event_id)) == (1, 1)


def test_places_given_up_at_once_go_to_the_line_and_no_further(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, capacity=10)
    with transaction(empty_engine) as session:
        codes = [sign_up(session, Caller(), event_id, family(f"人{n}", n), NOW).code for n in range(25)]

    def giving_up(code: str) -> Callable[[Session], SignedUp]:
        return lambda session: cancel_by_code(session, code, NOW)

    newcomers = [signing(event_id, family(f"新{n}", 100 + n)) for n in range(8)]
    answers = at_once(empty_engine, [*map(giving_up, codes[:8]), *newcomers])
    assert all(isinstance(answer, SignedUp) for answer in answers)
    with Session(empty_engine) as session:
        confirmed = session.exec(
            select(SignUp.in_line).where(SignUp.event_id == event_id, SignUp.state == SignUpState.CONFIRMED)
        ).all()
    assert sorted(confirmed) == [*range(9, 19)]
    assert taken(empty_engine, event_id) == 10


def in_two_processes(engine: Engine, event_id: UUID, deed: str, each: int) -> list[str]:
    """What everybody is told by two processes that begin together."""
    url = engine.url.render_as_string(hide_password=False)
    command = [sys.executable, "-m", "tests.events.another_process", url, str(event_id), os.environ["LINJU_HOME"], deed]
    pipes: dict[str, Any] = {"stdin": subprocess.PIPE, "stdout": subprocess.PIPE, "text": True}
    both = [subprocess.Popen([*command, str(at * each), str(each)], **pipes) for at in range(2)]
    assert [one.stdout.readline() for one in both if one.stdout] == ["ready\n"] * 2
    for one in both:
        assert one.stdin
        one.stdin.write("\n")
        one.stdin.flush()
    return [told for one in both for told in json.loads(one.communicate(timeout=60)[0])]


@pytest.mark.thorough
def test_two_processes_check_in_one_person_once(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, walk_in=True, capacity=30)
    told = in_two_processes(empty_engine, event_id, "come", 16)
    assert Counter(told) == {"enter": 1, "already": 31}
    assert (len(rows(empty_engine, event_id)), taken(empty_engine, event_id)) == (1, 1)


@pytest.mark.thorough
def test_two_processes_give_out_thirty_places(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, capacity=30)
    assert Counter(in_two_processes(empty_engine, event_id, "sign-up", 50)) == {"confirmed": 30, "waiting": 70}
    with Session(empty_engine) as session:
        numbers = session.exec(select(SignUp.in_line).where(SignUp.event_id == event_id)).all()
    assert sorted(numbers) == [*range(1, 101)]


def from_one_router(engine: Engine, event_id: UUID, number: int) -> Callable[[Session], SignedUp]:
    """As the screen does it: the turn is taken in a transaction of its own."""

    def asked(session: Session) -> SignedUp:
        caller = Caller(browser=f"phone {number}", address="203.0.113.7")
        with transaction(engine) as counting:
            take_turn(counting, "sign_up", caller, NOW)
        return sign_up(session, caller, event_id, family(f"人{number}", number), NOW)

    return asked


def test_forty_residents_behind_one_router_sign_up_at_the_same_moment(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast, capacity=30)
    if empty_engine.dialect.name == "sqlite":  # one writer: a turn cannot be taken inside another transaction
        with transaction(empty_engine) as session:
            for number in range(40):
                take_turn(session, "sign_up", Caller(browser=f"phone {number}", address="203.0.113.7"), NOW)
        works = [signing(event_id, family(f"人{number}", number)) for number in range(40)]
    else:
        works = [from_one_router(empty_engine, event_id, number) for number in range(40)]
    answers = at_once(empty_engine, works)
    assert Counter(answer.state for answer in answers) == {SignUpState.CONFIRMED: 30, SignUpState.WAITING: 10}
    with Session(empty_engine) as session:
        (counted,) = session.exec(select(SignInTries.failures).where(SignInTries.address == "203.0.113.7")).all()
    assert counted == 40


def test_of_two_colleagues_who_write_the_same_name_one_is_asked_which_of_the_two(
    empty_engine: Engine, cast: Cast
) -> None:
    event_id = made(empty_engine, cast)
    with transaction(empty_engine) as session:
        staff = actor(session, cast.cadre)
    alone = Family(people=[OnePerson(name="王阿姨")])
    answers = at_once(empty_engine, [lambda session: sign_up_for(session, staff, event_id, alone, NOW)] * 8)
    assert Counter(getattr(answer, "status", 201) for answer in answers) == {201: 1, 409: 7}
    assert len(rows(empty_engine, event_id)) == 1


def test_a_family_that_two_colleagues_have_called_was_called_by_the_first(empty_engine: Engine, cast: Cast) -> None:
    event_id = made(empty_engine, cast)
    with transaction(empty_engine) as session:
        one = sign_up(session, Caller(), event_id, family("赵一", 1), NOW)
        cancel(session, actor(session, cast.cadre), event_id, "台风", NOW)
        staff = [actor(session, cast.cadre), actor(session, cast.cadre_two)]
    works = [lambda session, who=who: tell(session, who, one.id, NOW).told_by for who in staff * 4]
    assert len({*at_once(empty_engine, works)}) == 1
