"""A phone for benches: Chromium in its size, slow lines and processors, cadres with as many doors as wanted."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from sqlmodel import Session, col, func, select

from app.accounts.models import Account, Grant, Role
from app.households.models import Community, Door, Grid, Household
from tests.browsers import ARGUMENTS, chromium
from tests.e2e.installation import Installation

PHONE: dict[str, Any] = {
    "viewport": {"width": 390, "height": 844}, "device_scale_factor": 2, "is_mobile": True, "has_touch": True,
    "locale": "zh-CN", "timezone_id": "Asia/Shanghai", "bypass_csp": True,  # to wait inside the page
}  # fmt: skip
# Lighthouse's mobileSlow4G as its `devtools` method applies it: round trip × 3.75, throughput × 0.9.
SLOW_4G = {
    "offline": False, "latency": 150 * 3.75, "downloadThroughput": 1_638_400 / 8 * 0.9,
    "uploadThroughput": 768_000 / 8 * 0.9,
}  # fmt: skip
DOOR_DRAWN = """
new MutationObserver((_, watch) => {
  if (!document.querySelector("[data-testid=door]")) return;
  watch.disconnect();
  requestAnimationFrame(() => setTimeout(() => { window.__drawn = performance.now(); }));
}).observe(document, {childList: true, subtree: true});
"""
"""`__drawn`: when the first door of the round had been painted, ms since the navigation began."""


@contextmanager
def browser() -> Iterator[Any]:
    """Chromium."""
    from playwright.sync_api import sync_playwright

    with sync_playwright() as playwright:
        launched = playwright.chromium.launch(executable_path=chromium(), args=ARGUMENTS)
        yield launched
        launched.close()


def slow_down(page: Any, *, processor: int = 1, line: dict[str, Any] | None = None) -> None:
    """Throttle through DevTools."""
    devtools = page.context.new_cdp_session(page)
    devtools.send("Emulation.setCPUThrottlingRate", {"rate": processor})
    if line:
        devtools.send("Network.enable")
        devtools.send("Network.emulateNetworkConditions", line)


def installed(page: Any, url: str) -> None:
    """Open the round once, until the worker keeps every file and the phone every view."""
    page.goto(url + "/round")
    page.locator("[data-testid=door]").first.wait_for()
    page.evaluate("navigator.serviceWorker.ready.then(() => true)")
    page.wait_for_function("() => navigator.serviceWorker.controller !== null")
    page.wait_for_function("() => linju.value('sync')?.contact_at > 0 && !linju.value('line')?.sending")
    page.wait_for_function("() => linju.value('view:round')?.length > 0")


def cadre_of(installation: Installation, doors: int) -> tuple[str, int]:
    """A cadre whose grids hold at least so many households. Returns the login and their number."""
    with Session(installation.engine) as session, session.begin():
        community = session.exec(select(Community)).first()
        assert community is not None
        who = Account(login=f"bench-{doors}", name="量一量")
        session.add(who)
        session.flush()
        count = 0
        for grid in session.exec(select(Grid).where(Grid.community_id == community.id)).all():
            if count >= doors:
                break
            session.add(Grant(account_id=who.id, role=Role.CADRE, community_id=community.id, grid_id=grid.id))
            count += _households(session, grid)
        return who.login, count


def _households(session: Session, grid: Grid) -> int:
    wanted = select(func.count(col(Household.id))).join(Door, col(Door.id) == col(Household.door_id))
    return session.exec(wanted.where(Door.grid_id == grid.id, col(Household.moved_out_on).is_(None))).one()
