"""Whoever must not see somebody's readings, at every door of health checks: what is not yours is not there.

林阿婆 has readings like nobody else's. Every route and handler that there is, found by itself, is called by everybody
with her ids and with ids of nothing: both answers are one, and nothing of her is in them, nor in logs, records, files
of staff or what a phone keeps. First those who may, see it: or a search that finds nothing would prove nothing.
"""

from __future__ import annotations

import asyncio
import json
import logging
import re
from collections.abc import Awaitable, Callable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from functools import cache, partial
from pathlib import Path
from typing import Any

import pytest
from argon2 import PasswordHasher
from fastapi.routing import iter_route_contexts
from fastapi.testclient import TestClient
from httpx import Response
from reflex.istate.data import RouterData
from reflex.state import State
from sqlalchemy import Engine, event
from sqlmodel import Session, select

import rxconfig
from app.accounts import passwords
from app.accounts.models import Account
from app.accounts.service.people import actor_of
from app.health.models import Consent, ConsentKind, Sitting
from app.health.service import follow_ups
from app.health.service.consent import withdraw
from app.health.service.erasing import erase
from app.health.service.whose import owner_of
from app.households.models import Person
from app.offline.worker import NEVER, options
from app.passes.service.devices import token_hash
from app.shared.clock import local_day, now
from app.shared.db import transaction
from app.web import web
from tests.health.intruders import (
    BAND,
    BP,
    DEVICE,
    GLUCOSE,
    LOST,
    MARK,
    MARKS,
    Ids,
    Planting,
    Visitor,
    invented,
    of_the_cast,
    seen,
)
from tests.test_authorisation import ANYONE, HANDLERS, ORIGIN, ROUTES, Lasting, World, _made, _rows, handlers, vars_of

pytestmark = pytest.mark.thorough
EVERYTHING, OWNER = set(MARKS), "resident"
DOORS = ("/health/", "/api/health", "/fhir", "/s/", "/auth/pass")
FEW = {"nobody", "neighbour", "admin", "clinician without", "client without", "got up"}
# They write what is theirs: the second time is not the first, and an id that is taken (which only its owner knows) is.
COLLIDES = {"POST /health/own/fhir", "POST /api/commands", "POST /api/health/sitting/measure"}
OPEN = {"/fhir/metadata", "/fhir/.well-known/smart-configuration"}  # about the interface, about nobody


@dataclass(frozen=True)
class Ask:
    """One request."""

    path: str
    json: Any = None
    form: dict[str, str] | None = None
    content: str | None = None


Asks = Callable[[Ids], list[Ask]]


def measured(ids: Ids) -> dict[str, Any]:
    """A measurement that says it is one of hers."""
    reading = {"id": ids.pressure, "measure": "pulse", "taken_at": now().isoformat(), "values": {"pulse": 70}}
    return {"check_id": ids.check, "readings": [reading]}


def bundle(ids: Ids) -> str:
    """A file of hers."""
    one = {
        "resourceType": "Observation", "id": ids.pressure, "status": "final", "effectiveDateTime": "2026-03-01",
        "code": {"coding": [{"system": "http://loinc.org", "code": "8867-4"}]},
        "subject": {"reference": f"Patient/{ids.person}"}, "valueQuantity": {"value": 70, "unit": "/min"},
    }  # fmt: skip
    return json.dumps({"resourceType": "Bundle", "type": "collection", "entry": [{"resource": one}]})


def of_person(path: str, *more: str) -> Asks:
    return lambda ids: [Ask(path), *(Ask(f"{path}?person={ids.person}{one}") for one in ("", *more))]


def posted(path: str, **form: str) -> Asks:
    return lambda ids: [Ask(path, form=form), Ask(f"{path}?person={ids.person}", form=form)]


def found(*queries: str) -> list[str]:
    return ["", "&code=85354-9", "&code=8480-6", "&category=vital-signs", "&date=ge2020-01-01", *queries]


