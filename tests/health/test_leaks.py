"""A reading and a mark are planted; everybody tries everything; nobody but who may finds either anywhere.

Routes and handlers are found by walking the app: a new one under health that is missing in tests/test_authorisation.py
fails here too. Searched are answers, what browsers are sent of a state, exports of staff, log records and the database.
"""

from __future__ import annotations

import asyncio
import io
import logging
import re
import zipfile
from collections.abc import Callable, Iterator
from contextlib import suppress
from dataclasses import dataclass
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.accounts.service.people import actor_of
from app.health.fhir.tokens import keep_token
from app.health.models import ConsentKind, HealthClient, HealthToken, MarkKind, Measure, ShareGrant, Sitting
from app.health.rules.sharing import Terms
from app.health.service.clients import disable_client
from app.health.service.consent import withdraw
from app.health.service.erasing import erase
from app.health.service.marks import add_mark
from app.health.service.sharing import make_link, offer_to_client, offer_to_clinician, revoke
from app.health.service.whose import owner_of
from app.offline.worker import options
from app.passes.service.devices import token_hash
from app.shared.clock import local_day, now
from app.shared.db import transaction
from app.web import web
from rxconfig import OFFLINE_PAGES
from tests.health.people import kept
from tests.test_authorisation import (
    EVERYBODY,
    HANDLERS,
    NOBODY,
    ORIGIN,
    ROUTES,
    World,
    ask,
    handlers,
    lasting,  # noqa: F401  (world needs it)
    press,
    routes,
    shown,
    world,  # noqa: F401
)

pytestmark = pytest.mark.thorough
WORDS = "桂花糕与乌龙茶"
NEEDLES = ("173.25", "173/91", WORDS)
BELOW = ("/health", "/api/health", "/fhir", "/s/", "/auth/pass", "/api/views", "/api/commands")
SEE = {"resident", "clinician"}  # whose readings they are, and with whom they are shared
OTHERS = [who for who in (NOBODY, *EVERYBODY) if who not in SEE]
EXPORT = re.compile(r"export|\.xlsx|\.csv|/attendance|/print/|\.ics|\.json")
TOKEN, SITTING = "bearer-of-the-health-centre", "somebody-sits-there"
HEALTH_ROUTES = sorted(name for name in routes() if name.split(" ")[1].startswith(BELOW) and "{rest:path}" not in name)
HEALTH_HANDLERS = sorted(name for name, (cls, _) in handlers().items() if cls.__module__.startswith("app.health"))
VALUES = {  # what must show the owner their reading, or the search below would be blind
    "GET /health/print", "GET /health/own/readings.csv", "GET /health/own/everything.json", "GET /health/own/fhir",
    "TrendsState.load", "OwnState.load", "HealthHomeState.load",
}  # fmt: skip


@dataclass
class Planted:
    """`link`: what opens the record; `client`: `HealthClient.id`."""

    world: World
    client: TestClient
    link: str
    system: Any

    @property
    def page(self) -> str:
        return f"/health/shared/{self.world.cast.lin_apo.id}"

    def get(self, path: str, who: str = NOBODY, **headers: str) -> Any:
        self.client.cookies.clear()
        cookies = {"cookie": self.world.cookie(who)} if who != NOBODY else {}
        return self.client.get(path, headers=cookies | headers)

    def looks(self) -> list[Any]:
        """Everything that somebody else may see it by."""
        bearer = {"authorization": f"Bearer {TOKEN}"}
        found = f"/fhir/Observation?patient={self.world.cast.lin_apo.id}"
        return [self.get(self.page, "clinician"), self.get(f"/s/{self.link}"), self.get(found, **bearer)]


