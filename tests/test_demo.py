"""`linju demo` as an operator meets it."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app import demo
from app.households.demo import DemoResult, SignIn, seed_demo
from tests.conftest import NOW


def test_every_sign_in_is_printed_with_password_and_role() -> None:
    ins = [SignIn("cadre", "geheim", "社区工作者", "张姐"), SignIn("supervisor", "geheim", "街道督导", "老孙")]
    lines = demo.sign_in_table(DemoResult(None, 1, ins, 1, 1, 1)).splitlines()  # type: ignore[arg-type]
    assert lines == ["  cadre       geheim  社区工作者", "  supervisor  geheim  街道督导"]


def test_a_feature_that_fails_takes_the_whole_demo_back(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    def fails(session: Session, result: DemoResult, progress: demo.Progress) -> None:
        raise RuntimeError("boom")

    from contextlib import contextmanager

    @contextmanager
    def transaction():  # type: ignore[no-untyped-def]
        with session.begin_nested():
            yield session

    monkeypatch.setattr("app.shared.db.transaction", transaction)
    monkeypatch.setattr(demo, "HISTORIES", [fails])
    monkeypatch.setattr(demo, "seed_demo", lambda *a, **k: seed_demo(session, households=50, now=NOW))
    with pytest.raises(RuntimeError):
        demo.write_demo(lambda what, share: None)
    from sqlmodel import func, select

    from app.households.models import Household

    assert session.exec(select(func.count()).select_from(Household)).one() == 0
