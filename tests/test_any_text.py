"""No text that anybody can send breaks a route, a command or a handler, on either database."""

from __future__ import annotations

import asyncio
import json
from collections.abc import Iterator
from typing import Any
from urllib.parse import quote

import pytest
from fastapi.testclient import TestClient
from sqlmodel import Session, select

from app.feedback.models import Feedback
from app.offline.registry import COMMANDS
from app.offline.rules import digest
from app.shared.clock import now
from app.shared.db import transaction
from app.shared.ids import new_id
from app.shared.text import every_text, whole_text
from app.visits.models import Visit
from tests.test_authorisation import (
    HANDLERS,
    ORIGIN,
    ROUTES,
    World,
    client,  # noqa: F401  (a fixture)
    handlers,
    lasting,  # noqa: F401  (a fixture)
    press,
    visit,
    world,  # noqa: F401  (a fixture)
)

pytestmark = pytest.mark.thorough

NASTY = ["\0", "好\0好", "\ud800", "好\udfff", "\x1b[31m红", "\ufffe", "\u202e", "é" * 5000, "'; DROP TABLE visit; --"]


def leaves(value: Any, at: tuple[Any, ...] = ()) -> Iterator[tuple[Any, ...]]:
    """Where the texts of a JSON-like value are."""
    if isinstance(value, str):
        yield at
    items = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in items:
        yield from leaves(one, (*at, key))


def put(value: Any, at: tuple[Any, ...], text: str) -> Any:
    """A copy of the value with another text at one place."""
    if not at:
        return text
    copy = json.loads(json.dumps(value))
    inner = copy
    for key in at[:-1]:
        inner = inner[key]
    inner[at[-1]] = text
    return copy


def send(client: TestClient, world: World, who: str, method: str, path: str, body: Any) -> Any:  # noqa: F811
    """JSON as a program that is no browser may send it: half pairs escaped."""
    headers = {"origin": ORIGIN, "cookie": world.cookie(who), "content-type": "application/json"}
    return client.request(method, path, headers=headers, content=json.dumps(body).encode())


@pytest.mark.parametrize("name", sorted(ROUTES))
def test_no_text_in_a_body_breaks_a_route(world: World, client: TestClient, name: str) -> None:  # noqa: F811
    entry, (method, path) = ROUTES[name], name.split(" ")
    body = entry.body(world)
    where = entry.path(world) if entry.path else path
    for nasty in NASTY:
        for at in leaves(body):
            answer = send(client, world, "cadre", method, where, put(body, at, nasty))
            assert answer.status_code < 500, (at, nasty, answer.text)
        for field in entry.form or {}:
            form = "&".join(
                f"{key}={quote(nasty if key == field else text, errors='replace')}" for key, text in entry.form.items()
            )
            headers = {"origin": ORIGIN, "content-type": "application/x-www-form-urlencoded"}
            answer = client.request(method, where, headers=headers, content=form)
            assert answer.status_code < 500, (field, nasty, answer.text)


@pytest.mark.parametrize(
    "path",
    [
        "/api/views/{}", "/api/views/round?since={}", "/api/me?device={}{}{}{}{}{}{}{}{}", "/committee/{}",
        "/api/roster/{}", "/api/roster/export.xlsx?reason={}", "/api/visits/export?reason={}&start={}", "/slip/{}",
        "/auth/oidc/callback?state={}&code={}", "/api/visits/{}/revisions", "/api/photos/{}", "/{}",
    ],
)  # fmt: skip
def test_no_text_in_an_address_breaks_a_route(world: World, client: TestClient, path: str) -> None:  # noqa: F811
    for who in ("admin", "cadre"):
        for nasty in ("%00", "a%00b", "%ED%A0%80", "%1b", "%EF%BF%BE", "%F0%28%8C%28", quote("é" * 500)):
            headers = {"cookie": world.cookie(who)}
            answer = client.get(path.replace("{}", nasty), headers=headers)
            assert answer.status_code < 500, (nasty, answer.text)


def samples(world: World) -> dict[str, dict[str, Any]]:  # noqa: F811
    """The data of every command a phone can send."""
    home, ids = str(world.cast.lin_home.id), world.ids
    person, plain = str(world.cast.lin_apo.id), visit(world)["data"]
    found = {
        "needs": [{"category": "repair", "text": "灯坏了", "urgency": "soon"}],
        "corrections": [{"person_id": person, "field": "remark", "value": "养狗"}],
        "topics": ["health"],
        "note": "好",
        "photos": [digest("x")],
    }
    return {
        "visit.log": plain | found,
        "visit.edit": plain | found | {"visit_id": ids["visit"], "base_revision": 1},
        "need.close": {"need_id": ids["need"], "answer": "修了"},
        "correction.decide": {"correction_id": ids["correction"], "accept": True},
        "note.write": {"household_id": home, "text": "有狗", "readers": "cadres"},
        "health.measure": {
            "check_id": str(new_id()),
            "readings": [
                {
                    "id": str(new_id()),
                    "measure": "glucose",
                    "taken_at": now().isoformat(),
                    "values": {"glucose": 6.1},
                    "context": "fasting",
                    "arm": "left",
                    "device": "欧姆龙",
                    "comparators": {"glucose": "<"},
                    "confirmed": ["glucose"],
                }
            ],
        },
        "checkin.scan": {"event_id": ids["afternoon"], "pass": ids["token"], "via": "camera"},
        "checkin.undo": {"event_id": ids["afternoon"], "pass": ids["token"], "scan_id": str(new_id())},
        "note.end": {"note_id": str(new_id())},
        "priority.mark": {"household_id": home, "cause": "hospital", "since": now().date().isoformat()},
        "priority.end": {"mark_id": str(new_id())},
    }


