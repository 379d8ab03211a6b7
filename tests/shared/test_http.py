"""Every answer of the web app: problems, headers, limits, foreign pages."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Annotated

import pytest
from fastapi import APIRouter, FastAPI, Query, WebSocket
from fastapi.testclient import TestClient
from pydantic import BaseModel, Field
from starlette.responses import HTMLResponse
from starlette.websockets import WebSocketDisconnect

from app.shared.errors import Conflict, Invalid, NotFound, Refused, SignInNeeded, TooMany
from app.shared.http import install


class Body(BaseModel, extra="forbid"):
    note: str = Field(max_length=3)


ERRORS = {
    "refused": Refused("too_late", "已经过了 {hours} 小时。", field="note", hours=3),
    "missing": NotFound("no_visit", "没有这次走访。"),
    "conflict": Conflict("changed", "别人改过了。"),
    "sign-in": SignInNeeded(),
    "often": TooMany("too_many_tries", "请 {seconds} 秒后再试。", retry_after=7),
    "many": Invalid([Refused("a", "甲。", field="x"), Refused("b", "乙。", field="y")]),
}


@pytest.fixture(scope="module")
def client() -> Iterator[TestClient]:
    app = FastAPI()

    @app.get("/api/fail/{name}")
    async def fail(name: str) -> None:
        raise ERRORS[name]

    @app.get("/api/bug")
    async def bug() -> None:
        raise RuntimeError("secret detail")

    @app.post("/api/body")
    async def body(body: Body, n: Annotated[int, Query()]) -> str:
        return body.note

    included = APIRouter(prefix="/api/included")

    @included.get("/{name}")
    async def one(name: str) -> str:
        return name

    app.include_router(included)

    @app.get("/page")
    async def page() -> HTMLResponse:
        return HTMLResponse("<p>hello</p>", headers={"cache-control": "max-age=1"})

    @app.websocket("/socket")
    async def socket(ws: WebSocket) -> None:
        await ws.accept()
        await ws.send_json({"origin": ws.headers.get("origin")})

    install(app)
    with TestClient(app, base_url="http://localhost:8000") as made:
        yield made


@pytest.mark.parametrize(
    ("name", "status", "code"),
    [
        ("refused", 422, "too_late"),
        ("missing", 404, "no_visit"),
        ("conflict", 409, "changed"),
        ("sign-in", 401, "sign_in_needed"),
        ("often", 429, "too_many_tries"),
        ("many", 422, "invalid"),
    ],
)
def test_a_broken_rule_is_a_problem(client: TestClient, name: str, status: int, code: str) -> None:
    answer = client.get(f"/api/fail/{name}")
    assert answer.status_code == answer.json()["status"] == status
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["code"] == code
    assert answer.json()["type"] == f"urn:linju:problem:{code}"


def test_a_problem_names_the_field_and_says_it_in_words(client: TestClient) -> None:
    body = client.get("/api/fail/refused").json()
    assert body["detail"] == "已经过了 3 小时。"
    assert body["errors"] == [{"field": "note", "code": "too_late", "message": "已经过了 3 小时。"}]


def test_several_problems_are_all_named(client: TestClient) -> None:
    assert [error["field"] for error in client.get("/api/fail/many").json()["errors"]] == ["x", "y"]


def test_who_tries_too_often_learns_when_to_come_back(client: TestClient) -> None:
    assert client.get("/api/fail/often").headers["retry-after"] == "7"


def test_who_is_not_signed_in_gets_a_challenge(client: TestClient) -> None:
    assert client.get("/api/fail/sign-in").headers["www-authenticate"].startswith("Cookie")


def test_a_body_of_the_wrong_shape_is_a_problem_per_field(client: TestClient) -> None:
    answer = client.post("/api/body?n=x", json={"note": "13900001111", "other": 1})
    assert answer.status_code == 422
    assert {(e["field"], e["code"]) for e in answer.json()["errors"]} == {
        ("n", "int_parsing"), ("note", "string_too_long"), ("other", "extra_forbidden"),
    }  # fmt: skip
    assert "最多 3 个字" in str(answer.json())
    assert "13900001111" not in answer.text, "what was sent is not repeated"


def test_a_bug_tells_nothing_of_itself(client: TestClient) -> None:
    answer = client.get("/api/bug")
    assert answer.status_code == 500
    assert answer.json()["code"] == "bug"
    assert "secret" not in answer.text
    assert answer.headers["x-content-type-options"] == "nosniff"


@pytest.mark.parametrize("path", ["/api/nowhere", "/api/", "/auth/nowhere", "/api/body/more"])
def test_an_unknown_address_of_the_api_is_a_problem_not_a_page(client: TestClient, path: str) -> None:
    answer = client.get(path)
    assert (answer.status_code, answer.json()["code"]) == (404, "not_found")


def test_a_wrong_method_is_told_apart_from_an_unknown_address(client: TestClient) -> None:
    for answer, allowed in (
        (client.get("/api/body"), "POST"),
        (client.delete("/api/fail/refused"), "GET"),
        (client.put("/api/included/x"), "GET"),
    ):
        assert (answer.status_code, answer.headers["allow"], answer.json()["code"]) == (405, allowed, "http_405")
        assert allowed in answer.json()["detail"]
    assert client.get("/api/included/x").json() == "x"


def test_every_answer_carries_the_headers(client: TestClient) -> None:
    for path in ("/page", "/api/fail/missing", "/api/nowhere"):
        headers = client.get(path).headers
        assert headers["x-frame-options"] == "DENY"
        assert "frame-ancestors 'none'" in headers["content-security-policy"]
        assert headers["referrer-policy"] == "same-origin"


def test_a_route_may_say_itself_how_long_its_answer_is_kept(client: TestClient) -> None:
    assert client.get("/page").headers["cache-control"] == "max-age=1"


def test_a_foreign_page_cannot_send(client: TestClient) -> None:
    answer = client.post("/api/body?n=1", json={"note": "a"}, headers={"origin": "https://evil.example"})
    assert (answer.status_code, answer.json()["code"]) == (403, "foreign_origin")
    assert client.post("/api/body?n=1", json={"note": "a"}, headers={"origin": "http://localhost:8000"}).json() == "a"
    assert client.post("/api/body?n=1", json={"note": "a"}).json() == "a"


def test_a_foreign_page_cannot_open_a_socket(client: TestClient) -> None:
    with (
        pytest.raises(WebSocketDisconnect),
        client.websocket_connect("/socket", headers={"origin": "https://evil.example"}),
    ):
        pass


def test_our_own_page_opens_a_socket_whatever_name_it_was_reached_by(client: TestClient) -> None:
    headers = {"origin": "http://192.168.1.7:8000", "host": "192.168.1.7:8000"}
    with client.websocket_connect("/socket", headers=headers) as socket:
        assert socket.receive_json() == {"origin": "http://192.168.1.7:8000"}


def test_the_sockets_of_the_app_are_judged_here_and_not_again_by_a_fixed_list(client: TestClient) -> None:
    from app.app import app

    assert app.sio is not None
    assert app.sio.eio.cors_allowed_origins == []
    assert app.api_transformer is not None


def test_a_body_that_is_too_long_is_given_up(client: TestClient) -> None:
    answer = client.post("/api/body?n=1", content=b"x" * (33 * 2**20), headers={"content-type": "application/json"})
    assert answer.status_code == 413
    assert answer.json()["code"] == "http_413"


def test_problems_are_in_the_language_of_the_phone(client: TestClient) -> None:
    from app.shared.i18n import translate

    answer = client.get("/api/fail/sign-in", headers={"cookie": "linju-lang=en"})
    assert answer.json()["detail"] == translate("请先登录。", "en")
