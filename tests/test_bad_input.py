"""Whatever a request carries, the answer is an answer: never the 500 of a bug, on either database."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pytest
from fastapi.testclient import TestClient

from tests.test_authorisation import NOBODY, ORIGIN, ROUTES, World, client, lasting, world  # noqa: F401  (fixtures)

TEXTS = (
    "\0",
    "a\0b",
    "\x1b[2J",
    "\ufffe",
    "🏠" * 3000,
    " ",
    "",
)
NUMBERS = (-1, 0, 2**31, 2**63, 10**400, 1.5)
OTHERS = (None, True, [], {}, [[]], {"\0": "\0"}, ["\0"])
BODIES = (
    b"",
    b"{",
    b"\xff\xfe",
    b"[]",
    b"null",
    b'"x"',
    b"[" * 100_000,
    b'{"a":' + b"9" * 5000 + b"}",
    b'{"a":NaN}',
    b'"\\ud800"',
)


def asked(world: World, name: str) -> str:  # noqa: F811
    """Somebody who may."""
    may = ROUTES[name].may
    return next((who for who in ("cadre", "admin", *sorted(may)) if who in may), NOBODY)


def spoiled(body: Any) -> Iterator[Any]:
    """The body, each time with one value in it replaced or one field added."""
    yield from (*TEXTS, *NUMBERS, *OTHERS)
    if isinstance(body, dict):
        yield body | {"\0": "\0", "__proto__": {}, "id": "x"}
        for key, value in body.items():
            yield {k: v for k, v in body.items() if k != key}
            yield from (body | {key: nasty} for nasty in spoiled(value))
    elif isinstance(body, list) and body:
        yield from ([nasty, *body[1:]] for nasty in spoiled(body[0]))
        yield body * 200


def send(client: TestClient, world: World, name: str, **content: Any) -> int:  # noqa: F811
    entry, (method, path) = ROUTES[name], name.split(" ")
    who = asked(world, name)
    headers = {"origin": ORIGIN, "content-type": "application/json"}
    if who != NOBODY:
        headers["cookie"] = world.cookie(who)
    client.cookies.clear()
    return client.request(method, entry.path(world) if entry.path else path, headers=headers, **content).status_code


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(name for name in ROUTES if not name.startswith(("GET ", "SOCKET"))))
def test_a_body_of_any_shape_is_answered(world: World, client: TestClient, name: str) -> None:  # noqa: F811
    for content in BODIES:
        assert send(client, world, name, content=content) < 500, content[:40]
    right = ROUTES[name].body(world)
    for body in spoiled(right) if right is not None else ():
        assert send(client, world, name, json=body) < 500, str(body)[:300]


@pytest.mark.thorough
@pytest.mark.parametrize("name", sorted(name for name in ROUTES if name.startswith("GET ")))
def test_an_address_of_any_shape_is_answered(world: World, client: TestClient, name: str) -> None:  # noqa: F811
    who = asked(world, name)
    headers = {"cookie": world.cookie(who)} if who != NOBODY else {}
    path = ROUTES[name].path(world) if ROUTES[name].path else name.split(" ")[1]  # type: ignore[misc]
    plain, _, query = path.partition("?")
    fields = [part.split("=")[0] for part in query.split("&") if part] or ["since", "q", "from", "household", "code"]
    for nasty in ("", "%00", "%ff", "-1", "9" * 400, "..%2f..", "%F0%9F%8F%A0", "2026-13-99", "null"):
        for field in fields:
            answer = client.get(f"{plain}?{field}={nasty}", headers=headers)
            assert answer.status_code < 500 or answer.status_code == 503, (field, nasty)  # not ready is no bug
        if plain.count("/") > 2:
            assert client.get(f"{plain.rsplit('/', 1)[0]}/{nasty}", headers=headers).status_code < 500, nasty