REQUESTS: dict[str, Asks] = {
    "POST /auth/pass": posted("/auth/pass", **{"pass": "ABCDEF", "pin": "2580"}),
    "POST /health/lounge/enter": posted("/health/lounge/enter", **{"pass": "ABCDEF", "pin": "2580"}),
    "POST /health/lounge/leave": posted("/health/lounge/leave"),
    "GET /api/health/sitting": of_person("/api/health/sitting"),
    "POST /api/health/sitting/measure": lambda ids: [Ask("/api/health/sitting/measure", measured(ids))],
    "POST /api/health/sitting/consent": lambda ids: [
        Ask(f"/api/health/sitting/consent?person={ids.person}", {"kind": "keep", "version": 1})
    ],
    "POST /api/health/just-measured": posted("/api/health/just-measured"),
    "POST /api/health/classify": lambda ids: [
        Ask("/api/health/classify", {"measure": "pulse", "values": {"pulse": 72}}),
        Ask("/api/health/classify", {"measure": "pulse", "values": {"pulse": 72}, "person": ids.person}),
    ],
    "GET /health/print": of_person("/health/print", "&days=365"),
    "POST /health/print": posted("/health/print", days="30"),
    "GET /health/own/readings.csv": of_person("/health/own/readings.csv"),
    "GET /health/own/everything.json": of_person("/health/own/everything.json"),
    "GET /health/own/fhir": of_person("/health/own/fhir"),
    "POST /health/own/fhir": lambda ids: [
        Ask("/health/own/fhir", content=bundle(ids)),
        Ask(f"/health/own/fhir?person={ids.person}", content=bundle(ids)),
    ],
    "GET /health/shared/{person_id}": lambda ids: [
        Ask(f"/health/shared/{ids.person}{more}") for more in ("", "?days=365", "?form=print")
    ],
    "GET /s/{token}": lambda ids: [Ask(f"/s/{link}{more}") for link in ids.links for more in ("", "?form=print")],
    "GET /fhir/metadata": of_person("/fhir/metadata"),
    "GET /fhir/.well-known/smart-configuration": of_person("/fhir/.well-known/smart-configuration"),
    "POST /fhir/token": posted("/fhir/token", grant_type="client_credentials", client_id="x", client_secret="x"),
    "POST /fhir/revoke": posted("/fhir/revoke", token="x", client_id="x", client_secret="x"),
    "GET /fhir/Observation": lambda ids: [
        Ask(f"/fhir/Observation?patient={ids.person}{more}") for more in found("&_count=0")
    ],
    "POST /fhir/Observation/_search": lambda ids: [Ask("/fhir/Observation/_search", form={"patient": ids.person})],
    "GET /fhir/Observation/{observation_id}": lambda ids: [
        Ask(f"/fhir/Observation/{one}") for one in (ids.pressure, ids.glucose)
    ],
}
# What a phone or a cadre's screen asks elsewhere, that could touch readings.
BESIDE: dict[str, Asks] = {
    "GET /api/views/{name}": of_person("/api/views/health"),
    "POST /api/commands": lambda ids: [
        Ask(
            "/api/commands",
            {
                "device_id": "phone-0009", "sent_at": now().isoformat(),
                "commands": [
                    {
                        "id": ids.check, "kind": "health.measure", "version": 1, "made_at": now().isoformat(),
                        "data": measured(ids),
                    }
                ],
            },
        )
    ],
}  # fmt: skip
# Who sees what of her where, and no more than that.
MAY: dict[str, dict[str, set[str]]] = {
    "GET /health/print": {OWNER: EVERYTHING - {DEVICE}},
    "POST /health/print": {OWNER: EVERYTHING - {DEVICE}},
    "GET /health/own/readings.csv": {OWNER: EVERYTHING - {MARK}},
    "GET /health/own/everything.json": {OWNER: EVERYTHING},
    "GET /health/own/fhir": {OWNER: EVERYTHING - {MARK}},
    "GET /health/shared/{person_id}": {
        "clinician": {BP, MARK}, "clinician with": {BP, GLUCOSE, MARK}, "family with": {BP, GLUCOSE, MARK},
    },
    "GET /fhir/Observation": {"client with": {BP, GLUCOSE, DEVICE}},
    "POST /fhir/Observation/_search": {"client with": {BP, GLUCOSE, DEVICE}},
    "GET /fhir/Observation/{observation_id}": {"client with": {BP, GLUCOSE, DEVICE}},
    # Her own phone and its commands; nothing of a value comes back.
    "GET /api/views/{name}": {OWNER: set()}, "POST /api/commands": {OWNER: set()},
    "POST /health/own/fhir": {OWNER: set()},
}  # fmt: skip


