"""Standing in, as the round screen asks for it."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from fastapi.testclient import TestClient

from app.shared.clock import now
from tests.accounts.conftest import sign_in
from tests.cast import Cast


def body(people: Cast, **changes: Any) -> dict[str, Any]:
    until = (now() + timedelta(days=3)).isoformat()
    return {"grid_id": str(people.grid_two.id), "until": until, "reason": "李哥休假"} | changes


def test_a_cadre_takes_a_grid_and_gives_it_back(client: TestClient, people: Cast) -> None:
    sign_in(client)
    assert [grid["code"] for grid in client.get("/api/stand-in").json()["to_take"]] == ["02"]
    taken = client.post("/api/stand-in", json=body(people))
    assert taken.status_code == 201
    assert taken.json()["grid_id"] == str(people.grid_two.id)
    found = client.get("/api/stand-in").json()
    assert (found["to_take"], found["taken"]) == ([], [taken.json()])
    assert client.delete(f"/api/stand-in/{taken.json()['id']}").status_code == 204
    assert client.get("/api/stand-in").json()["taken"] == []
    assert client.delete(f"/api/stand-in/{taken.json()['id']}").status_code == 404


@pytest.mark.parametrize(
    ("changes", "status", "field"),
    [
        ({"until": "2020-01-01T00:00:00Z"}, 422, "until"),
        ({"until": "2099-01-01T00:00:00Z"}, 422, "until"),
        ({"until": "2099-01-01T00:00:00"}, 422, "until"),  # no time zone
        ({"until": "soon"}, 422, "until"),
        ({"reason": ""}, 422, "reason"),
        ({"reason": "x" * 201}, 422, "reason"),
        ({"grid_id": "x"}, 422, "grid_id"),
        ({"grid_id": "019a0000-0000-7000-8000-000000000000"}, 404, "grid_id"),
        ({"more": 1}, 422, "more"),
    ],
)
def test_what_is_wrong_is_said_per_field(
    client: TestClient, people: Cast, changes: dict[str, Any], status: int, field: str
) -> None:
    sign_in(client)
    answer = client.post("/api/stand-in", json=body(people, **changes))
    assert answer.status_code == status
    assert [error["field"] for error in answer.json()["errors"]] == [field]


@pytest.mark.parametrize("role", ["far_cadre", "leader", "supervisor", "admin", "stranger"])
def test_nobody_else_stands_in(client: TestClient, people: Cast, role: str) -> None:
    sign_in(client, role)
    assert client.post("/api/stand-in", json=body(people)).status_code == 404
