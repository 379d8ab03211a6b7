"""An installed phone, no network, opened anew: how long until the round is on the screen. Budget: 1.0 s at 4 × CPU.

A cadre of the demo community (about 400 doors). The phone has everything; then the network goes, the page is closed and
a new one is opened in the same storage. Time counts from the navigation to the frame that shows the first door.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from tests.bench._phone import DOOR_DRAWN, PHONE, browser, installed, slow_down
from tests.e2e.installation import Installation

RUNS = 7


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """The median of RUNS starts, and the slowest."""
    with browser() as chromium:
        context = chromium.new_context(**PHONE)
        installation.sign_in(context, "cadre")
        page = context.new_page()
        installed(page, installation.url)
        page.close()
        context.set_offline(True)
        seen = [_start(context, installation.url) for _ in range(RUNS)]
    yield _row("offline_start", median(seen), 1000)
    yield _row("offline_start_slowest", max(seen), None)


def _start(context: Any, url: str) -> float:
    page = context.new_page()
    page.add_init_script(DOOR_DRAWN)
    slow_down(page, processor=4)
    page.goto(url + "/round", wait_until="commit")
    page.wait_for_function("() => window.__drawn > 0", timeout=60_000)
    drawn = page.evaluate("window.__drawn")
    page.close()
    return drawn


def _row(bench: str, value: float, budget: int | None) -> dict[str, Any]:
    return {"bench": bench, "value": round(value), "unit": "ms", "budget": budget, "n": RUNS}
