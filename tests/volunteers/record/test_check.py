"""Anybody checks a record by its code; whoever tries codes is slowed down."""

from __future__ import annotations

from fastapi.testclient import TestClient

from app.passes.rules.codes import grouped
from app.shared.clock import now
from app.shared.db import transaction
from app.volunteers.service.leaving import erase
from app.volunteers.service.records import withdraw_record
from tests.volunteers.people import actor
from tests.volunteers.record.conftest import House


def test_a_right_code_says_hours_and_no_name(client: TestClient, house: House) -> None:
    page = client.get(f"/record/{house.code}")
    assert page.status_code == 200
    assert "记录属实" in page.text
    assert "王**" in page.text
    assert "王一" not in page.text
    assert "证书" not in page.text
    assert page.headers["x-robots-tag"] == "noindex"
    assert page.headers["cache-control"] == "no-store"
    assert "script-src" not in page.headers["content-security-policy"]
    assert len(page.content) < 20_000


def test_it_is_typed_as_it_stands_on_paper(client: TestClient, house: House) -> None:
    answer = client.get("/record", params={"code": grouped(house.code).lower()})
    assert (answer.status_code, answer.headers["location"]) == (303, f"/record/{house.code}")
    assert client.get("/record").status_code == 200
    assert client.get("/record", params={"code": "x"}).status_code == 422


def test_codes_that_are_tried_out_are_slowed_down_and_a_right_one_is_not(client: TestClient, house: House) -> None:
    answers = [client.get("/record/AAAABBBBCCC" + one) for one in "23456789ABCDEFGHJKMNPQRSTUVWXYZ" * 3]
    assert {one.status_code for one in answers} == {404, 429}
    slow = next(one for one in answers if one.status_code == 429)
    assert int(slow.headers["retry-after"]) >= 1
    assert client.get(f"/record/{house.code}").status_code == 200


def test_taken_back_says_why_and_no_hours(client: TestClient, house: House) -> None:
    with transaction(house.engine) as session:
        withdraw_record(session, actor(session, house.cast.cadre), house.record, "开错了人", now())
    page = client.get(f"/record/{house.code}")
    assert page.status_code == 410
    assert "开错了人" in page.text
    assert "王**" not in page.text


def test_erased_says_nothing_about_anybody(client: TestClient, house: House) -> None:
    with transaction(house.engine) as session:
        erase(session, house.me, house.me.volunteer_id, now())
    page = client.get(f"/record/{house.code}")
    assert page.status_code == 410
    assert "王" not in page.text
