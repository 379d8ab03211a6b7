"""The first download of a round of at least 1,000 doors on slow 4G. Budget: 3 s from asking to the doors on the screen.

The phone has the program (it was on the sign-in page) but no data. `first_round` counts from the request for the view
to the frame with the first door; `first_round_open` from the tap on 走访, for information.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from tests.bench._phone import DOOR_DRAWN, PHONE, SLOW_4G, browser, cadre_of, slow_down
from tests.e2e.installation import Installation

RUNS = 3
DOORS = 1000


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """The medians of RUNS phones."""
    login, doors = cadre_of(installation, DOORS)
    with browser() as chromium:
        seen = [_download(chromium, installation, login) for _ in range(RUNS)]
    for bench, place, budget in (("first_round", 0, 3000), ("first_round_open", 1, None)):
        value = round(median(one[place] for one in seen))
        yield {"bench": bench, "value": value, "unit": "ms", "budget": budget, "n": RUNS, "doors": doors}
    yield {"bench": "first_round_kb", "value": seen[0][2], "unit": "KB", "budget": None, "n": 1, "doors": doors}


def _download(chromium: Any, installation: Installation, login: str) -> tuple[float, float, float]:
    context = chromium.new_context(**PHONE)
    page = context.new_page()
    page.add_init_script(DOOR_DRAWN)
    page.goto(installation.url + "/login")
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    installation.sign_in(context, login)
    slow_down(page, line=SLOW_4G)
    page.goto(installation.url + "/round", wait_until="commit")
    page.wait_for_function("() => window.__drawn > 0", timeout=60_000)
    drawn = page.evaluate("window.__drawn")
    [asked] = page.evaluate(
        "performance.getEntriesByType('resource').filter(one => one.name.endsWith('/api/views/round'))"
        ".slice(0, 1).map(one => [one.startTime, one.encodedBodySize])"
    )
    context.close()
    return drawn - asked[0], drawn, round(asked[1] / 1000, 1)
