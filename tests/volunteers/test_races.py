"""Things that happen at the same moment. Each was seen failing with its guard taken out (PostgreSQL):

- `with_for_update` in locks.hold_shifts and hold_people: 15 of 64 got the one seat, one person got all of eight shifts
  of one hour, 16 of 64 were told that the shift given away is theirs, and two who left at once offered their seats to
  the same person in line;
- holding shifts before people in leaving._held_between: leaving and signing up waited for each other in a circle;
- `with_for_update` in rota.make_shifts: seven of eight got an IntegrityError in place of an answer;
- the unique index of live runs (models/run.py): eight runs of one community began.
On SQLite BEGIN IMMEDIATE and the turn in a process (shared/db.py) are the guard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from threading import Barrier, local
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, func, select

from app.shared.db import transaction
from app.volunteers.models import HOLDING, Assignment, MatchRun, Shift, ShiftWaiting, SwapKind
from app.volunteers.service.leaving import pause, resume
from app.volunteers.service.locks import hold
from app.volunteers.service.posts import add_post, add_rota_line
from app.volunteers.service.rota import Made, make_shifts
from app.volunteers.service.runs import start_run
from app.volunteers.service.signing import Signed, give_up, sign_up
from app.volunteers.service.swapping import offer, take
from app.volunteers.service.who import Me
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.races import at_once
from tests.volunteers.people import DAY, MONTH, actor, need, put, seat_of, shift, volunteer
from tests.volunteers.service.test_posts import FORM, LINE

MANY = 64
TOGETHER = 8  # half of the connections of one process (shared/db.py): some may still be in other hands
SOON = NOW + 4 * DAY


@pytest.fixture
def cast(empty_engine: Engine) -> Cast:
    with transaction(empty_engine) as session:
        return make_cast(session)


def people(engine: Engine, cast: Cast, count: int) -> list[Me]:
    with transaction(engine) as session:
        return [volunteer(session, cast, f"王{number}", number) for number in range(count)]


def one_seat(engine: Engine, cast: Cast, count: int = 1) -> tuple[UUID, UUID]:
    with transaction(engine) as session:
        made = shift(session, cast, SOON, needs=[need(count=count)])
        return made.id, seat_of(session, made).id


def seated(engine: Engine, shift_id: UUID) -> list[UUID]:
    with Session(engine) as session:
        held = select(Assignment.volunteer_id).where(Assignment.shift_id == shift_id)
        return list(session.exec(held.where(col(Assignment.state).in_(HOLDING))))


@pytest.fixture
def all_arrive_before_the_first_is_in(empty_engine: Engine, monkeypatch: pytest.MonkeyPatch) -> None:
    """The worst moment, made certain: eight at a time stand before the lock together."""
    if empty_engine.dialect.name == "sqlite":
        return  # one transaction at a time
    ready, stood = Barrier(TOGETHER), local()

    def together(session: Session, shift_id: UUID, *ids: UUID, **options: Any) -> Any:
        if not hasattr(stood, "once"):
            stood.once = True
            ready.wait(30)
        return hold(session, shift_id, *ids, **options)

    monkeypatch.setattr("app.volunteers.service.signing.hold", together)


def signing(me: Me, need_id: UUID, wait: bool = False) -> Callable[[Session], Signed]:
    return lambda session: sign_up(session, me, need_id, NOW, wait=wait)


@pytest.mark.usefixtures("all_arrive_before_the_first_is_in")
def test_of_64_who_want_one_seat_one_gets_it(empty_engine: Engine, cast: Cast) -> None:
    everybody, (shift_id, need_id) = people(empty_engine, cast, MANY), one_seat(empty_engine, cast)
    answers = at_once(empty_engine, [signing(me, need_id) for me in everybody])
    told = Counter("got it" if isinstance(one, Signed) else getattr(one, "code", repr(one)) for one in answers)
    assert told == {"got it": 1, "full": MANY - 1}
    assert len(seated(empty_engine, shift_id)) == 1


@pytest.mark.usefixtures("all_arrive_before_the_first_is_in")
@pytest.mark.thorough
def test_the_others_may_wait_and_have_a_number_each(empty_engine: Engine, cast: Cast) -> None:
    everybody, (shift_id, need_id) = people(empty_engine, cast, MANY), one_seat(empty_engine, cast, 4)
    answers = at_once(empty_engine, [signing(me, need_id, True) for me in everybody])
    assert [one for one in answers if not isinstance(one, Signed)] == []
    assert len(seated(empty_engine, shift_id)) == 4
    with Session(empty_engine) as session:
        numbers = session.exec(select(ShiftWaiting.in_line).order_by(col(ShiftWaiting.in_line))).all()
    assert numbers == [*range(1, MANY - 3)]


@pytest.mark.usefixtures("all_arrive_before_the_first_is_in")
def test_one_person_is_not_in_two_places_at_one_hour(empty_engine: Engine, cast: Cast) -> None:
    (me,) = people(empty_engine, cast, 1)
    seats = [one_seat(empty_engine, cast) for _ in range(8)]
    answers = at_once(empty_engine, [signing(me, need_id) for _, need_id in seats])
    assert sum(isinstance(one, Signed) for one in answers) == 1
    assert sum(len(seated(empty_engine, shift_id)) for shift_id, _ in seats) == 1


def test_of_64_who_take_one_shift_that_is_given_away_one_has_it(empty_engine: Engine, cast: Cast) -> None:
    giver, *everybody = people(empty_engine, cast, MANY + 1)
    with transaction(empty_engine) as session:
        made = shift(session, cast, SOON)
        swap_id = offer(session, giver, put(session, giver, made).id, NOW).id

    def taking(me: Me) -> Callable[[Session], Assignment]:
        return lambda session: take(session, me, swap_id, NOW)

    answers = at_once(empty_engine, [taking(me) for me in everybody])
    told = Counter("got it" if isinstance(one, Assignment) else getattr(one, "code", repr(one)) for one in answers)
    assert told == {"got it": 1, "offer_gone": MANY - 1}
    (sits,) = seated(empty_engine, made.id)
    assert sits != giver.volunteer_id


def test_swaps_across_each_other_wait_in_no_circle(empty_engine: Engine, cast: Cast) -> None:
    one, two = people(empty_engine, cast, 2)
    with transaction(empty_engine) as session:
        here, there = shift(session, cast, SOON), shift(session, cast, SOON + DAY)
        mine, theirs = put(session, one, here), put(session, two, there)
        first = offer(session, one, mine.id, NOW, kind=SwapKind.SWAP).id
        second = offer(session, two, theirs.id, NOW, kind=SwapKind.SWAP).id
    ways: list[Callable[[Session], Assignment]] = [
        lambda session: take(session, two, first, NOW, against_id=theirs.id),
        lambda session: take(session, one, second, NOW, against_id=mine.id),
    ]
    answers = at_once(empty_engine, ways * 4)
    told = Counter("done" if isinstance(a, Assignment) else getattr(a, "code", repr(a)) for a in answers)
    assert (told["done"], set(told) <= {"done", "offer_gone", "shift_closed", "no_such_seat"}) == (1, True)
    assert (seated(empty_engine, here.id), seated(empty_engine, there.id)) == ([two.volunteer_id], [one.volunteer_id])


@pytest.mark.thorough
def test_seats_given_up_at_once_go_to_the_line_and_no_further(empty_engine: Engine, cast: Cast) -> None:
    everybody, (shift_id, need_id) = people(empty_engine, cast, 28), one_seat(empty_engine, cast, 8)
    with transaction(empty_engine) as session:
        signed = [sign_up(session, me, need_id, NOW, wait=True) for me in everybody[:20]]

    def leaving(at: int) -> Callable[[Session], Assignment]:
        return lambda session: give_up(session, everybody[at], signed[at].assignment_id, NOW)  # type: ignore[arg-type]

    newcomers = [signing(me, need_id, True) for me in everybody[20:]]
    answers = at_once(empty_engine, [*map(leaving, range(8)), *newcomers])
    assert [one for one in answers if isinstance(one, Exception)] == []
    assert set(seated(empty_engine, shift_id)) == {me.volunteer_id for me in everybody[8:16]}


def test_a_month_made_by_eight_at_once_is_made_once(empty_engine: Engine, cast: Cast) -> None:
    with transaction(empty_engine) as session:
        who = actor(session, cast.cadre)
        post = add_post(session, who, cast.hupan.id, FORM, NOW)
        add_rota_line(session, who, post.id, LINE, NOW)
    answers = at_once(empty_engine, [lambda session: make_shifts(session, who, cast.hupan.id, *MONTH, NOW)] * 8)
    assert Counter(answers) == {Made(5, 0): 1, Made(0, 5): 7}
    with Session(empty_engine) as session:
        assert session.exec(select(func.count()).select_from(Shift)).one() == 5


def test_eight_who_ask_for_a_plan_begin_one_run(empty_engine: Engine, cast: Cast) -> None:
    with transaction(empty_engine) as session:
        who = actor(session, cast.cadre)
    answers = at_once(empty_engine, [lambda session: start_run(session, who, cast.hupan.id, *MONTH, NOW)] * 8)
    told = Counter("began" if isinstance(one, MatchRun) else getattr(one, "code", repr(one)) for one in answers)
    assert told == {"began": 1, "run_under_way": 7}


@pytest.mark.thorough
def test_leaving_while_signing_up_waits_in_no_circle(empty_engine: Engine, cast: Cast) -> None:
    (me,) = people(empty_engine, cast, 1)
    with transaction(empty_engine) as session:
        mine = [shift(session, cast, SOON + at * DAY, needs=[need(count=9)]) for at in range(8)]
        for one in mine[:4]:
            put(session, me, one)
        seats = [seat_of(session, one).id for one in mine]

    def pausing(session: Session) -> None:
        pause(session, me, me.volunteer_id, SOON.date(), None, NOW)

    def back(session: Session) -> None:
        resume(session, me, me.volunteer_id)

    works = [work for need_id in seats for work in (pausing, signing(me, need_id), back, signing(me, need_id))]
    codes = {getattr(one, "code", repr(one)) for one in at_once(empty_engine, works) if isinstance(one, Exception)}
    assert codes <= {"may_not_paused", "may_not_there"}
