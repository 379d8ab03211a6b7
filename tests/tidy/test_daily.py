"""The server looks by itself, and nothing that goes wrong there ends it."""

from __future__ import annotations

import asyncio
import logging

import pytest

from app.tidy import daily
from app.tidy.chores import CHORES


def test_every_chore_is_looked_at_again_and_again(monkeypatch: pytest.MonkeyPatch) -> None:
    looked: list[str] = []
    monkeypatch.setattr(daily, "FIRST", 0)
    monkeypatch.setattr(daily, "AGAIN", 0)

    def once(name: str, now: object) -> None:
        looked.append(name)
        if len(looked) == 2 * len(CHORES):
            task.cancel()

    monkeypatch.setattr(daily, "tidy_when_due", once)

    async def run() -> None:
        nonlocal task
        task = asyncio.create_task(daily.tidy_daily())
        with pytest.raises(asyncio.CancelledError):
            await task

    task: asyncio.Task[None]
    asyncio.run(run())
    assert looked == [*CHORES] * 2


def test_what_goes_wrong_is_logged_and_the_next_one_goes_on(
    monkeypatch: pytest.MonkeyPatch, caplog: pytest.LogCaptureFixture
) -> None:
    def breaks(name: str, now: object) -> dict[str, int]:
        if name == "guests":
            raise RuntimeError("no database")
        return {"addresses": 3}

    monkeypatch.setattr(daily, "tidy_when_due", breaks)
    with caplog.at_level(logging.INFO):
        for name in ("guests", "tries"):
            asyncio.run(daily.tidy_once(name))
    assert [one.getMessage() for one in caplog.records if one.name == "linju.tidy"] == [
        "tidying up guests failed", "tidied up: 3 addresses",
    ]  # fmt: skip
