"""A volunteer's own page: sums apart, corrections asked for, a record taken along, the city's consent."""

from __future__ import annotations

import pytest
from fastapi.testclient import TestClient
from sqlmodel import select

from app.shared.db import transaction
from app.volunteers.models import HoursChange, ServiceRecord, Volunteer
from tests.volunteers.record.conftest import House


def test_it_shows_every_state_and_the_two_sums_apart(client: TestClient, house: House) -> None:
    page = client.get(f"/volunteer/record{house.link}")
    for said in ("等公示", "公示中", "已入账", "签到签退的时长", "人工补录的时长"):
        assert said in page.text
    assert page.headers["cache-control"] == "no-store"


def test_a_stranger_is_told_how_to_come_in(client: TestClient, house: House) -> None:
    page = client.get("/volunteer/record")
    assert page.status_code == 404
    assert "还不认识您" in page.text
    assert client.post("/volunteer/record", data={"do": "city", "agreed": "yes"}).status_code == 404


def test_they_ask_for_other_hours(client: TestClient, house: House) -> None:
    form = {"do": "correct", "about": str(house.credited), "hours": "2.5", "reason": "留下来收拾"}
    assert client.post(f"/volunteer/record{house.link}", data=form).status_code == 303
    with transaction(house.engine) as session:
        made = session.exec(select(HoursChange)).one()
    assert (made.minutes, made.own, made.asked_by) == (150, True, None)
    assert "更正在等审批" in client.get(f"/volunteer/record{house.link}").text


@pytest.mark.parametrize("hours", ["", "很多", "nan", "inf", "-1", "25", "1e99"])
def test_what_are_no_hours_is_said_below_them(client: TestClient, house: House, hours: str) -> None:
    form = {"do": "correct", "about": str(house.credited), "hours": hours, "reason": "x"}
    page = client.post(f"/volunteer/record{house.link}", data=form)
    assert page.status_code == 422
    assert 'role="alert"' in page.text


def test_they_take_a_record_along_and_print_it(client: TestClient, house: House) -> None:
    form = {"do": "record", "since": "2026-01-01", "until": "2026-12-31"}
    answer = client.post(f"/volunteer/record{house.link}", data=form)
    assert answer.status_code == 303
    page = client.get(answer.headers["location"])
    with transaction(house.engine) as session:
        assert len(session.exec(select(ServiceRecord)).all()) == 2
    assert "王一" in page.text
    assert "data:image/svg+xml" in page.text
    assert "证书" not in page.text
    form = {"do": "record", "since": "", "until": "2026-12-31"}
    assert client.post(f"/volunteer/record{house.link}", data=form).status_code == 422


def test_only_they_and_coordinators_print_it(client: TestClient, house: House) -> None:
    where = f"/print/record/{house.record}"
    assert client.get(where).status_code == 401
    assert client.get(where, headers=house.cookie("cadre")).status_code == 200
    assert client.get(where, headers=house.cookie("far_cadre")).status_code == 404
    assert client.get(where, headers=house.cookie("resident")).status_code == 404


def test_they_agree_that_the_city_gets_their_hours_and_take_it_back(client: TestClient, house: House) -> None:
    for said in ("yes", "no"):
        client.post(f"/volunteer/record{house.link}", data={"do": "city", "agreed": said})
        with transaction(house.engine) as session:
            agreed = session.get_one(Volunteer, house.me.volunteer_id).city_agreed_at
        assert (agreed is not None) is (said == "yes")


def test_the_link_goes_with_them_and_nothing_else_does(client: TestClient, house: House) -> None:
    page = client.get('/volunteer/record?code="><script>alert(1)</script>')
    assert "<script>" not in page.text
