"""The demo as a whole."""

from __future__ import annotations

import pytest
from sqlmodel import Session

from app import demo


def test_every_feature_adds_its_history_to_the_community(session: Session, monkeypatch: pytest.MonkeyPatch) -> None:
    seen = []
    monkeypatch.setattr(demo, "_histories", lambda: [lambda s, result, progress: seen.append(result.households)])
    result = demo.write_demo(session)
    assert seen == [result.households] == [3216]