@dataclass
class Scene:
    """The world with her in it."""

    world: World
    ids: Ids
    nothing: Ids
    visitors: dict[str, Visitor]
    open_link: str

    def others(self, name: str) -> list[Visitor]:
        """Who may not, there. Where no cookie is looked at, or no token, one of each kind is enough."""
        tokens, few = "/fhir" in name, name in ROUTES and ROUTES[name].may == ANYONE
        near = set(self.visitors) if tokens or "shared" in name else SCREENS | {"sits", "left alone", "got up"}
        return [
            one
            for key, one in self.visitors.items()
            if key not in MAY.get(name, {}) and (key in FEW or (not few and key in near and bool(one.bearer) is tokens))
        ]

    def hers(self) -> list[str]:
        """Whatever is kept of her, as it lies there."""
        ours = {self.ids.person, self.ids.person.replace("-", "")}
        tables = ("reading", "mark", "consent", "sharegrant", "datakey", "followup", "look")
        return [row for name in tables for row in self.world.rows()[name] if any(one in row for one in ours)]


class Planted(Lasting):
    """The lasting world of the other table, with more people in it."""

    def __init__(self, engine: Engine) -> None:
        self.world = _made(engine)
        with transaction(engine) as session:
            planting = Planting(session, self.world.cast, now())
            ids = planting.plant(self.world.ids)
        visitors = [*of_the_cast(self.world.tokens), *planting.visitors]
        by_name = {one.name: one for one in visitors}
        self.scene = Scene(self.world, ids, invented(ids), by_name, planting.open_link)
        self.values, self.spoilt = _rows(engine), False
        self.world.fresh = self.world.rows()
        event.listen(engine, "commit", self._spoil)


@pytest.fixture(scope="module")
def planted(engine: Engine) -> Iterator[Planted]:
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr("app.shared.db.engine", lambda: engine)
        made = Planted(engine)
    yield made
    made.end()


@pytest.fixture
def scene(planted: Planted, monkeypatch: pytest.MonkeyPatch) -> Scene:
    monkeypatch.setattr("app.shared.db.engine", lambda: planted.world.engine)
    cheap = PasswordHasher(1, 8, 1)
    monkeypatch.setattr(passwords, "_hasher", cheap)
    monkeypatch.setattr(passwords, "DECOY", cheap.hash("nobody kept it"))
    planted.mend()
    return planted.scene


@pytest.fixture
def client(scene: Scene) -> Iterator[TestClient]:
    with TestClient(web, base_url=ORIGIN, follow_redirects=False) as made:
        yield made


def ask(client: TestClient, scene: Scene, name: str, one: Ask, who: Visitor) -> Response:
    client.cookies.clear()
    if one.path.startswith(("/s/", "/auth/", "/fhir/", "/health/lounge/")):
        with scene.world.engine.begin() as connection:
            connection.exec_driver_sql("DELETE FROM signintries")  # what is refused for its pace shows nothing
    headers = {"origin": ORIGIN} | who.headers
    return client.request(
        name.split(" ")[0], one.path, headers=headers, json=one.json, data=one.form, content=one.content
    )


def told(answer: Response) -> str:
    """All of an answer but what is different each time."""
    aside = ("content-length", "date", "content-security-policy", "server-timing")
    return "\n".join([*(f"{k}: {v}" for k, v in answer.headers.items() if k not in aside), answer.text])


def calm(answer: Response, ids: Ids) -> tuple[int, str]:
    """An answer without the ids that were asked for, and without what is drawn anew each time."""
    text = answer.text
    for one in ids.all():
        text = text.replace(one, "~")
    return answer.status_code, re.sub(
        r"nonce-[\w-]+|\d{4}-\d\d-\d\dT[\d:.+Z]+|[0-9a-f]{8}-[0-9a-f-]{27}|[0-9a-f]{64}", "~", text
    )


def health_routes() -> set[str]:
    """Every route below a door of health checks, or that a file of health checks answers."""
    return {
        f"{method} {route.path}"
        for route in iter_route_contexts(web.routes)
        for method in (getattr(route, "methods", None) or ["SOCKET"])
        if route.path.startswith(DOORS) or getattr(route.endpoint, "__module__", "").startswith("app.health")
        if method != "HEAD" and not route.path.endswith("{rest:path}")
    }


