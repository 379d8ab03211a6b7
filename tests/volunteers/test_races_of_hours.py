"""Hours that several people write at the same moment. Each was seen failing with its guard taken out (PostgreSQL):

- `hold_people` in presence.scan: eight scans of one pass made eight pairs;
- `hold_people` in hours._propose: two shifts that overlap both counted the same hour; with `hold_shifts` gone as well,
  one shift was proposed twice;
- `_hold` in hours.enter_hours: of colleagues who wrote down different people of one shift, all but one were told of a
  deadlock, and what they had typed was gone;
- `hold_hours` in notice.put_on_notice and end_notices: seven of eight were told of a conflict, and nothing they had
  done beside it stayed; in object_to, end_notices and corrections.ask_correction: hours were credited over an open
  objection, or over a wish for other hours;
- `hold_hours` in corrections.decide_correction: who came second read of a conflict of lines in place of who was first.
On SQLite BEGIN IMMEDIATE and the turn in a process (shared/db.py) are the guard.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from concurrent.futures import ThreadPoolExecutor, wait
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

import pytest
from sqlalchemy import Engine
from sqlmodel import Session, col, select

from app.accounts.rules import Actor
from app.shared.db import transaction
from app.volunteers.models import Assignment, Hours, HoursChange, HoursObjection, HoursState, Presence
from app.volunteers.service.corrections import ask_correction, decide_correction
from app.volunteers.service.hours import enter_hours, propose_hours
from app.volunteers.service.notice import PutOut, answer_objection, end_notices, object_to, put_on_notice
from app.volunteers.service.presence import Scanned, scan
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.races import at_once
from tests.volunteers.people import HOUR, actor, put, shift, volunteer
from tests.volunteers.service.ledgers import BEGAN, over, proposed, was_there
from tests.volunteers.service.test_presence import lin

TOGETHER = 8  # half of the connections of one process (shared/db.py)
OVER = NOW + timedelta(days=9)  # every notice
LONG = 0.25  # seconds: whoever need not wait is done by then

Work = Callable[[Session], Any]


@pytest.fixture
def cast(empty_engine: Engine) -> Cast:
    with transaction(empty_engine) as session:
        return make_cast(session)


@pytest.fixture
def cadre(empty_engine: Engine, cast: Cast) -> Actor:
    with transaction(empty_engine) as session:
        return actor(session, cast.cadre)


def lines(engine: Engine) -> list[Hours]:
    with Session(engine) as session:
        return list(session.exec(select(Hours).order_by(col(Hours.about), col(Hours.number))))


def told(answers: list[Any]) -> Counter[Any]:
    return Counter(getattr(one, "code", repr(one)) if isinstance(one, Exception) else "done" for one in answers)


def while_open(engine: Engine, first: Work, second: Work) -> tuple[Any, Any]:
    """The second begins when the first has done its work and not ended its transaction. What each returns or raises."""

    def one(work: Work) -> Any:
        try:
            with transaction(engine) as session:
                return work(session)
        except Exception as error:
            return error

    with ThreadPoolExecutor(1) as pool:

        def holding(session: Session) -> Any:
            answer = first(session)
            other.append(pool.submit(one, second))
            wait(other, LONG)
            return answer

        other: list[Any] = []
        return one(holding), other[0].result()


def on_notice(engine: Engine, cast: Cast, cadre: Actor, count: int = 1) -> list[UUID]:
    with transaction(engine) as session:
        me = volunteer(session, cast, "王一")
        abouts = [proposed(session, cast, me, BEGAN - at * 24 * HOUR).about for at in range(count)]
        put_on_notice(session, cadre, cast.hupan.id, abouts, NOW)
        return abouts


def test_eight_scanners_that_read_one_pass_let_it_in_once(empty_engine: Engine, cast: Cast, cadre: Actor) -> None:
    with transaction(empty_engine) as session:
        me, token = lin(session, cast)
        put(session, me, shift(session, cast, NOW))
    answers = at_once(empty_engine, [lambda session: scan(session, cadre, cast.hupan.id, token, NOW)] * TOGETHER)
    assert Counter(isinstance(one, Scanned) and one.again for one in answers) == {True: TOGETHER - 1, False: 1}
    with Session(empty_engine) as session:
        assert session.exec(select(Presence)).one().left_at is None


def test_hours_that_several_propose_are_proposed_once(empty_engine: Engine, cast: Cast, cadre: Actor) -> None:
    with transaction(empty_engine) as session:
        made = over(session, cast)
        for number in range(3):
            seat = put(session, volunteer(session, cast, f"王{number}", number), made)
            was_there(session, seat, made.starts_at, made.ends_at)

    def proposes(session: Session) -> list[Hours]:
        return propose_hours(session, cadre, made.id, NOW)

    answers = [*while_open(empty_engine, proposes, proposes), *at_once(empty_engine, [proposes] * TOGETHER)]
    assert [len(one) for one in answers] == [3, *[0] * (TOGETHER + 1)]
    assert [one.number for one in lines(empty_engine)] == [1, 1, 1]


def not_scanned(engine: Engine, cast: Cast, people: int) -> list[tuple[UUID, datetime, datetime]]:
    """Seats of one shift that is over, and its hours."""
    with transaction(engine) as session:
        made = over(session, cast)
        seats = [put(session, volunteer(session, cast, f"王{at}", at), made) for at in range(people)]
        return [(seat.id, made.starts_at, made.ends_at) for seat in seats]


def test_colleagues_who_write_down_different_people_of_one_shift_wait_in_no_circle(
    empty_engine: Engine, cast: Cast, cadre: Actor
) -> None:
    seats = not_scanned(empty_engine, cast, TOGETHER)

    def enters(seat: tuple[UUID, datetime, datetime]) -> Work:
        return lambda session: enter_hours(session, cadre, *seat, NOW)

    first, second = while_open(empty_engine, enters(seats[0]), enters(seats[1]))
    assert told([first, second, *at_once(empty_engine, [enters(one) for one in seats[2:]])]) == {"done": TOGETHER}
    assert [one.minutes for one in lines(empty_engine)] == [120] * TOGETHER


def test_what_eight_write_down_of_one_person_counts_once(empty_engine: Engine, cast: Cast, cadre: Actor) -> None:
    (seat,) = not_scanned(empty_engine, cast, 1)
    answers = at_once(empty_engine, [lambda session: enter_hours(session, cadre, *seat, NOW)] * TOGETHER)
    assert told(answers) == {"done": 1, "hours_proposed": TOGETHER - 1}
    assert [one.minutes for one in lines(empty_engine)] == [120]


def test_a_forgotten_scan_that_eight_write_down_is_closed_once(empty_engine: Engine, cast: Cast, cadre: Actor) -> None:
    ((seat, came, left),) = not_scanned(empty_engine, cast, 1)
    with transaction(empty_engine) as session:
        open_ = was_there(session, session.get_one(Assignment, seat), came, None).id
    answers = at_once(empty_engine, [lambda session: enter_hours(session, cadre, seat, open_, left, NOW)] * TOGETHER)
    assert told(answers) == {"done": 1, "presence_closed": TOGETHER - 1}
    assert [one.minutes for one in lines(empty_engine)] == [120]


def test_an_hour_in_two_shifts_proposed_at_once_counts_in_one(empty_engine: Engine, cast: Cast, cadre: Actor) -> None:
    with transaction(empty_engine) as session:
        me = volunteer(session, cast, "王一")
        both = [over(session, cast, BEGAN), over(session, cast, BEGAN + HOUR)]
        for one in both:
            was_there(session, put(session, me, one), one.starts_at, one.ends_at)
    here, there = (one.id for one in both)
    while_open(
        empty_engine,
        lambda session: propose_hours(session, cadre, here, NOW),
        lambda session: propose_hours(session, cadre, there, NOW),
    )
    assert sum(one.minutes for one in lines(empty_engine)) == 180


def test_a_list_that_several_hang_out_hangs_once(empty_engine: Engine, cast: Cast, cadre: Actor) -> None:
    with transaction(empty_engine) as session:
        abouts = [proposed(session, cast).about]

    def hang(session: Session) -> PutOut:
        return put_on_notice(session, cadre, cast.hupan.id, abouts, NOW)

    answers = [*while_open(empty_engine, hang, hang), *at_once(empty_engine, [hang] * TOGETHER)]
    assert told(answers) == {"done": TOGETHER + 2}
    assert [one.count for one in answers] == [1, *[0] * (TOGETHER + 1)]
    assert [one.state for one in lines(empty_engine)] == [HoursState.PROPOSED, HoursState.NOTICE]


def test_what_eight_credit_is_credited_once(empty_engine: Engine, cast: Cast, cadre: Actor) -> None:
    abouts = on_notice(empty_engine, cast, cadre, 3)
    answers = at_once(empty_engine, [lambda session: end_notices(session, OVER)] * TOGETHER)
    assert told(answers) == {"done": TOGETHER}
    assert sum(answers) == len(abouts)
    assert Counter(one.state for one in lines(empty_engine))[HoursState.CREDITED] == len(abouts)


@pytest.mark.parametrize("comes", ["before", "after"])
def test_no_hours_are_credited_over_an_open_objection(
    empty_engine: Engine, cast: Cast, cadre: Actor, comes: str
) -> None:
    (about,) = on_notice(empty_engine, cast, cadre)

    def objects(session: Session) -> HoursObjection:
        return object_to(session, about, "那天她不在", "", OVER)

    def credits(session: Session) -> int:
        return end_notices(session, OVER)

    if comes == "before":
        first, second = while_open(empty_engine, objects, credits)
        assert (isinstance(first, HoursObjection), second) == (True, 0)
        with transaction(empty_engine) as session:
            answer_objection(session, cadre, first.id, "查过签到，在的", OVER)
            assert end_notices(session, OVER) == 1
    else:
        first, second = while_open(empty_engine, credits, objects)
        assert (first, getattr(second, "code", second)) == (1, "notice_over")


def test_a_wish_for_other_hours_and_crediting_them_do_not_pass_each_other(
    empty_engine: Engine, cast: Cast, cadre: Actor
) -> None:
    (about,) = on_notice(empty_engine, cast, cadre)

    def asks(session: Session) -> HoursChange:
        return ask_correction(session, cadre, about, 60, "提前走了", OVER)

    first, second = while_open(empty_engine, asks, lambda session: end_notices(session, OVER))
    assert (isinstance(first, HoursChange), second) == (True, 0)


def test_of_eight_who_ask_one_asks_and_of_eight_who_decide_one_decides(
    empty_engine: Engine, cast: Cast, cadre: Actor
) -> None:
    (about,) = on_notice(empty_engine, cast, cadre)

    def asks(session: Session) -> HoursChange:
        return ask_correction(session, cadre, about, 60, "提前走了", NOW)

    answers = at_once(empty_engine, [asks] * TOGETHER)
    assert told(answers) == {"done": 1, "correction_asked": TOGETHER - 1}
    (made,) = (one for one in answers if isinstance(one, HoursChange))
    with transaction(empty_engine) as session:
        other = actor(session, cast.cadre_two)

    def decides(session: Session) -> HoursChange:
        return decide_correction(session, other, made.id, True, "", NOW)

    answers = at_once(empty_engine, [decides] * TOGETHER)
    assert told(answers) == {"done": 1, "correction_decided": TOGETHER - 1}
    assert [one.minutes for one in lines(empty_engine)] == [120, 120, 60]


def test_asking_again_while_the_last_wish_is_decided_waits_in_no_circle(
    empty_engine: Engine, cast: Cast, cadre: Actor
) -> None:
    (about,) = on_notice(empty_engine, cast, cadre)
    with transaction(empty_engine) as session:
        other, made = actor(session, cast.cadre_two), ask_correction(session, cadre, about, 60, "提前走了", NOW)

    def works(minutes: int) -> list[Work]:
        return [
            lambda session: decide_correction(session, other, made.id, True, "", NOW),
            lambda session: ask_correction(session, cadre, about, minutes, "再看了一次", NOW),
        ]

    answers = at_once(empty_engine, [one for minutes in (30, 45, 75, 90) for one in works(minutes)])
    assert set(told(answers)) <= {"done", "correction_decided", "correction_asked"}
    assert told(answers)["done"] in (1, 2)