@pytest.fixture
def planted(world: World, caplog: pytest.LogCaptureFixture) -> Iterator[Planted]:  # noqa: F811
    caplog.set_level(logging.DEBUG)
    moment, cast = now(), world.cast
    with transaction(world.engine) as session:
        who = actor_of(session, cast.resident.id, moment)
        kept(session, who, Measure.BP, moment, systolic=173.25, diastolic=91.0)
        add_mark(session, who, MarkKind.EVENT, local_day(moment), WORDS, moment)
        terms = Terms((Measure.BP,), moment + timedelta(days=7))
        offer_to_clinician(session, who, cast.clinician.id, terms, moment)
        system = session.exec(select(HealthClient)).one()
        offer_to_client(session, who, system.id, terms, moment)
        keep_token(session, system.id, TOKEN, "system/Observation.rs", moment)
        link = make_link(session, who, (Measure.BP,), moment).token
        session.add(
            Sitting(
                community_id=cast.hupan.id, person_id=cast.lin_apo.id, token_hash=token_hash(SITTING), seen_at=moment
            )
        )
    with TestClient(web, base_url=ORIGIN, follow_redirects=False, raise_server_exceptions=False) as client:
        yield Planted(world, client, link, system.id)
    records = [one for one in caplog.get_records("call") if not one.name.startswith("httpx")]  # the test's own client
    said = [logging.Formatter().format(one) for one in records]  # with its traceback
    assert not [one for one in said if told(one) or link in one or TOKEN in one], "a log record tells"


def told(text: str) -> list[str]:
    return [one for one in NEEDLES if one in text]


def text_of(answer: Any) -> str:
    """What an answer says; a workbook: all of its parts."""
    if answer.content[:2] != b"PK":
        return str(answer.text)
    with zipfile.ZipFile(io.BytesIO(answer.content)) as book:
        return "".join(book.read(name).decode("utf-8", "replace") for name in book.namelist())


def called(planted: Planted, name: str, who: str) -> str:
    """What a browser gets of a route or of a handler."""
    if name in ROUTES:
        return text_of(ask(planted.client, planted.world, name, who))
    (cls, method), entry, world = handlers()[name], HANDLERS[name], planted.world  # noqa: F811
    made = ""
    with suppress(AttributeError, TypeError, KeyError, ValueError):
        before = entry.before(world)
        state = asyncio.run(press(cls, method, world.cookie(who), entry.call(world), before, entry.path(world)))
        made = shown(state)
    return made


def test_every_route_and_handler_of_health_is_tried() -> None:
    assert len(HEALTH_ROUTES) > 15 and len(HEALTH_HANDLERS) > 25
    assert [one for one in HEALTH_ROUTES if one not in ROUTES] == []
    assert [one for one in HEALTH_HANDLERS if one not in HANDLERS] == []


def test_the_owner_finds_it_wherever_it_is_kept_for_them_and_nothing_there_is_stored(planted: Planted) -> None:
    assert {name for name in VALUES if told(called(planted, name, "resident"))} == VALUES
    for name in sorted(VALUES & set(ROUTES)):
        assert ask(planted.client, planted.world, name, "resident").headers["cache-control"] == "no-store", name
    for answer in planted.looks():
        assert answer.status_code == 200 and told(answer.text)
        assert answer.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("who", OTHERS)
def test_nobody_else_finds_it_anywhere(planted: Planted, who: str) -> None:
    for name in [*HEALTH_ROUTES, *HEALTH_HANDLERS]:
        assert told(called(planted, name, who)) == [], name
    assert told(planted.get(planted.page, who).text) == []


def test_no_export_of_staff_and_no_page_of_another_feature_has_it(planted: Planted) -> None:
    for name in sorted(one for one in routes() if EXPORT.search(one) and not one.split(" ")[1].startswith("/health")):
        for who in ("admin", "cadre", "cadre_all", "supervisor", "auditor"):
            if not name.startswith("SOCKET"):
                assert told(called(planted, name, who)) == [], f"{name} tells {who}"
    for name in ("AccessState.load", "DeskState.load", "HomeState.load", "NeedsState.load", "HealthDeskState.load"):
        for who in ("admin", "cadre", "auditor"):
            assert told(called(planted, name, who)) == [], f"{name} tells {who}"


def test_nothing_of_it_lies_in_the_database_as_it_was_written(planted: Planted) -> None:
    planted.looks()
    for table, rows in planted.world.rows().items():
        secrets = [*NEEDLES, planted.link, TOKEN, SITTING]
        assert not [one for one in secrets if one in "".join(rows)], table


