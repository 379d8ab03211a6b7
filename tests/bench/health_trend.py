"""Trends of somebody with 100,000 readings: at most 100 ms of the server, at most 1 s on a phone four times slower.

The server's part is what the screen's handler does: read, open, draw in both languages; the slowest of every measure
and span, each the median of RUNS. The phone's part is from the tap to the frame that shows the charts, with the socket
and the server in it: on a span, and on the way there from `/health`. `open`, for information, is from the navigation to
a page that was not open, most of which is the start of any screen. Readings reach five years back, as densely as a
meter that measures by itself.
"""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import datetime, timedelta
from statistics import median
from time import perf_counter
from typing import Any

from sqlalchemy import insert
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor
from app.accounts.service import actor_of
from app.health.models import ConsentKind, Measure, Origin, Reading
from app.health.rules.consent import version_of
from app.health.rules.reading import Taken, to_json
from app.health.rules.series import Span
from app.health.service import keys
from app.health.service.consent import give
from app.health.service.sign_in import account_for
from app.health.service.whose import Owner, owner_of
from app.health.state.trends import shown
from app.households.models import Person
from app.shared import crypto
from app.shared.clock import now
from app.shared.ids import new_id
from app.shared.settings import settings
from app.shared.tables import table_of
from tests.bench._phone import DOOR_DRAWN, PHONE, browser, slow_down
from tests.e2e.installation import Installation

RUNS = 7
READINGS = 100_000
YEARS = 5
SHARES = {Measure.BP: 0.5, Measure.GLUCOSE: 0.3, Measure.BMI: 0.2}
CHART_DRAWN = DOOR_DRAWN.replace("[data-testid=door]", "main svg[role=img]")
SHOW = """async (span) => {
  const drawn = () => new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now()))));
  const seen = () => document.querySelector("main p[role=status]").textContent;
  const before = seen(), from = performance.now();
  document.querySelector(`main .lj-seg input[value=${span}]`).click();
  let at = await drawn();
  while (seen() === before || !document.querySelector("main svg[role=img]")) at = await drawn();
  return at - from;
}"""
WAY = "main a[href='/health/trends']"
GO = """async (way) => {
  const from = performance.now();
  document.querySelector(way).click();
  while (!document.querySelector("main svg[role=img]")) await new Promise((done) => requestAnimationFrame(done));
  return new Promise((done) => requestAnimationFrame(() => setTimeout(() => done(performance.now() - from))));
}"""


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """The slowest chart on the server, the slowest span on the phone, and each for information."""
    with _its_keys(installation):
        login, who = _kept(installation)
        with Session(installation.engine) as session:
            server = {f"{one.value} {span.value}": _asked(session, who, one, span) for one in SHARES for span in Span}
    yield _row("health_trend_server", max(server.values()), 100, READINGS)
    yield from (_row(f"health_trend_server {name}", took) for name, took in server.items())
    phone = _on_a_phone(installation, login)
    yield _row("health_trend open", phone.pop("open"))
    yield _row("health_trend", max(phone.values()), 1000, READINGS)
    yield from (_row(f"health_trend {name}", took) for name, took in phone.items())


@contextmanager
def _its_keys(installation: Installation) -> Iterator[None]:
    """Read and seal as its server does, which has keys of its own."""
    before = os.environ.get("LINJU_HOME")
    os.environ["LINJU_HOME"] = str(installation.home)
    _forget()
    yield
    os.environ.pop("LINJU_HOME") if before is None else os.environ.update(LINJU_HOME=before)
    _forget()


def _forget() -> None:
    settings.cache_clear()
    crypto.keys.cache_clear()


def _asked(session: Session, who: Actor, one: Measure, span: Span) -> float:
    """The median, ms."""
    times = []
    for _ in range(RUNS):
        began = perf_counter()
        shown(session, who, None, one, span, 0, now())
        times.append(1000 * (perf_counter() - began))
    return median(times)


