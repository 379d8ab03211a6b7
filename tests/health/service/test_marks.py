from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session, select

from app.health.models import ConsentKind, Mark, MarkKind
from app.health.service.marks import LONGEST, add_mark, marks_of, own_marks, remove_mark
from app.shared.errors import NotFound, Refused
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.people import actor, resident

MONDAY = date(2026, 3, 2)


def test_somebody_marks_the_day_a_medicine_began(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, ConsentKind.KEEP)
    later = add_mark(session, who, MarkKind.EVENT, MONDAY, "住院", NOW)
    add_mark(session, who, MarkKind.MEDICATION, date(2026, 2, 1), " 开始吃氨氯地平 ", NOW)
    assert [(one.kind, one.day, one.words) for one in own_marks(session, who)] == [
        (MarkKind.MEDICATION, date(2026, 2, 1), "开始吃氨氯地平"), (MarkKind.EVENT, MONDAY, "住院"),
    ]  # fmt: skip
    assert [one.id for one in marks_of(session, cast.lin_apo.id, MONDAY)] == [later.id]
    assert all("氨".encode() not in one.sealed for one in session.exec(select(Mark)))


def test_nobody_takes_away_the_mark_of_somebody_else(session: Session, cast: Cast) -> None:
    made = add_mark(session, resident(session, cast.lin_apo, ConsentKind.KEEP), MarkKind.EVENT, MONDAY, "住院", NOW)
    with pytest.raises(NotFound):
        remove_mark(session, resident(session, cast.chen_da, ConsentKind.KEEP), made.id, NOW)
    with pytest.raises(NotFound):
        own_marks(session, actor(session, cast.clinician))
    remove_mark(session, resident(session, cast.lin_apo), made.id, NOW)
    assert own_marks(session, resident(session, cast.lin_apo)) == []


def test_a_mark_has_words_and_a_day_that_has_come_and_needs_consent(session: Session, cast: Cast) -> None:
    who = resident(session, cast.lin_apo, ConsentKind.KEEP)
    for day, words in (
        (MONDAY, " "),
        (MONDAY, "药" * (LONGEST + 1)),
        (date(2026, 3, 3), "药"),
        (date(1900, 1, 1), "药"),
    ):
        with pytest.raises(Refused):
            add_mark(session, who, MarkKind.MEDICATION, day, words, NOW)
    with pytest.raises(Refused):
        add_mark(session, resident(session, cast.chen_da), MarkKind.MEDICATION, MONDAY, "药", NOW)
