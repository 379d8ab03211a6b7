"""A resident's own pass page, and the sheet of cards."""

from __future__ import annotations

from collections.abc import Iterator

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.accounts.service import actor_of
from app.passes.models import KnownDevice, ResidentPass
from app.passes.service import issue_pass, revoke_pass
from app.shared.clock import now
from app.shared.db import transaction
from app.web import web
from tests.visits.state.conftest import Desk, desk

__all__ = ["desk"]
ORIGIN = "http://localhost:8000"


@pytest.fixture
def issued(desk: Desk) -> ResidentPass:
    with transaction(desk.engine) as session:
        return issue_pass(session, actor_of(session, desk.town.admin.id, now()), desk.town.lin_apo.id, now())


@pytest.fixture
def client(desk: Desk) -> Iterator[TestClient]:
    with TestClient(web, base_url=ORIGIN, headers={"origin": ORIGIN}, follow_redirects=False) as made:
        yield made


def devices(desk: Desk) -> list[KnownDevice]:
    with transaction(desk.engine) as session:
        return [one for one in session.exec(select(KnownDevice)) if one.revoked_at is None]


def test_it_shows_the_code_and_only_the_family_name(client: TestClient, issued: ResidentPass) -> None:
    page = client.get(f"/p/{issued.token}")
    code = f"{issued.short_code[:3]}-{issued.short_code[3:]}"
    assert page.status_code == 200 and code in page.text and "林**" in page.text and "林阿婆" not in page.text
    assert len(page.content) < 20_000 and "script-src" not in page.headers["content-security-policy"]
    assert page.headers["cache-control"] == "no-store"


def test_looking_changes_nothing(client: TestClient, issued: ResidentPass, desk: Desk) -> None:
    client.get(f"/p/{issued.token}")
    assert devices(desk) == []


def test_an_unknown_one_and_a_revoked_one_say_what_to_do(client: TestClient, issued: ResidentPass, desk: Desk) -> None:
    assert client.get("/p/ABCDEFGHJKMNPQRS").status_code == 404
    with transaction(desk.engine) as session:
        revoke_pass(session, actor_of(session, desk.town.admin.id, now()), issued.id, "丢了", now())
    page = client.get(f"/p/{issued.token}")
    assert page.status_code == 410 and "换一张新的" in page.text and issued.short_code[:3] + "-" not in page.text
    assert client.post(f"/p/{issued.token}", data={"do": "remember"}).status_code == 410
    assert devices(desk) == []


def test_a_phone_is_remembered_and_forgotten(client: TestClient, issued: ResidentPass, desk: Desk) -> None:
    assert "已经记住您" in client.post(f"/p/{issued.token}", data={"do": "remember"}).text
    assert "已经记住您" in client.get(f"/p/{issued.token}").text and len(devices(desk)) == 1
    assert "不再记得您" in client.post(f"/p/{issued.token}", data={"do": "forget"}).text
    assert "已经记住您" not in client.get(f"/p/{issued.token}").text and devices(desk) == []


def test_with_a_pin_another_phone_has_to_know_it(client: TestClient, issued: ResidentPass, desk: Desk) -> None:
    assert "密码设好了" in client.post(f"/p/{issued.token}", data={"do": "pin", "pin": "2580"}).text
    client.cookies.clear()
    wrong = client.post(f"/p/{issued.token}", data={"do": "remember", "pin": "1111"}).text
    assert "居民码或密码不对" in wrong and "已经记住您" not in wrong
    assert "已经设过密码" in client.post(f"/p/{issued.token}", data={"do": "pin", "pin": "3690"}).text
    assert "已经记住您" in client.post(f"/p/{issued.token}", data={"do": "remember", "pin": "2580"}).text


def test_a_simple_pin_is_refused_on_the_page(client: TestClient, issued: ResidentPass) -> None:
    page = client.post(f"/p/{issued.token}", data={"do": "pin", "pin": "1234"}).text
    assert "太容易猜到" in page and "aria-invalid" in page


def test_english_is_whole(client: TestClient, issued: ResidentPass) -> None:
    page = client.get(f"/p/{issued.token}", headers={"cookie": "linju-lang=en"}).text
    assert "Remember this phone" in page and "记住" not in page


def test_a_sheet_has_a_card_for_each_pass_in_force(client: TestClient, issued: ResidentPass, desk: Desk) -> None:
    people = f"{desk.town.lin_apo.id},{desk.town.chen_da.id}"
    headers = {"cookie": desk.cookie("cadre")}
    page = client.get(f"/print/cards?people={people}", headers=headers)
    assert page.text.count("<article>") == 1 and issued.short_code[:3] in page.text and "林阿婆" not in page.text
    assert client.get("/print/cards", headers=headers).text.count("<article>") == 0
    assert client.get(f"/print/cards?people={people}", headers={"cookie": desk.cookie("far_cadre")}).text.count(
        "<article>"
    ) == 0  # fmt: skip
