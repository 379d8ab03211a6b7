"""The demo as a whole, and `linju demo` as an operator meets it."""

from __future__ import annotations

import pytest
from sqlmodel import Session, func, select

from app import demo
from app.households.demo import seed_demo
from app.households.models import Community, Household
from app.serve import sign_ins
from app.shared.db import reading, transaction
from app.shared.settings import Settings
from tests.conftest import NOW


@pytest.fixture
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    """A demo of 50 households: the same steps in a blink."""
    monkeypatch.setattr(
        demo, "seed_demo", lambda session, tell, **options: seed_demo(session, tell, households=50, now=NOW, **options)
    )


def test_every_feature_adds_its_history_to_the_community(
    small: None, session: Session, monkeypatch: pytest.MonkeyPatch
) -> None:
    seen = []
    monkeypatch.setattr(demo, "_histories", lambda: [lambda s, result, progress: seen.append(result.households)])
    result = demo.write_demo(session)
    assert seen == [result.households] == [50]


@pytest.mark.thorough
def test_the_first_start_writes_it_and_the_second_does_not(small: None, own_home: Settings) -> None:
    said: list[str] = []
    demo.write_demo_when_empty(own_home, said.append)
    demo.write_demo_when_empty(own_home, said.append)
    assert len(said) == 1
    with reading() as session:
        assert session.exec(select(func.count()).select_from(Household)).one() == 50
        assert "cadre" in {each.login for each in sign_ins.working_sign_ins(session, own_home.home)}


def test_a_community_that_is_there_already_stays_alone(small: None, own_home: Settings) -> None:
    with transaction() as session:
        session.add(Community(code="350206999009", name="真的社区"))
    demo.write_demo_when_empty(own_home, lambda line: None)
    with reading() as session:
        assert session.exec(select(Community.name)).all() == ["真的社区"]


def test_a_feature_that_fails_takes_the_whole_demo_back(
    small: None, own_home: Settings, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(session: Session, result: object, progress: object) -> None:
        raise RuntimeError("boom")

    monkeypatch.setattr(demo, "_histories", lambda: [fails])
    with pytest.raises(RuntimeError):
        demo.write_demo_when_empty(own_home, lambda line: None)
    with reading() as session:
        assert session.exec(select(Community.id)).first() is None
        assert sign_ins.working_sign_ins(session, own_home.home) == []