def revoked(session: Session, planted: Planted) -> None:
    who = actor_of(session, planted.world.cast.resident.id, now())
    for grant in session.exec(select(ShareGrant.id)).all():
        revoke(session, who, grant, now())


def over(session: Session, planted: Planted) -> None:
    for grant in session.exec(select(ShareGrant)):
        grant.until = now() - timedelta(seconds=1)


def withdrawn(session: Session, planted: Planted) -> None:
    owner = owner_of(session, actor_of(session, planted.world.cast.resident.id, now()))
    withdraw(session, owner, ConsentKind.KEEP, now())


def erased(session: Session, planted: Planted) -> None:
    erase(session, actor_of(session, planted.world.cast.resident.id, now()), now())


@pytest.mark.parametrize("end", [revoked, over, withdrawn, erased])
def test_what_has_ended_is_as_if_it_had_never_been(planted: Planted, end: Callable[[Session, Planted], None]) -> None:
    with transaction(planted.world.engine) as session:
        end(session, planted)
    person, link, found = planted.looks()
    assert (person.status_code, link.status_code, found.status_code) == (404, 404, 404)
    assert link.text == planted.get("/s/never-there").text
    assert person.text == planted.get(f"/health/shared/{planted.world.cast.cadre.id}", "clinician").text
    assert not told(person.text + link.text + found.text) and "林阿婆" not in person.text + link.text + found.text
    assert not told(called(planted, "SharedState.load", "clinician"))
    if end is erased:
        assert [name for name in sorted(VALUES) if told(called(planted, name, "resident"))] == []


def test_a_system_that_is_switched_off_or_whose_token_is_over_is_out(planted: Planted) -> None:
    with transaction(planted.world.engine) as session:
        token = session.exec(select(HealthToken)).one()
        token.expires_at = now() - timedelta(seconds=1)
    expired = planted.looks()[2]
    with transaction(planted.world.engine) as session:
        session.exec(select(HealthToken)).one().expires_at = now() + timedelta(minutes=5)
        disable_client(session, actor_of(session, planted.world.cast.admin.id, now()), planted.system, now())
    off = planted.looks()[2]
    assert (expired.status_code, off.status_code) == (401, 401) and expired.text == off.text


def test_an_ended_sitting_and_a_signed_out_phone_are_nobody(planted: Planted) -> None:
    cookie = f"linju-sitting={SITTING}"
    assert planted.client.get("/api/health/sitting", headers={"cookie": cookie}).json()["person"]
    planted.client.post("/health/lounge/leave", headers={"cookie": cookie, "origin": ORIGIN})
    assert planted.client.get("/api/health/sitting", headers={"cookie": cookie}).json()["person"] is None
    planted.client.post("/auth/logout", headers={"cookie": planted.world.cookie("resident"), "origin": ORIGIN})
    for name in sorted(VALUES):
        assert told(called(planted, name, "resident")) == [], name


def test_an_error_page_and_its_log_record_say_nothing_of_whose_it_was(
    planted: Planted, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fails(*_: Any, **__: Any) -> None:
        raise RuntimeError("a bug")

    monkeypatch.setattr("app.health.share.routes.sheet_of", fails)
    for answer in planted.looks()[:2]:
        assert answer.status_code == 500 and "林阿婆" not in answer.text and not told(answer.text)


def test_the_service_worker_keeps_no_address_that_shows_a_value(tmp_path: Path) -> None:
    made = options(tmp_path, ["index.html"], OFFLINE_PAGES)
    addresses = [route.split(" ")[1] for route in HEALTH_ROUTES] + ["/health/trends", "/health/own", "/health/shared"]
    kept_pages, large, others = made["runtimeCaching"]
    pattern = re.compile(kept_pages["urlPattern"].removeprefix("js:/").removesuffix("/").replace(r"\/", "/"))
    for address in addresses:
        assert address not in OFFLINE_PAGES
        assert not pattern.search(f"{ORIGIN}{address}"), address
    assert all(
        "put(" not in rule["handler"] and "addAll" not in rule["handler"] for rule in (kept_pages, large, others)
    )
    assert not [one for one in made["globPatterns"] if "health" in one and "measure" not in one]
