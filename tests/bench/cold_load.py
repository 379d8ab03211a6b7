"""Cold load of every screen on a slow phone: largest paint, blocked time, layout shift.

Chromium, 390×844, cache empty, no service worker; throttled through DevTools like Lighthouse's `devtools` method: slow
4G (150 ms round trip, 1.6 Mbit/s down, 750 kbit/s up, each × 0.9; round trip × 3.75) and a CPU four times slower. Read
with PerformanceObserver. The median of RUNS runs. TBT is each long task's time above 50 ms from the first paint on.
"""

from __future__ import annotations

from collections.abc import Iterator
from statistics import median
from typing import Any

from sqlmodel import Session, select

from tests.browsers import ARGUMENTS, chromium
from tests.e2e.installation import Installation

RUNS = 3
ROUND_TRIP_MS, DOWN, UP = 150 * 3.75, 1_638_400 / 8 * 0.9, 768_000 / 8 * 0.9  # Lighthouse's mobileSlow4G, devtools
SCREENS = {
    "/": None, "/login": None, "/invite": None, "/feedback": None, "/events": None, "/health": None,
    "/round": "cadre", "/visit": "cadre", "/saved": "cadre", "/slip": "cadre", "/sync": "cadre", "/search": "cadre",
    "/account": "cadre", "/door": "cadre", "/admin": "admin", "/admin/people": "admin", "/admin/duplicates": "admin",
    "/admin/roster": "admin", "/admin/needs": "admin", "/admin/visits": "admin", "/admin/feedback": "admin",
    "/admin/coverage": "supervisor", "/admin/phones": "supervisor", "/admin/access": "auditor",
}  # fmt: skip
WATCH = """
window.__seen = {lcp: 0, fcp: 0, cls: 0, long: []};
const watch = (type, take) =>
  new PerformanceObserver((list) => list.getEntries().forEach(take)).observe({type, buffered: true});
watch("largest-contentful-paint", (e) => { window.__seen.lcp = e.startTime; });
watch("paint", (e) => { if (e.name === "first-contentful-paint") window.__seen.fcp = e.startTime; });
watch("layout-shift", (e) => { if (!e.hadRecentInput) window.__seen.cls += e.value; });
watch("longtask", (e) => window.__seen.long.push([e.startTime, e.duration]));
"""
SETTLED = """() => performance.getEntriesByType("navigation")[0].loadEventEnd > 0 && window.__seen.lcp > 0
  && performance.now() - Math.max(window.__seen.lcp, ...window.__seen.long.map(([at, took]) => at + took),
     ...performance.getEntriesByType("resource").map((e) => e.responseEnd)) > 1500"""


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """Three figures per screen."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        home = _a_household(installation)
        screens = SCREENS | {f"/households/{home}": "cadre", f"/admin/households/{home}": "admin"}
        for path, login in screens.items():
            seen = [_load(browser, installation, path, login) for _ in range(RUNS)]
            name = path.replace(home, "<id>")
            for key, unit, budget in (("lcp", "ms", 1200), ("tbt", "ms", 200), ("cls", "", 0.02)):
                value = round(median(one[key] for one in seen), 3 if key == "cls" else 0)
                yield {"bench": f"cold_{key} {name}", "value": value, "unit": unit, "budget": budget, "n": RUNS}
        browser.close()


def _load(browser: Any, installation: Installation, path: str, login: str | None) -> dict[str, float]:
    context = browser.new_context(
        viewport={"width": 390, "height": 844}, device_scale_factor=2, is_mobile=True, has_touch=True,
        locale="zh-CN", service_workers="block",
    )  # fmt: skip
    if login:
        installation.sign_in(context, login)
    page = context.new_page()
    page.add_init_script(WATCH)
    devtools = context.new_cdp_session(page)
    devtools.send("Network.enable")
    slow = {"offline": False, "latency": ROUND_TRIP_MS, "downloadThroughput": DOWN, "uploadThroughput": UP}
    devtools.send("Network.emulateNetworkConditions", slow)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": 4})
    page.goto(installation.url + path, wait_until="load", timeout=60_000)
    page.wait_for_function(SETTLED, timeout=60_000)
    seen = page.evaluate("window.__seen")
    context.close()
    blocked = sum(max(0.0, took - 50) for at, took in seen["long"] if at >= seen["fcp"])
    return {"lcp": seen["lcp"], "tbt": blocked, "cls": seen["cls"]}


def _a_household(installation: Installation) -> str:
    from app.households.models import Household

    with Session(installation.engine) as session:
        return str(session.exec(select(Household.id)).first())
