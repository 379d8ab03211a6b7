from __future__ import annotations

from datetime import date, timedelta

from sqlalchemy import Engine
from sqlmodel import Session, select

from app.accounts.rules import Actor
from app.health.models import ConsentKind, MarkKind, Measure, Tally, TallyKind
from app.health.service.marks import WENT, add_mark
from app.shared.db import transaction
from tests.cast import Cast, make_cast
from tests.conftest import NOW
from tests.health.people import DAY, kept, resident
from tests.races import at_once

MONDAY = date(2026, 3, 2)


def went(session: Session, who: Actor, day: date = MONDAY, words: str = WENT) -> int:
    """How many are counted after they have said so."""
    add_mark(session, who, MarkKind.EVENT, day, words, NOW)
    found = session.exec(select(Tally).where(Tally.kind == TallyKind.REFERRAL_KEPT)).first()
    return found.count if found else 0


def measured(session: Session, cast: Cast, *systolic: int, days: int = 3) -> Actor:
    who = resident(session, cast.lin_apo, ConsentKind.KEEP)
    for one in systolic:
        kept(session, who, Measure.BP, NOW - days * DAY, systolic=one, diastolic=80)
    return who


def test_who_was_sent_and_says_that_they_went_is_counted_once(session: Session, cast: Cast) -> None:
    who = measured(session, cast, 168, 171)
    assert went(session, who) == 1
    assert went(session, who) == 1
    assert went(session, who, MONDAY - timedelta(days=1)) == 1


def test_it_counts_whatever_they_write_after_it(session: Session, cast: Cast) -> None:
    assert went(session, measured(session, cast, 168), words=WENT + "，换了药") == 1


def test_who_says_it_twice_at_the_same_moment_is_counted_once(empty_engine: Engine) -> None:
    with transaction(empty_engine) as session:
        cast = make_cast(session)
        who = measured(session, cast, 168)
    at_once(empty_engine, [lambda s: add_mark(s, who, MarkKind.EVENT, MONDAY, WENT, NOW)] * 3)
    with transaction(empty_engine) as session:
        assert [one.count for one in session.exec(select(Tally))] == [1]


def test_who_was_not_sent_or_only_wrote_something_else_is_not_counted(session: Session, cast: Cast) -> None:
    assert went(session, measured(session, cast, 118)) == 0
    who = measured(session, cast, 168)
    assert went(session, who, words="住院") == 0
    assert went(session, who, MONDAY - timedelta(days=10)) == 0  # before they were sent


def test_who_is_sent_again_and_goes_again_is_counted_again(session: Session, cast: Cast) -> None:
    who = measured(session, cast, 168, days=9)
    assert went(session, who, MONDAY - timedelta(days=7)) == 1
    kept(session, who, Measure.BP, NOW - 2 * DAY, systolic=172, diastolic=80)
    assert went(session, who) == 2


def test_what_was_measured_long_ago_sent_nobody(session: Session, cast: Cast) -> None:
    assert went(session, measured(session, cast, 168, days=120)) == 0
