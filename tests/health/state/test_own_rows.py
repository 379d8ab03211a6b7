"""The list of one's own readings, with who looked; a guardian's list of a child."""

from __future__ import annotations

from datetime import date

import pytest
from sqlmodel import Session

from app.accounts.service import actor_of
from app.health.models import ConsentKind, Look, Measure, ShareKind
from app.health.rules.consent import version_of
from app.health.service.consent import give
from app.health.service.whose import owner_by_person
from app.health.state.consent import consents_for
from app.health.state.home import home_of
from app.health.state.own_rows import own_page
from app.shared.errors import NotFound
from tests.cast import Cast
from tests.conftest import NOW
from tests.health.measured import kept, one
from tests.health.owners import agreed, child_of

BORN = date(2018, 3, 1)


def test_every_reading_stands_by_itself_with_its_fields(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one(values={"systolic": 146, "diastolic": 92, "pulse": 72}), one())
    session.add(Look(person_id=owner.person_id, created_at=NOW, kind=ShareKind.CLINICIAN, name="何医生", what="page"))
    session.flush()
    assert owner.account_id is not None
    own = own_page(session, actor_of(session, owner.account_id, NOW), None, "bp", 0, 10, NOW)
    assert (own.total, own.measures, own.child) == (2, ["bp"], False)
    assert sorted(row.value.zh for row in own.rows) == ["137/84 mmHg", "146/92 mmHg · 脉搏 72"]
    assert [(field.name, field.needed) for field in own.rows[0].fields][:2] == [("systolic", True), ("diastolic", True)]
    assert [(look.name, look.kind) for look in own.looks] == [("何医生", "clinician")]


def test_a_guardian_sees_the_child_s_and_nobody_s_else(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.chen_da)
    assert owner.account_id is not None
    who = actor_of(session, owner.account_id, NOW)
    child = child_of(session, cast.chen_home, BORN)
    give(session, owner, ConsentKind.KEEP, version_of(ConsentKind.KEEP), NOW, child.id)
    kept(session, owner_by_person(session, child.id), one(Measure.TEMPERATURE, values={"temperature": 37.6}))
    own = own_page(session, who, child.id, "", 0, 10, NOW)
    assert (own.name, own.child, [row.value.zh for row in own.rows]) == ("陈小小", True, ["37.6 ℃"])
    assert own.looks == []
    assert [(row.name, row.agreed) for row in home_of(session, who, NOW).children] == [
        ("陈小文", False),
        ("陈小小", True),
    ]
    shown = consents_for(session, who, child.id, NOW)
    assert (shown.child, shown.keep.state, shown.keep.by, shown.follow_up.state) == (True, "given", "陈大文", "none")
    for other in (cast.lin_apo.id, cast.far_person.id):
        with pytest.raises(NotFound):
            own_page(session, who, other, "", 0, 10, NOW)


def test_home_says_what_the_last_check_says_in_words(session: Session, cast: Cast) -> None:
    owner = agreed(session, cast.lin_apo)
    kept(session, owner, one(values={"systolic": 118, "diastolic": 74}))
    assert owner.account_id is not None
    home = home_of(session, actor_of(session, owner.account_id, NOW), NOW)
    (latest,) = home.latest
    assert (home.agreed, latest.level, latest.value.zh) == (True, "ok", "118/74 mmHg")
    assert latest.words.zh and latest.words.en and latest.words.zh != latest.words.en