def health_handlers() -> list[str]:
    return sorted(name for name, (cls, _) in handlers().items() if cls.__module__.startswith("app.health"))


def test_every_route_and_handler_of_health_checks_is_tried() -> None:
    assert health_routes() - set(REQUESTS) == set(), "say in REQUESTS how an intruder would ask for it"
    assert len(health_routes()) > 20
    assert set(health_handlers()) - set(HANDLERS) == set()
    assert len(health_handlers()) > 30


def there(name: str) -> bool:
    return name in health_routes() | set(BESIDE)


TRIED = {name: asks for name, asks in (REQUESTS | BESIDE).items() if there(name)}


@pytest.mark.parametrize("name", sorted(name for name in MAY if there(name)))
def test_whoever_may_sees_it_and_no_more_than_that(scene: Scene, client: TestClient, name: str) -> None:
    for who, expected in MAY[name].items():
        answers = [ask(client, scene, name, one, scene.visitors[who]) for one in TRIED[name](scene.ids)]
        assert set().union(*(seen(told(one)) for one in answers)) == expected, who
        for one in answers:
            assert "no-store" in one.headers["cache-control"]
            assert not seen(one.headers.get("location", "")) and not seen(str(one.request.url))


@pytest.mark.skipif(not there("GET /s/{token}"), reason="no such page")
def test_a_code_on_paper_opens_it_until_it_is_over(scene: Scene, client: TestClient) -> None:
    answer = ask(client, scene, "GET /s/{token}", Ask(f"/s/{scene.open_link}"), Visitor("nobody"))
    assert seen(answer.text) == {BP, GLUCOSE, MARK}
    headers = {name.lower(): value for name, value in answer.headers.items()}
    assert "no-store" in headers["cache-control"] and "noindex" in headers["x-robots-tag"]
    assert headers["referrer-policy"] == "no-referrer"


@pytest.mark.parametrize("name", sorted(TRIED))
def test_for_everybody_else_it_is_as_if_there_were_nothing(scene: Scene, client: TestClient, name: str) -> None:
    before = scene.hers()
    for who in scene.others(name):
        for mine, none in zip(TRIED[name](scene.ids), TRIED[name](scene.nothing), strict=True):
            answer, empty = (ask(client, scene, name, one, who) for one in (mine, none))
            assert not seen(told(answer)) and not BAND.search(told(answer)), f"{who.name} was told by {mine.path}"
            same = calm(answer, scene.ids) == calm(empty, scene.nothing)
            assert same or mine == none or name in COLLIDES, f"{who.name} learns that {mine.path} is there"
            assert answer.status_code < 500
            if mine.path.partition("?")[0] not in OPEN and answer.status_code == 200:
                assert "no-store" in answer.headers["cache-control"], f"{who.name} keeps {mine.path}"
    assert scene.hers() == before, "one of them did something"


# --------------------------------------------------------------------------------------------------- the screens


def press(scene: Scene, name: str, who: Visitor, world: World, path: str, state: Any = None) -> tuple[Any, str]:
    """Call a handler as a browser would. Returns the State and all that is sent for it."""
    cls, method = handlers()[name]
    entry = HANDLERS[name]
    root = state or fresh()
    root.router = RouterData.from_router_data(
        {"headers": {"cookie": who.cookie, "origin": ORIGIN}, "pathname": path.partition("?")[0], "asPath": path}
    )
    part: Any = root.get_substate(cls.get_full_name().split("."))
    if state is None:
        for var, value in entry.before(world).items():
            setattr(part, var, value)

    async def run() -> list[Any]:
        answer, events = cls.event_handlers[method].fn(part, *entry.call(world)), []
        if hasattr(answer, "__aiter__"):
            return [one async for one in answer]
        if isinstance(answer, Awaitable):
            events.append(await answer)
        return events

    events = asyncio.run(run())
    return root, json.dumps([vars_of(part), repr(events)], default=plain, ensure_ascii=False, sort_keys=True)


@cache
def _root() -> Any:
    return State(_reflex_internal_init=True)  # type: ignore[call-arg]


def fresh() -> Any:
    """A State as it is at first. To make the whole tree takes longer than everything else."""
    root = _root()
    root.reset()
    return root


def plain(value: Any) -> Any:
    return vars(value) if hasattr(value, "__dict__") else str(value)


