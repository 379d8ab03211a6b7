"""What residents do to measure themselves, at the lounge's tablet and on their own phone."""

from __future__ import annotations

from typing import Any

from argon2 import PasswordHasher
from playwright.sync_api import expect
from sqlmodel import Session, select

from app.accounts.models import Account
from app.accounts.service import actor_of
from app.households.models import Person
from app.passes.service import issue_pass, set_pin
from app.shared.clock import now
from tests.e2e.installation import Installation

TABLET: dict[str, Any] = {"viewport": {"width": 1180, "height": 820}, "device_scale_factor": 1, "is_mobile": False}
PIN = "2580"
COUNT = """() => {
  globalThis.taps = 0;
  addEventListener("click", ({ target }) => { if (!target.closest("[data-pad]")) globalThis.taps += 1; }, true);
}"""
KEPT_HERE = """async () => {
  const texts = [localStorage, sessionStorage].map((kept) => JSON.stringify({ ...kept }));
  const found = [...texts, document.cookie, location.href];
  for (const { name } of await indexedDB.databases()) {
    const open = indexedDB.open(name);
    const db = await new Promise((done) => { open.onsuccess = () => done(open.result); });
    for (const store of db.objectStoreNames) {
      const all = db.transaction(store).objectStore(store).getAll();
      found.push(store, JSON.stringify(await new Promise((done) => { all.onsuccess = () => done(all.result); })));
    }
    db.close();
  }
  for (const name of await caches.keys()) for (const { url } of await (await caches.open(name)).keys()) found.push(url);
  return found.join("\\n");
}"""


def pass_of(server: Installation, name: str) -> str:
    """The six letters of a resident who has set a PIN."""
    hashed = PasswordHasher(time_cost=1, memory_cost=8, parallelism=1).hash(PIN)
    with Session(server.engine) as session, session.begin():
        admin = actor_of(session, session.exec(select(Account).where(Account.login == "admin")).one().id, now())
        person = session.exec(select(Person).where(Person.name == name)).one()
        made = issue_pass(session, admin, person.id, now())
        set_pin(session, made.token, hashed, None, now())
        return made.short_code


def sit_down(page: Any, server: Installation, code: str) -> None:
    """At the tablet, with letters and PIN; the consents stand there, or the choice of a measure."""
    page.goto(server.url + "/health/lounge")
    page.locator("#code").fill(code)
    page.get_by_role("button", name="下一步").click()
    for digit in PIN:
        page.locator(f"[data-pad] [data-key='{digit}']").click()
    page.get_by_test_id("sit").click()
    page.locator("[data-testid=consent], [data-guide=choose]").first.wait_for()


def agree_to_both(page: Any) -> None:
    """The two consents, one after the other, in their words."""
    for title in ("把我量的数存下来", "数值危险时，请社区来看看我"):
        expect(page.get_by_role("heading", name=title)).to_be_visible()
        page.get_by_test_id("agree").click()
    page.locator("[data-guide=choose]").wait_for()


def begin(page: Any, measure: str = "bp") -> None:
    """One measure until its first number is asked for: sitting well and rested, or fasting."""
    page.locator(f"[data-measure={measure}]").click()
    if measure == "bp":
        page.locator("[data-arm=left]").click()
        page.get_by_test_id("skip").click()
    elif measure == "glucose":
        page.get_by_role("button", name="空腹").click()
    page.locator("[data-guide=type]").wait_for()


def type_pressure(page: Any, systolic: int, diastolic: int, pulse: int | None = None) -> None:
    """One reading on the keys of the screen: it goes from number to number by itself."""
    type_keys(page, f"{systolic}{diastolic}{pulse or ''}>")


def type_keys(page: Any, keys: str) -> None:
    """Keys of the screen, one after the other; ">" goes on."""
    for key in keys:
        where = page.get_by_test_id("next") if key == ">" else page.locator(f"[data-pad] [data-key='{key}']")
        where.click()


def left_behind(page: Any, *words: str) -> list[str]:
    """Which of `words` this browser has kept anywhere that a script can see."""
    kept = page.evaluate(KEPT_HERE)
    return [word for word in words if word in kept]


def rows(server: Installation, model: Any) -> list[Any]:
    """All rows of a table, oldest first."""
    with Session(server.engine) as session:
        return list(session.exec(select(model).order_by(model.id)))


def sign_in(page: Any, server: Installation, code: str) -> None:
    """On one's own phone."""
    page.goto(server.url + "/health")
    page.locator("#pass").fill(code)
    page.locator("#pin").fill(PIN)
    page.get_by_role("button", name="登录", exact=True).click()
    page.get_by_role("link", name="量一量").wait_for()