def _on_a_phone(installation: Installation, login: str) -> dict[str, float]:
    """From the tap to the frame, the most common measure."""
    took: dict[str, list[float]] = {span.value: [] for span in Span}
    with browser() as chromium:
        page = chromium.new_context(**PHONE).new_page()
        installation.sign_in(page.context, login)
        page.goto(installation.url + "/health/trends")
        page.locator("main svg[role=img]").first.wait_for(timeout=60_000)
        slow_down(page, processor=4)
        took["open"] = [_opened(page.context, installation.url) for _ in range(RUNS)]
        took["from_home"] = [_tapped(page, installation.url) for _ in range(RUNS)]
        for _ in range(RUNS):
            for span in (Span.YEAR, Span.WEEK, Span.MONTH):
                took[span.value].append(page.evaluate(SHOW, span.value))
    return {name: median(times) for name, times in took.items()}


def _tapped(page: Any, url: str) -> float:
    """From the tap on `/health` to the frame that shows the first chart, ms."""
    page.goto(url + "/health")
    page.locator(WAY).wait_for(timeout=60_000)
    took = page.evaluate(GO, WAY)
    assert isinstance(took, float | int)
    return took


def _opened(context: Any, url: str) -> float:
    """From the start of the navigation to the frame that shows the first chart, ms: a phone that was here before."""
    page = context.new_page()
    page.add_init_script(CHART_DRAWN)
    slow_down(page, processor=4)
    page.goto(url + "/health/trends", wait_until="commit")
    page.wait_for_function("() => window.__drawn > 0", timeout=60_000)
    drawn = page.evaluate("window.__drawn")
    page.close()
    return drawn


def _kept(installation: Installation) -> tuple[str, Actor]:
    """Somebody of the demo community who agreed, with 100,000 readings."""
    moment = now()
    with Session(installation.engine) as session, session.begin():
        wanted = select(Person.id).where(col(Person.born_on) < moment.date() - timedelta(days=50 * 365))
        person_id = session.exec(wanted.order_by(col(Person.id))).first()
        assert person_id is not None
        who = actor_of(session, account_for(session, person_id, moment), moment)
        owner = owner_of(session, who)
        since = moment - timedelta(days=365 * YEARS)
        give(session, owner, ConsentKind.KEEP, version_of(ConsentKind.KEEP), since)
        rows = list(_readings(session, owner, since, moment))
        for at in range(0, len(rows), 5000):
            session.execute(insert(table_of(Reading)), rows[at : at + 5000])
        return session.get_one(Account, who.account_id).login, who


def _readings(session: Session, owner: Owner, since: datetime, until: datetime) -> Iterator[dict[str, Any]]:
    """Sealed rows, two to a check."""
    seal = keys.sealer(session, owner.person_id)
    for one, share in SHARES.items():
        count = round(READINGS * share / 2)
        step = (until - since) / (count + 1)
        for number in range(count):
            check = new_id()
            for minutes in (0, 1):
                at = since + step * (number + 1) + timedelta(minutes=minutes)
                sealed = seal(to_json(_taken(one, number + minutes)))
                yield {
                    "id": new_id(), "community_id": owner.community_id, "person_id": owner.person_id, "measure": one,
                    "check_id": check, "taken_at": min(at, until), "origin": Origin.HOME, "sealed": sealed,
                    "created_at": until, "corrects": None, "replaced_at": None,
                }  # fmt: skip


def _taken(one: Measure, number: int) -> Taken:
    if one is Measure.BP:
        return Taken({"systolic": 110.0 + number % 60, "diastolic": 65.0 + number % 40, "pulse": 60.0 + number % 30})
    if one is Measure.GLUCOSE:
        context = ("fasting", "before_meal", "post2h", "bedtime", "random")[number // 2 % 5]
        return Taken({"glucose": 4.5 + number % 60 / 10}, context)
    return Taken({"weight": 68.0 + number % 40 / 10, "height": 170.0})


def _row(bench: str, value: float, budget: int | None = None, readings: int | None = None) -> dict[str, Any]:
    more = {"readings": readings} if readings else {}
    return {"bench": bench, "value": round(value), "unit": "ms", "budget": budget, "n": RUNS, **more}
