"""Five hundred residents check in while the wall is on: nobody lost, and the wall never more than two seconds behind.

In one minute instead of five, so harder than what a lounge sees. The wall is a browser; what it shows is compared with
the database every quarter of a second.
"""

from __future__ import annotations

import asyncio
import threading
import time
from collections.abc import Iterator
from typing import Any
from uuid import UUID

import httpx
from sqlmodel import Session, col, func, select

from app.events.models import Attendee
from tests.bench._phone import browser
from tests.bench.scan import _hold
from tests.e2e.installation import Installation

PEOPLE, SECONDS = 500, 60


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """People lost, and by how much the wall was behind at worst."""
    event = _hold(installation)
    with browser() as launched:
        context = launched.new_context(viewport={"width": 1920, "height": 1080}, bypass_csp=True)
        installation.sign_in(context, "cadre")
        wall = context.new_page()
        wall.goto(f"{installation.url}/wall/{event}")
        wall.wait_for_function("document.querySelector('[data-testid=come]')?.textContent === '0'")
        crowd = threading.Thread(target=lambda: asyncio.run(_crowd(installation, event)))
        crowd.start()
        behind = _watch(installation, event, wall, crowd)
        wall.wait_for_function(f"document.querySelector('[data-testid=come]').textContent === '{PEOPLE}'", timeout=5000)
    lost = PEOPLE - _come(installation, event)
    yield {"bench": "crowd_lost", "value": lost, "unit": "people", "budget": 0, "n": PEOPLE}
    yield {"bench": "crowd_wall_behind", "value": round(behind, 2), "unit": "s", "budget": 2.0, "n": PEOPLE}


def _watch(installation: Installation, event: str, wall: Any, crowd: threading.Thread) -> float:
    """The longest time for which the wall showed fewer people than the database had."""
    worst, reached = 0.0, [(time.monotonic(), 0)]  # when the database had so many
    while crowd.is_alive():
        reached.append((time.monotonic(), _come(installation, event)))
        shown = int(wall.evaluate("document.querySelector('[data-testid=come]').textContent"))
        missing = next((at for at, come in reached if come > shown), None)
        worst = max(worst, time.monotonic() - missing if missing else 0.0)
        wall.wait_for_timeout(250)
    return worst


async def _crowd(installation: Installation, event: str) -> None:
    """Everybody at a moment of their own, evenly over the minute, each with a fresh phone."""

    async def resident(n: int) -> None:
        await asyncio.sleep(n * SECONDS / PEOPLE)
        code = codes[0]
        async with httpx.AsyncClient(headers={"origin": installation.url}, timeout=30) as phone:
            await phone.get(code)
            answer = await phone.post(code, data={"name": f"来客{n}", "phone": f"1390001{n:04}"})
            assert 'data-view="enter"' in answer.text, answer.status_code

    codes = [await asyncio.to_thread(_code, installation, event)]

    async def turn() -> None:
        while True:
            await asyncio.sleep(8)
            codes[0] = await asyncio.to_thread(_code, installation, event)

    turning = asyncio.create_task(turn())
    await asyncio.gather(*(resident(n) for n in range(PEOPLE)))
    turning.cancel()


def _code(installation: Installation, event: str) -> str:
    said = installation.run("event", "code", event).stdout.strip()
    return f"{installation.url}/e/{said.rsplit('/', 1)[1]}"


def _come(installation: Installation, event: str) -> int:
    with Session(installation.engine) as session:
        here = Attendee.event_id == UUID(event), col(Attendee.came_at).is_not(None)
        return session.exec(select(func.count()).select_from(Attendee).where(*here)).one()
