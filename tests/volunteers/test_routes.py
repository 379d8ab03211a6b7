"""A phone is remembered by what joining gave or by the own link; calendar and data hang on the code."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient

from app.volunteers.state.mine import MineState
from app.web import web
from tests.volunteers.state.conftest import Phone, desk, phone

__all__ = ["desk", "phone"]
HERE = {"origin": "http://localhost:8000"}


@pytest.fixture
def browser() -> TestClient:
    return TestClient(web, base_url="http://localhost:8000", follow_redirects=False)


def test_joining_and_the_own_link_both_let_a_phone_be_remembered(phone: Phone, browser: TestClient) -> None:
    form = {"name": "李奶奶", "phone": "13800000002", "agreed": "on", "community": str(phone.desk.town.hupan.id)}
    key = phone.press(MineState, "join", form, code="").key
    assert "linju-resident" in browser.post("/volunteer/here", data={"key": key}, headers=HERE).cookies
    assert "linju-resident" in browser.post("/volunteer/here", data={"key": phone.code}, headers=HERE).cookies


@pytest.mark.parametrize("key", ["", "invented", "ABCDEFGHJKLM"])
def test_anything_else_is_not_remembered(phone: Phone, browser: TestClient, key: str) -> None:
    answer = browser.post("/volunteer/here", data={"key": key}, headers=HERE)
    assert (answer.status_code, dict(answer.cookies)) == (303, {})


def test_the_calendar_and_the_data_hang_on_the_code(phone: Phone, browser: TestClient) -> None:
    phone.ask(phone.shift())
    assert "前台" in browser.get(f"/volunteer/{phone.code}.ics").text
    assert browser.get(f"/volunteer/{phone.code}.json").json()["volunteer"]["name"] == "何秀英"
    assert browser.get("/volunteer/INVENTED.json").status_code == 404
    assert browser.get("/volunteer/%20.json").status_code == 404