def test_every_command_has_a_sample(world: World) -> None:  # noqa: F811
    assert {kind for kind, _ in COMMANDS} == set(samples(world))


@pytest.mark.parametrize("kind", sorted(kind for kind, _ in COMMANDS))
def test_no_text_in_a_command_breaks_it_or_blocks_the_one_behind(
    world: World,  # noqa: F811
    client: TestClient,  # noqa: F811
    kind: str,
) -> None:
    data = samples(world)[kind]
    for nasty in NASTY:
        bodies = [put(data, at, nasty) for at in leaves(data)] + [data | {nasty: nasty}]
        if "photos" in data:  # without the photo that never arrives
            bodies += [one | {"photos": []} for one in bodies]
        commands = [
            {"id": str(new_id()), "kind": kind, "version": 1, "made_at": now().isoformat(), "data": one}
            for one in bodies
        ]
        commands += [visit(world), visit(world) | {"id": nasty}, visit(world) | {"kind": nasty}]
        sent = {"device_id": "phone-0001", "sent_at": now().isoformat(), "commands": commands}
        answer = send(client, world, "cadre", "POST", "/api/commands", sent)
        assert answer.status_code == 200, (nasty, answer.text)
        results = answer.json()["results"]
        codes = {error["code"] for one in results for error in one["errors"]}
        assert not codes & {"server_error", "server_busy", "does_not_fit"}, (nasty, codes)
        assert results[-3]["status"] == "applied"


@pytest.mark.parametrize("depth", [100, 300, 450, 900])
def test_a_body_that_nests_deeply_is_refused_and_no_bug(
    world: World,  # noqa: F811
    client: TestClient,  # noqa: F811
    depth: int,
) -> None:
    command = json.dumps(visit(world)).replace('"note": ""', '"note": ' + "[" * depth + "]" * depth)
    sent = json.dumps({"device_id": "phone-0001", "sent_at": now().isoformat(), "commands": []})
    headers = {"origin": ORIGIN, "cookie": world.cookie("cadre"), "content-type": "application/json"}
    content = sent.replace("[]", f"[{command}]")
    answer = client.post("/api/commands", headers=headers, content=content)
    assert answer.status_code == 422 or answer.json()["results"][0]["status"] == "rejected", answer.text


def test_what_cannot_be_seen_is_taken_out_and_the_rest_is_kept(
    world: World,  # noqa: F811
    client: TestClient,  # noqa: F811
) -> None:
    command = visit(world)
    command["data"]["note"] = "好\0的\x1b[0m\n第二行\ud800"
    sent = {"device_id": "phone-0001", "sent_at": now().isoformat(), "commands": [command]}
    (result,) = send(client, world, "cadre", "POST", "/api/commands", sent).json()["results"]
    assert result["status"] == "applied"
    with Session(world.engine) as session:
        noted = session.exec(select(Visit.note).where(Visit.number == result["receipt"]["no"])).one()
    assert noted == "好的[0m\n第二行\ufffd"
    text = json.dumps(every_text(command, whole_text), sort_keys=True, separators=(",", ":"), ensure_ascii=False)
    assert result["sha256"] == digest(text)  # what a phone, whose bytes have no halves, hashes


def test_a_text_that_comes_another_way_is_made_storable_below(world: World) -> None:  # noqa: F811
    note = Feedback(text="好\0的\udfff", page="/", contact="")
    with transaction(world.engine) as session:
        session.add(note)
    with Session(world.engine) as session:
        assert session.exec(select(Feedback.text).where(Feedback.id == note.id)).one() == "好的\ufffd"
        assert session.exec(select(Feedback.id).where(Feedback.text == "好的\ufffd\0")).one() == note.id


@pytest.mark.parametrize("name", sorted(HANDLERS))
def test_no_text_in_a_form_breaks_the_database_under_a_handler(world: World, name: str) -> None:  # noqa: F811
    cls, method = handlers()[name]
    entry = HANDLERS[name]
    who = "admin" if "admin" in entry.may else sorted(entry.may)[0]
    for nasty in ("好\0好", "\ud800"):
        arguments = [put(one, at, nasty) for one in entry.call(world) for at in leaves(one)]
        for argument in arguments:
            asyncio.run(press(cls, method, world.cookie(who), (argument,) * len(entry.call(world)), {}))
