"""The files for the city."""

from __future__ import annotations

from fastapi.testclient import TestClient

from app.shared.clock import now
from app.shared.db import transaction
from app.volunteers.service.export_hours import agree_to_city
from tests.volunteers.record.conftest import House


def test_a_coordinator_gets_both_files_and_nobody_else(client: TestClient, house: House) -> None:
    with transaction(house.engine) as session:
        agree_to_city(session, house.me, house.me.volunteer_id, True, now())
    days = f"community={house.cast.hupan.id}&since=2026-01-01&until=2026-12-31"
    table = client.get(f"/api/volunteers/hours.csv?{days}", headers=house.cookie("cadre"))
    assert table.status_code == 200
    assert table.text.count("王一") == 1
    book = client.get(f"/api/volunteers/hours.xlsx?{days}", headers=house.cookie("admin"))
    assert book.content.startswith(b"PK")
    assert client.get(f"/api/volunteers/hours.csv?{days}").status_code == 401
    assert client.get(f"/api/volunteers/hours.csv?{days}", headers=house.cookie("supervisor")).status_code == 404
