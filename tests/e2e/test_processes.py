"""Several processes over one PostgreSQL and one Redis (DESIGN §7): whichever answers, it is the same Linju."""

from __future__ import annotations

import os
import signal
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path
from threading import Barrier
from time import time
from typing import Any
from uuid import UUID

import httpx
import pytest
from playwright.sync_api import expect
from sqlmodel import Session, col, func, select

from app.accounts.models import Account
from app.accounts.service.sessions import start_session
from app.events.models import Attendee
from app.events.rules.codes import rotating, window_at
from app.households.models import Household, Person
from app.shared.clock import now
from app.shared.crypto import KeyRing
from app.shared.ids import new_id
from app.visits.models import Visit, VisitInterval
from tests.cast import make_cast
from tests.e2e.doors import open_event
from tests.e2e.installation import Installation
from tests.redis import redis_server


@pytest.fixture(scope="module")
def office(built, make_home, postgres_url) -> Iterator[Installation]:
    """Two workers on PostgreSQL and Redis, with the cast."""
    with redis_server() as url:
        installation = make_home("postgresql", workers=2, settings={"LINJU_REDIS_URL": url})
        with Session(installation.engine) as session, session.begin():
            make_cast(session)
        yield installation.start()
        installation.remove()


@pytest.fixture
def neighbour(office: Installation) -> Iterator[Installation]:
    """Another `linju serve` on the same data, as a second machine would run it."""
    other = Installation(office.home / "other", office.database_url, settings=dict(office.settings))
    other.home.mkdir()
    (other.home / "keys").symlink_to(office.home / "keys")
    yield other.start()
    other.remove()


def token(office: Installation, login: str) -> str:
    with Session(office.engine) as session, session.begin():
        account = session.exec(select(Account).where(Account.login == login)).one()
        return start_session(session, account.id, "test", "127.0.0.1", now())


def batch(office: Installation) -> dict[str, Any]:
    """Three visits at 林阿婆's, as a phone sends them."""
    with Session(office.engine) as session:
        home = session.exec(select(Household.id).join(Person).where(Person.name == "林阿婆")).one()
    moment = now().isoformat()
    data = {
        "household_id": str(home), "started_at": moment, "mode": "visit", "outcome": "met", "people": [], "topics": [],
        "note": "", "needs": [], "corrections": [], "photos": [],
    }  # fmt: skip
    commands = [
        {"id": str(new_id()), "kind": "visit.log", "version": 1, "made_at": moment, "data": data} for _ in range(3)
    ]
    return {"device_id": "phone-0001", "sent_at": moment, "commands": commands}


def visits(office: Installation) -> int:
    with Session(office.engine) as session:
        return session.exec(select(func.count()).select_from(Visit)).one()


def deliver(urls: list[str], sent: dict[str, Any], signed_in: str) -> list[list[str]]:
    """Send the same batch to all of these addresses at once, each over a connection of its own."""
    together = Barrier(len(urls))

    def one(url: str) -> list[str]:
        headers = {"origin": url, "cookie": f"linju={signed_in}"}
        with httpx.Client(base_url=url, headers=headers, timeout=30) as client:
            client.get("/healthz")  # the connection stands before the race begins
            together.wait()
            answer = client.post("/api/commands", json=sent)
        assert answer.status_code == 200, answer.text
        return [result["status"] for result in answer.json()["results"]]

    with ThreadPoolExecutor(len(urls)) as pool:
        return list(pool.map(one, urls))


def test_a_batch_that_reaches_two_processes_at_once_is_applied_once(
    office: Installation, neighbour: Installation
) -> None:
    signed_in = token(office, "cadre")
    for _ in range(10):
        before = visits(office)
        answers = deliver([office.url, neighbour.url] * 2, batch(office), signed_in)
        assert sorted(status for answer in answers for status in answer) == ["applied"] * 3 + ["duplicate"] * 9
        assert visits(office) == before + 3