def pointing(world: World, ids: Ids) -> World:
    """The world as a caller sees it who points at these."""
    given = {"reading": ids.pressure, "mark": ids.mark, "share": ids.share, "follow-up": ids.task, "client": ids.client}
    return replace(world, ids=world.ids | given)


# Whoever may see something of her on a screen: (handler, visitor).
CADRES = {"cadre", "cadre_all"}


def her_own(name: str, who: str) -> bool:
    return who == OWNER or (name.startswith("HealthDeskState") and who in CADRES)


@pytest.mark.parametrize(
    ("name", "path", "expected"),
    [
        ("OwnState.load", "/health/own", {BP, GLUCOSE}),
        ("TrendsState.load", "/health/trends", {MARK}),
        ("TrendsState.choose", "/health/trends", {MARK, BP}),
        ("HealthHomeState.load", "/health", {BP, GLUCOSE}),
    ],
)
def test_the_owner_sees_it_on_the_screen(scene: Scene, name: str, path: str, expected: set[str]) -> None:
    owner = scene.visitors[OWNER]
    for where in (path, f"{path}?person={scene.ids.person}"):
        _, said = press(scene, name, owner, pointing(scene.world, scene.ids), where)
        assert expected <= seen(said), "the search would find nothing at all"
    _, said = press(scene, name, owner, pointing(scene.world, scene.ids), f"{path}?person={scene.nothing.person}")
    assert not seen(said) or name == "HealthHomeState.load"


@pytest.mark.parametrize("name", health_handlers())
def test_no_handler_tells_anybody_else(scene: Scene, name: str) -> None:
    before = scene.hers()
    for key, who in scene.visitors.items():
        if her_own(name, key) or key not in SCREENS:
            continue
        told_ = []
        for ids in (scene.ids, scene.nothing):
            path = f"/health?person={ids.person}"
            _, said = press(scene, name, who, pointing(scene.world, ids), path)
            assert not seen(said), f"{key} was shown it"
            assert not BAND.search(said) or name.startswith("HealthDeskState"), f"{key} was told the band"
            for one in ids.all():
                said = said.replace(one, "~")
            told_.append(re.sub(r"[0-9a-f]{8}-[0-9a-f-]{27}|\d\d:\d\d(:\d\d)?|0x[0-9a-f]+", "~", said))
        differs = told_[0] != told_[1] and not points_at_a_system(name, key) and not name.endswith(OF_THEIR_OWN)
        assert not differs, f"{key} learns what is there"
    after = scene.hers()
    assert after == before or points_at_a_system(name, ""), "one of them did something"


def points_at_a_system(name: str, who: str) -> bool:
    """An admin switches off a system of their own community, which is there for them."""
    return name == "HealthClientsState.switch_off" and who in ("", "admin", "second admin")


def test_cadres_get_the_words_of_a_follow_up_and_no_value(scene: Scene) -> None:
    for who in CADRES:
        _, said = press(scene, "HealthDeskState.load", scene.visitors[who], scene.world, "/admin/health")
        assert BAND.search(said) and not seen(said)
    for who in ("cadre_two", "far_cadre", "admin", "supervisor", "auditor", "leader"):
        _, said = press(scene, "HealthDeskState.load", scene.visitors[who], scene.world, "/admin/health")
        assert not BAND.search(said), who


OF_THEIR_OWN = (".add", ".share", "SettingsState.change")  # done twice, of their own, is not done once
SCREENS = {
    "nobody", "cadre", "cadre_two", "admin", "supervisor", "auditor", "leader", "volunteer", "clinician", "stranger",
    "clinician back", "clinician without", "neighbour", "same home", "child at home", "family with", "family over",
    "signed out phone of the owner", "wiped phone of the owner", "family disabled", "clinician disabled",
    "outgrown guardian",
}  # fmt: skip
LOADS = [name for name in health_handlers() if name.endswith(".load")]


@pytest.mark.parametrize("name", LOADS)
def test_a_screen_that_was_hers_is_empty_for_whoever_comes_next(scene: Scene, name: str) -> None:
    """The same tab, and with it the same State, after she has signed out."""
    for who in ("nobody", "neighbour", "signed out phone of the owner", "clinician without", "admin"):
        root, _ = press(scene, name, scene.visitors[OWNER], scene.world, "/health")
        _, said = press(scene, name, scene.visitors[who], scene.world, "/health", root)
        assert not seen(said) and "林阿婆" not in said, who


