"""A poster leads to the page of its event; a printed check-in code only where the event allows one."""

from __future__ import annotations

import re
from base64 import b64decode
from io import BytesIO

import pytest
from fastapi.testclient import TestClient

from app.web import web
from tests.events.state.conftest import Afternoon, hold
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]


def ask(afternoon: Afternoon, query: str = "", role: str = "cadre"):
    with TestClient(web, base_url="http://localhost:8000") as client:
        headers = {"cookie": afternoon.desk.cookie(role)}
        return client.get(f"/print/poster/{afternoon.id}{query}", headers=headers)


def test_it_says_what_when_and_where(desk: Desk) -> None:
    page = ask(hold(desk, title="书法 <b>课</b>", bring="毛笔"))
    assert page.status_code == 200 and "书法 &lt;b&gt;课" in page.text
    assert "公共客厅" in page.text and "毛笔" in page.text and "湖畔社区" in page.text
    assert "改印签到码" not in page.text
    assert re.search(r"data:image/svg\+xml;base64,", page.text)


def test_a_code_for_the_door_needs_the_events_leave(desk: Desk) -> None:
    assert ask(hold(desk), "?check_in=true").status_code == 422
    allowed = hold(desk, lower_trust_code=True)
    page = ask(allowed, "?check_in=true").text
    assert "到了扫这里签到" in page and "改印报名码" in page
    assert "扫码报名" in ask(allowed).text


@pytest.mark.parametrize("role", ["far_cadre", "supervisor", "volunteer"])
def test_others_get_none(desk: Desk, role: str) -> None:
    assert ask(hold(desk), role=role).status_code == 404


def test_the_drawn_code_is_svg(desk: Desk) -> None:
    source = re.search(r'src="data:image/svg\+xml;base64,([^"]+)"', ask(hold(desk)).text)
    assert source and BytesIO(b64decode(source[1])).read(5) in (b"<?xml", b"<svg ")
