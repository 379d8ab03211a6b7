"""From the scanned code to 已签到, on a phone that was never here: time and bytes.

Chromium on a slow 4G line and a processor four times slower (`_phone.py`), nothing in its cache, no cookies. What is
counted: opening the address until the form can be seen, and sending it until 已签到 is on the screen; typing is not.

DevTools delays every request by 3.75 round trips, which stands for what a new connection costs. The form goes over the
connection that the page came on, so it is delayed by the line's one round trip. `scan_to_in_unkept`: as if that
connection had been lost meanwhile.
"""

from __future__ import annotations

import json
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import timedelta
from statistics import median
from typing import Any
from zoneinfo import ZoneInfo

from app.shared.clock import now
from tests.bench._phone import PHONE, SLOW_4G, browser
from tests.e2e.installation import Installation

RUNS = 7
ROUND_TRIP = 150  # ms, of a slow 4G line


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """Milliseconds and kilobytes."""
    event = _hold(installation)
    with browser() as launched:
        seen = [_scan(launched, installation, event, n, ROUND_TRIP) for n in range(RUNS)]
        unkept = [_scan(launched, installation, event, n, SLOW_4G["latency"]) for n in range(RUNS, 2 * RUNS)]
    figures = {
        "scan_to_in": ([one.opened + one.sent for one in seen], 1200),
        "scan_open": ([one.opened for one in seen], None),
        "scan_send": ([one.sent for one in seen], None),
        "scan_to_in_unkept": ([one.opened + one.sent for one in unkept], None),
    }
    for name, (times, budget) in figures.items():
        yield {"bench": name, "value": round(median(times)), "unit": "ms", "budget": budget, "n": RUNS}
    size = median(one.size for one in seen) / 1000
    yield {"bench": "scan_kb", "value": round(size, 1), "unit": "KB", "budget": 20, "n": RUNS}


@dataclass(frozen=True)
class Seen:
    """One scan. Times in ms, size in bytes."""

    opened: float
    sent: float
    size: int


def _hold(installation: Installation) -> str:
    local = now().astimezone(ZoneInfo("Asia/Shanghai"))
    start, end = (f"{moment:%Y-%m-%dT%H:%M}" for moment in (local - timedelta(minutes=1), local + timedelta(hours=2)))
    said = installation.run(
        "event", "add", "--title", "健康义诊", "--start", start, "--end", end, "--walk-in", "--json"
    )
    return json.loads(said.stdout)["id"]


def _scan(launched: Any, installation: Installation, event: str, n: int, latency: float) -> Seen:
    code = installation.run("event", "code", event).stdout.strip().rsplit("/", 1)[1]
    url = f"{installation.url}/e/{code}"
    context = launched.new_context(**PHONE)
    page = context.new_page()
    received: list[int] = []
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    devtools.on("Network.loadingFinished", lambda one: received.append(int(one["encodedDataLength"])))
    devtools.send("Network.emulateNetworkConditions", SLOW_4G)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(url)
    print(page.evaluate("JSON.stringify(performance.getEntriesByType('navigation')[0])")[:900])
    opened = _painted(page)
    page.get_by_label("姓名").fill(f"来客{n}")
    page.get_by_label("手机号").fill(f"1380001{n:04}")
    devtools.send("Network.emulateNetworkConditions", SLOW_4G | {"latency": latency})
    page.get_by_role("button", name="签到", exact=True).first.click()
    page.get_by_text("已签到").wait_for()
    sent = _painted(page)
    context.close()
    return Seen(opened, sent, sum(received))


def _painted(page: Any) -> float:
    """When the page was first painted, ms after its navigation began (for the second one: after the tap)."""
    return page.evaluate(
        """() => new Promise(done => new PerformanceObserver((list, watch) => {
          for (const entry of list.getEntries())
            if (entry.name === "first-contentful-paint") { watch.disconnect(); done(entry.startTime); }
        }).observe({type: "paint", buffered: true}))"""
    )