# ------------------------------------------------------------------------------- consents withdrawn, people erased


def withdrawn(session: Session, scene: Scene) -> None:
    owner = owner_of(session, actor_of(session, scene.world.cast.resident.id, now()))
    withdraw(session, owner, ConsentKind.KEEP, now())


def erased(session: Session, scene: Scene) -> None:
    erase(session, actor_of(session, scene.world.cast.resident.id, now()), now())


@pytest.mark.parametrize("ended", [withdrawn, erased])
def test_what_is_withdrawn_or_erased_is_as_if_it_had_never_been(
    scene: Scene, client: TestClient, ended: Callable[[Session, Scene], None]
) -> None:
    with transaction(scene.world.engine) as session:
        ended(session, scene)
    for name in (name for name in MAY if there(name)):
        for who in MAY[name]:
            if who == OWNER and ended is withdrawn:
                continue  # to look, take along and delete are rights
            for mine, none in zip(TRIED[name](scene.ids), TRIED[name](scene.nothing), strict=True):
                answer, empty = (ask(client, scene, name, one, scene.visitors[who]) for one in (mine, none))
                assert not seen(told(answer)), f"{who} was told by {mine.path}"
                assert who == OWNER or calm(answer, scene.ids) == calm(empty, scene.nothing), (who, mine.path)
    if there("GET /s/{token}"):
        answer = ask(client, scene, "GET /s/{token}", Ask(f"/s/{scene.open_link}"), Visitor("nobody"))
        assert answer.status_code == 404 and not seen(answer.text)
    if ended is erased:
        for name in LOADS:
            _, said = press(scene, name, scene.visitors[OWNER], scene.world, "/health")
            assert not seen(said), name


# ------------------------------------------------------- phones wiped, accounts disabled, children who have grown up


def test_a_wiped_phone_gets_neither_its_key_nor_a_view_and_sends_nothing(scene: Scene, client: TestClient) -> None:
    lost, still = scene.visitors["wiped phone of the owner"], scene.visitors[OWNER]
    known = ask(client, scene, "GET /x", Ask(f"/api/me?device={LOST}"), still)
    assert known.status_code == 200 and known.json()["phone_key"]
    for name, one in (
        ("GET /x", Ask(f"/api/me?device={LOST}")),
        ("GET /x", Ask("/api/views/health")),
        ("POST /x", unsent(scene.ids)),
    ):
        answer = ask(client, scene, name, one, lost)
        assert answer.status_code == 401 and "phone_key" not in answer.text and not seen(told(answer)), one.path
    assert ask(client, scene, "GET /x", Ask(f"/api/me?device={LOST}"), lost).json()["wipe"] is True


def unsent(ids: Ids) -> Ask:
    """What lay on it."""
    (one,) = BESIDE["POST /api/commands"](ids)
    return replace(one, json=one.json | {"device_id": LOST})


def sits_there(session: Session, scene: Scene) -> str:
    """She sits at the tablet. Returns what is in its cookie."""
    made = Sitting(
        community_id=scene.world.cast.hupan.id, person_id=scene.world.cast.lin_apo.id, created_at=now(),
        seen_at=now(), token_hash=token_hash("she-sits"),
    )  # fmt: skip
    session.add(made)
    return "linju-sitting=she-sits"


def test_whose_account_is_disabled_gets_nothing_of_their_own_either(scene: Scene, client: TestClient) -> None:
    with transaction(scene.world.engine) as session:
        tablet = Visitor("she sits", sits_there(session, scene))
    assert ask(client, scene, "GET /x", Ask("/api/health/sitting"), tablet).json()["person"]["name"] == "林阿婆"
    with transaction(scene.world.engine) as session:
        session.get_one(Account, scene.world.cast.resident.id).disabled_at = now()
    owner = scene.visitors[OWNER]
    for name in (name for name in MAY if there(name) and OWNER in MAY[name]):
        for one in TRIED[name](scene.ids):
            answer = ask(client, scene, name, one, owner)
            assert answer.status_code == 401 and not seen(told(answer)), one.path
    for name in health_handlers():
        _, said = press(scene, name, owner, pointing(scene.world, scene.ids), "/health")
        assert not seen(said) and "林阿婆" not in said, name
    assert ask(client, scene, "GET /x", Ask("/api/health/sitting"), tablet).json()["person"] is None
    kept = ask(client, scene, "POST /x", Ask("/api/health/sitting/measure", measured(scene.ids)), tablet)
    assert kept.status_code == 401