def test_a_session_of_one_process_is_known_to_the_other_and_ended_on_both(
    office: Installation, neighbour: Installation
) -> None:
    cookie = {"cookie": f"linju={token(office, 'cadre')}"}
    for url in (office.url, neighbour.url):
        assert httpx.get(url + "/api/me?device=phone-0001", headers=cookie).status_code == 200
    assert httpx.post(office.url + "/auth/logout", headers=cookie | {"origin": office.url}).status_code == 303
    for url in (office.url, neighbour.url):
        assert httpx.get(url + "/api/me?device=phone-0001", headers=cookie).status_code == 401


def test_a_screen_goes_on_with_another_worker_when_its_own_dies(office: Installation, browse) -> None:
    """Both workers are killed; the page finds a new one by itself, and what it saves there is saved."""
    page, frames = browse(), []
    page.on("websocket", lambda socket: socket.on("framereceived", lambda frame: frames.append(frame)))
    office.sign_in(page.context, "admin")
    page.goto(office.url + "/admin/visits")
    expect(page.get_by_role("button", name="普通住户")).to_be_visible()
    killed = workers_of(office)
    assert len(killed) == 2
    frames.clear()
    for pid in killed:
        os.kill(pid, signal.SIGKILL)
    while not any("delta" in str(frame) for frame in frames):  # until a new worker has told the page its state
        page.wait_for_timeout(50)
    page.get_by_role("button", name="普通住户").click()
    page.get_by_label("间隔几天").fill("90")
    page.get_by_label("怎么说").fill("应每季度走访")
    page.get_by_label("出处").fill("本社区自定")
    page.get_by_role("button", name="保存").click()
    expect(page.get_by_role("button", name="普通住户")).to_contain_text("90 天", timeout=30_000)
    assert not set(killed) & set(workers_of(office))
    with Session(office.engine) as session:
        assert session.exec(select(VisitInterval.days).where(VisitInterval.code == "")).one() == 90


def workers_of(office: Installation) -> list[int]:
    """The processes that answer: granian's children, without Python's own helper."""
    assert office.process is not None
    parent = office.process.pid
    children = Path(f"/proc/{parent}/task/{parent}/children").read_text().split()
    return [int(pid) for pid in children if b"spawn_main" in Path(f"/proc/{pid}/cmdline").read_bytes()]


def send_at_once(houses: list[Installation], forms: list[dict[str, str]], code: str) -> list[str]:
    """Everybody sends the form of the door at the same moment, to one machine or the other. The pages they get."""
    ready = Barrier(len(forms))

    def come(number: int) -> str:
        house = houses[number % len(houses)]
        with httpx.Client(base_url=house.url, headers={"origin": house.url}, timeout=60) as phone:
            phone.get("/healthz")
            ready.wait(60)
            page = phone.post(f"/e/{code}", data=forms[number]).text
        return page.partition('data-view="')[2].partition('"')[0]

    with ThreadPoolExecutor(len(forms)) as pool:
        return list(pool.map(come, range(len(forms))))


def door(office: Installation, **columns: Any) -> tuple[UUID, str]:
    """An event with an open door, and the code on its wall."""
    event_id = UUID(open_event(office, **columns))
    key = KeyRing(office.home / "keys").derive("event-code", str(event_id))
    return event_id, rotating(key, columns["short"], window_at(time()))


def came(office: Installation, event_id: UUID) -> int:
    with Session(office.engine) as session:
        here = Attendee.event_id == event_id, col(Attendee.came_at).is_not(None)
        return session.exec(select(func.count()).select_from(Attendee).where(*here)).one()


def test_of_32_check_ins_of_one_person_at_three_processes_one_is_the_first(office, neighbour) -> None:
    event_id, code = door(office, short="K7M2QX")
    views = send_at_once([office, neighbour], [{"name": "郑来福", "phone": "13800004321"}] * 32, code)
    assert Counter(views) == {"enter": 1, "already": 31}
    assert came(office, event_id) == 1


def test_no_more_come_in_at_three_processes_than_there_are_places(office, neighbour) -> None:
    event_id, code = door(office, short="K7M2QY", capacity=9)
    forms = [{"name": f"来客{n}", "phone": f"1380000{n:04}"} for n in range(32)]
    assert Counter(send_at_once([office, neighbour], forms, code)) == {"enter": 9, "full": 23}
    assert came(office, event_id) == 9
