"""The server tidies up by itself: every process looks now and then, and one of them does it once a day."""

from __future__ import annotations

import asyncio
import logging

from app.shared.clock import now
from app.tidy.chores import CHORES
from app.tidy.service import tidy_when_due, words

log = logging.getLogger("linju.tidy")
FIRST = 90.0  # seconds after the start: those who wait for the first page come first
AGAIN = 1800.0  # seconds


async def tidy_daily() -> None:
    """For the lifespan of the app: ends when it is cancelled."""
    await asyncio.sleep(FIRST)
    while True:
        for name in CHORES:
            await tidy_once(name)
        await asyncio.sleep(AGAIN)


async def tidy_once(name: str) -> None:
    """One look. What goes wrong is logged and tried again; it must not end the task, nor the server."""
    try:
        done = await asyncio.to_thread(tidy_when_due, name, now())
    except Exception:
        log.exception("tidying up %s failed", name)
        return
    if done:
        log.info("tidied up: %s", words(done))