GUARDIAN = "same home"
BY_A_GUARDIAN = ("GET /health/print", "GET /health/own/readings.csv", "GET /health/own/everything.json",
                 "GET /health/own/fhir")  # fmt: skip


def is_a_child(session: Session, scene: Scene, years: int) -> None:
    """She is so old, and it was the guardian who agreed."""
    guardian = session.exec(select(Person.id).where(Person.name == "林同住")).one()
    today = local_day(now(), scene.world.cast.hupan.zone)
    born_on = date(today.year - years, today.month, min(today.day, 28))
    session.get_one(Person, scene.world.cast.lin_apo.id).born_on = born_on
    for one in session.exec(select(Consent).where(Consent.person_id == scene.world.cast.lin_apo.id)):
        one.given_by = guardian


def test_a_guardian_sees_it_until_the_child_is_fourteen_and_so_do_those_they_let(
    scene: Scene, client: TestClient
) -> None:
    guardian, others = scene.visitors[GUARDIAN], ("clinician with", "family with", "client with")
    with transaction(scene.world.engine) as session:
        is_a_child(session, scene, 13)
    for name in BY_A_GUARDIAN:
        answers = [ask(client, scene, name, one, guardian) for one in TRIED[name](scene.ids)]
        assert set().union(*(seen(told(one)) for one in answers)) == MAY[name][OWNER], name
    for name, path in (("OwnState.load", "/health/own"), ("TrendsState.choose", "/health/trends")):
        _, said = press(scene, name, guardian, pointing(scene.world, scene.ids), f"{path}?person={scene.ids.person}")
        assert BP in seen(said), name
    with transaction(scene.world.engine) as session:
        is_a_child(session, scene, 14)
    doors = [(name, GUARDIAN) for name in BY_A_GUARDIAN]
    doors += [(name, who) for name in MAY for who in others if who in MAY[name]]
    for name, who in doors:
        for mine, none in zip(TRIED[name](scene.ids), TRIED[name](scene.nothing), strict=True):
            if who == GUARDIAN and mine == none:
                continue  # their own
            answer, empty = (ask(client, scene, name, one, scene.visitors[who]) for one in (mine, none))
            assert not seen(told(answer)) and calm(answer, scene.ids) == calm(empty, scene.nothing), (who, mine.path)
    assert ask(client, scene, "GET /s/{token}", Ask(f"/s/{scene.open_link}"), Visitor("nobody")).status_code == 404
    for name in health_handlers():
        _, said = press(scene, name, guardian, pointing(scene.world, scene.ids), f"/health?person={scene.ids.person}")
        assert not seen(said), name


# ------------------------------------------------------------------- files of staff, records, logs, what is kept


def test_no_file_or_page_of_staff_has_anything_of_it(scene: Scene, client: TestClient) -> None:
    asked = 0
    for name, entry in ROUTES.items():
        if not name.startswith("GET ") or name in health_routes():
            continue
        for who in (one for key, one in scene.visitors.items() if key in entry.may and key != OWNER):
            path = entry.path(scene.world) if entry.path else name[4:]
            answer = ask(client, scene, name, Ask(path), who)
            body = answer.content
            if body[:2] == b"PK":
                body = unzipped(body)
            text = told(answer) if body is answer.content else body.decode("utf-8", "replace")
            assert not seen(text) and not BAND.search(text), f"{who.name}: {name}"
            asked += answer.status_code == 200
    assert asked > 100, "most of them answer"


def unzipped(body: bytes) -> bytes:
    """The text of a spreadsheet: numbers of a sheet stand by themselves in it."""
    import io
    import zipfile

    with zipfile.ZipFile(io.BytesIO(body)) as file:
        return b"\n".join(file.read(one) for one in file.namelist() if one.endswith(("sharedStrings.xml", "core.xml")))


