"""The whole story: sign in, round, no signal, cold start, twenty visits with photos, signal again, receipts."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session, select

from app.households.models import Building, Door, Grid, Household
from app.offline.models import CommandReceipt
from tests.e2e import cadre
from tests.e2e.conftest import PASSWORD
from tests.e2e.installation import Installation
from tests.e2e.rounds import make_due, visits

VISITS = 20


def more_doors(server: Installation) -> list[UUID]:
    """Twenty doors in grid one."""
    with Session(server.engine, expire_on_commit=False) as session, session.begin():
        grid = session.exec(select(Grid).where(Grid.code == "01", Grid.name == "第一网格")).all()
        building = session.exec(select(Building).where(Building.label == "1栋")).all()
        place = next((g, b) for g in grid for b in building if b.grid_id == g.id and g.community_id == b.community_id)
        return [_home(session, *place, number) for number in range(1, VISITS + 1)]


def _home(session: Session, grid: Grid, building: Building, number: int) -> UUID:
    door = Door(
        community_id=grid.community_id, grid_id=grid.id, building_id=building.id, unit="3", floor=number,
        room=f"{number}01", label=f"1栋3单元{number}01", climb_key=f"1-3-{number:03}",
    )  # fmt: skip
    session.add(door)
    session.flush()
    home = Household(community_id=grid.community_id, door_id=door.id)
    session.add(home)
    session.flush()
    return home.id


def test_twenty_visits_without_signal_are_in_the_database_once_each(server: Installation, phone: Any) -> None:
    homes = more_doors(server)
    make_due(server)
    sign_in(phone, server)
    cadre.arrive(phone, server)
    assert_installable(phone)
    phone.context.set_offline(True)
    for number, home in enumerate(homes):
        if number in (7, 14):
            phone = cold_start(phone, server)
        cadre.open_form(phone, server, home)
        cadre.fill(phone, f"第 {number + 1} 户，一切都好")
        cadre.take_photo(phone)
        cadre.see_photo(phone)
        cadre.save(phone)
        phone.wait_for_url("**/saved**")
    assert len(cadre.records(phone)) == VISITS
    assert not visits(server)
    phone.context.set_offline(False)
    cadre.wait_until_delivered(phone, VISITS)
    check_database(server)
    check_receipts(phone, server)


def assert_installable(page: Any) -> None:
    """A manifest with a name and large icons, and a worker: what a browser asks for before it offers to install."""
    manifest = page.evaluate("async () => (await fetch(document.querySelector('link[rel=manifest]').href)).json()")
    assert manifest["id"] and manifest["name"] and manifest["display"] == "standalone"
    assert {"192x192", "512x512"} <= {icon["sizes"] for icon in manifest["icons"]}
    assert page.evaluate("navigator.serviceWorker.controller !== null")


def sign_in(page: Any, server: Installation) -> None:
    page.goto(server.url + "/login")
    page.locator("input[name=login]").fill("cadre")
    page.locator("input[name=password]").fill(PASSWORD)
    page.locator("main button[type=submit]").first.click()
    page.wait_for_url(lambda url: "/login" not in url)


def cold_start(page: Any, server: Installation) -> Any:
    """The phone killed the app; the person taps the icon again, still without signal."""
    context = page.context
    page.close()
    fresh = context.new_page()
    fresh.goto(server.url + "/round")
    fresh.locator("[data-testid=door]").first.wait_for()
    return fresh


def check_database(server: Installation) -> None:
    kept = visits(server)
    assert sorted(visit.note for visit in kept) == sorted(f"第 {n + 1} 户，一切都好" for n in range(VISITS))
    assert {cadre.photos_of(server, visit) for visit in kept} == {1}
    assert all(visit.received_at <= datetime.now(UTC) for visit in kept)


def check_receipts(page: Any, server: Installation) -> None:
    """The sync centre shows every receipt number that the server wrote."""
    with Session(server.engine) as session:
        numbers = session.exec(select(CommandReceipt.number)).all()
    page.goto(server.url + "/sync")
    page.get_by_text(numbers[0]).first.wait_for()
    shown = page.locator("main").inner_text()
    assert [number for number in numbers if number not in shown] == []