def test_neither_value_nor_band_lies_in_the_clear_or_in_a_log(
    scene: Scene, client: TestClient, caplog: pytest.LogCaptureFixture
) -> None:
    """All that she, her doctor and the system of the health centre do, and what others try, with every log on."""
    caplog.set_level(logging.WARNING, "sqlalchemy")  # echoes each statement
    caplog.set_level(logging.DEBUG)
    for name in (name for name in MAY if there(name)):
        for who in (*MAY[name], "admin", "neighbour", "nobody"):
            for one in TRIED[name](scene.ids):
                ask(client, scene, name, one, scene.visitors[who])
    owner = scene.visitors[OWNER]
    too_much = {"measure": "bp", "values": {"systolic": 213, "diastolic": 2131}}
    assert ask(client, scene, "POST /x", Ask("/api/health/classify", too_much), owner).status_code == 422
    assert ask(client, scene, "POST /x", Ask("/api/health/classify", content='{"measure":213'), owner).is_client_error
    for name in health_handlers():
        if name != "OwnState.erase":
            press(scene, name, owner, pointing(scene.world, scene.ids), "/health")
    press(scene, "HealthDeskState.close", scene.visitors["cadre"], scene.world, "/admin/health")
    logging.getLogger("linju.handlers").debug("logs are on")
    lines = [f"{one.getMessage()} {one.args} {one.exc_text} {one.exc_info}" for one in caplog.records]
    assert any("logs are on" in line for line in lines)
    assert not [line for line in lines if seen(without_times(line)) or BAND.search(line)]
    rows = scene.world.rows()
    assert not [row for row in rows["accessrecord"] if seen(without_times(row)) or BAND.search(row)]
    clear = {name: row for name, some in rows.items() for row in some if {MARK, DEVICE} & seen(row)}
    assert not clear, "lies in the clear"
    assert not {name for name, some in rows.items() for row in some if BAND.search(row)} - {"followup"}


def without_times(text: str) -> str:
    """Milliseconds and the like are no readings."""
    return re.sub(r"\d+(\.\d+)? ?(ms|s)\b|\d\d:\d\d:\d\d\.\d+|0x[0-9a-f]+", "", text)


def test_an_error_of_the_database_is_logged_without_what_was_to_be_written(
    scene: Scene, monkeypatch: pytest.MonkeyPatch
) -> None:
    task = partial(follow_ups.FollowUp, id=None, community_id=None)
    row = task(person_id=None, band="bp_grade3", day=now().date(), created_at=now())
    with pytest.raises(Exception, match=r"(?i)null|integrity") as broken, transaction(scene.world.engine) as session:
        session.add(row)
    assert not BAND.search(str(broken.value)), "the log would carry it"


def test_the_service_worker_keeps_nothing_that_has_a_value(tmp_path: Path) -> None:
    pages = [page for page in rxconfig.OFFLINE_PAGES if page.startswith(DOORS)]
    assert pages == ["/health/measure"], "look at what else would be kept: is it a shell without any data?"
    made = options(tmp_path, ["x.html"], rxconfig.OFFLINE_PAGES)
    assert {pattern for pattern in made["globPatterns"] if "html" in pattern} == {"x.html"}
    for rule in made["runtimeCaching"]:
        assert rule["handler"].startswith("js:"), "Workbox's own strategies keep what they fetch"
        assert not re.search(r"\.(put|add|addAll)\(|caches\.open", rule["handler"])
    kept = re.compile(made["runtimeCaching"][0]["urlPattern"].removeprefix("js:/").removesuffix("/"))
    for path in (name.split(" ")[1] for name in health_routes()):
        assert not kept.match(f"{ORIGIN}{path}"), path
        assert not path.startswith(("/api/", "/auth/")) or re.match(NEVER, path)


def test_the_page_that_works_without_signal_has_no_state_of_the_server() -> None:
    names = {cls.__name__ for cls, _ in handlers().values() if cls.__module__.startswith("app.health")}
    source = "".join(file.read_text("utf-8") for file in Path("app/health/page").glob("measure.py"))
    assert not [name for name in names if name in source]


def test_a_phone_keeps_nothing_of_a_value_in_its_view(scene: Scene, client: TestClient) -> None:
    answer = ask(client, scene, "GET /x", Ask("/api/views/health"), scene.visitors[OWNER])
    assert answer.status_code == 200 and not seen(answer.text) and not BAND.search(answer.text)
