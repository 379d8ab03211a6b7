"""Residents checking in at the door: how many a second, how long each waits, what one costs the processor.

PostgreSQL and as many workers as cores on this machine, with the load generator on it too. Each request is another
person's phone sending the form of `/e/<code>` with their pass. Mark to beat: pretix on two cores, 41 a second at 16
side by side with p95 460 ms (measured in 2026); ours must do fifteen times that in a tenth of the time.
"""

from __future__ import annotations

import asyncio
import os
import time
from base64 import b64decode
from collections.abc import Iterator
from contextlib import ExitStack
from datetime import timedelta
from pathlib import Path
from statistics import median
from tempfile import TemporaryDirectory
from typing import Any
from uuid import UUID

import httpx
from sqlmodel import Session, col, func, select

from app.accounts.models import Account, Grant, Role
from app.accounts.service.sessions import start_session
from app.events.models import Attendee, Event, SignUp, SignUpState
from app.events.rules.codes import rotating, window_at
from app.households.models import Community, Person
from app.passes.models import ResidentPass
from app.passes.rules.codes import LETTERS, digest
from app.shared.clock import now
from tests.e2e.installation import Installation
from tests.postgres import postgres
from tests.redis import redis_server

WORKERS = os.cpu_count() or 2
SIDE_BY_SIDE = {1: 300, 16: 1500, 64: 1500}  # connections: people
RATE, P95 = 15 * 41, 46.0  # a second, ms; both at 16
SHORT = "BENCH2"


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """Rate, p50, p95 and CPU per check-in, at 1, 16 and 64 side by side."""
    with ExitStack() as stack:
        url, redis = stack.enter_context(postgres()), stack.enter_context(redis_server())
        home = stack.enter_context(TemporaryDirectory(prefix="linju-bench-pg-"))
        other = Installation(Path(home, "home"), url, workers=WORKERS, settings={"LINJU_REDIS_URL": redis})
        other.home.mkdir(mode=0o700)
        stack.callback(other.remove)
        seeded = other.run("demo")
        assert seeded.returncode == 0, seeded.stderr
        other.start()
        yield from _doors(other)


def _doors(house: Installation) -> Iterator[dict[str, Any]]:
    event_id, tokens = _prepare(house)
    key = _key(house, event_id)
    asyncio.run(_come(house, key, ["warm-up"] * 40, 4))
    came = _come_count(house, event_id)
    for side_by_side, people in SIDE_BY_SIDE.items():
        passes = [tokens.pop() for _ in range(people)]
        before = _cpu(house)
        started = time.perf_counter()
        waits = asyncio.run(_come(house, key, passes, side_by_side))
        seconds = time.perf_counter() - started
        cpu = (_cpu(house) - before) * 1000 / people
        goal = (RATE, P95) if side_by_side == 16 else (None, None)
        yield _row(f"check_in_rate {side_by_side}", people / seconds, "/s", goal[0], people)
        yield _row(f"check_in_p50 {side_by_side}", median(waits) * 1000, "ms", None, people)
        yield _row(f"check_in_p95 {side_by_side}", sorted(waits)[int(people * 0.95)] * 1000, "ms", goal[1], people)
        yield _row(f"check_in_cpu {side_by_side}", cpu, "ms", None, people)
        came += people
        yield _row(f"check_in_lost {side_by_side}", came - _come_count(house, event_id), "people", 0, people)


def _row(bench: str, value: float, unit: str, budget: float | None, n: int) -> dict[str, Any]:
    return {"bench": bench, "value": round(value, 1), "unit": unit, "budget": budget, "n": n}


def _prepare(house: Installation) -> tuple[UUID, list[str]]:
    """An event that is on, to which everybody has signed up, and their passes."""
    with Session(house.engine) as session, session.begin():
        community = session.exec(select(Community)).one()
        moment = now()
        event = Event(
            community_id=community.id, short=SHORT, title="健康义诊", place="公共客厅", capacity=5000, taken=4000,
            starts_at=moment, ends_at=moment + timedelta(hours=2), published_at=moment - timedelta(days=1),
        )  # fmt: skip
        session.add(event)
        session.flush()
        with_a_pass = select(ResidentPass.person_id).where(col(ResidentPass.revoked_at).is_(None))
        people = session.exec(
            select(Person.id).where(col(Person.id).not_in(with_a_pass)).limit(sum(SIDE_BY_SIDE.values()))
        ).all()
        tokens = [_letters(n, 16) for n in range(len(people))]
        places = [
            SignUp(
                community_id=community.id, event_id=event.id, size=1, state=SignUpState.CONFIRMED, in_line=n,
                code=_letters(n, 10),
            )
            for n in range(len(people))
        ]  # fmt: skip
        session.add_all(places)
        session.flush()
        for n, (person, place) in enumerate(zip(people, places, strict=True)):
            mine = {"community_id": community.id, "person_id": person}
            session.add(Attendee(event_id=event.id, who=person, sign_up_id=place.id, **mine))
            session.add(ResidentPass(token=tokens[n], short_code=_letters(n, 6), digest=digest(tokens[n]), **mine))
        return event.id, tokens


def _letters(number: int, length: int) -> str:
    """The number in the letters of passes."""
    made = ""
    for _ in range(length):
        number, digit = divmod(number, len(LETTERS))
        made += LETTERS[digit]
    return made


def _key(house: Installation, event_id: UUID) -> bytes:
    """What the wall makes its codes with."""
    with Session(house.engine) as session, session.begin():
        staff = session.exec(select(Account).join(Grant, col(Grant.account_id) == Account.id).where(
            Grant.role == Role.CADRE)).first()  # fmt: skip
        assert staff is not None
        token = start_session(session, staff.id, "bench", "127.0.0.1", now())
    wall = httpx.get(f"{house.url}/api/events/{event_id}/wall", headers={"cookie": f"linju={token}"}).json()
    return b64decode(wall["key"])


def _request(house: Installation, key: bytes, token: str) -> bytes:
    body = f"pass={token}".encode()
    code = rotating(key, SHORT, window_at(time.time()))
    head = (
        f"POST /e/{code} HTTP/1.1\r\nhost: localhost:{house.port}\r\norigin: {house.url}\r\n"
        f"content-type: application/x-www-form-urlencoded\r\ncontent-length: {len(body)}\r\n\r\n"
    )
    return head.encode() + body


async def _come(house: Installation, key: bytes, passes: list[str], side_by_side: int) -> list[float]:
    """Seconds each waited for the whole answer. Plain connections: a comfortable client costs more than the door."""
    queue, waits = iter(passes), []

    async def phone() -> None:
        reader, writer = await asyncio.open_connection("127.0.0.1", house.port)
        for token in queue:
            started = time.perf_counter()
            writer.write(_request(house, key, token))
            head = await reader.readuntil(b"\r\n\r\n")
            length = int(head.lower().split(b"content-length: ")[1].split(b"\r\n")[0])
            body = await reader.readexactly(length)
            waits.append(time.perf_counter() - started)
            assert token == "warm-up" or b'data-view="enter"' in body, body[-600:]
        writer.close()

    await asyncio.gather(*(phone() for _ in range(side_by_side)))
    return waits


def _come_count(house: Installation, event_id: UUID) -> int:
    with Session(house.engine) as session:
        here = Attendee.event_id == event_id, col(Attendee.came_at).is_not(None)
        return session.exec(select(func.count()).select_from(Attendee).where(*here)).one()


def _cpu(house: Installation) -> float:
    """Seconds of processor that the server and its workers have used."""
    assert house.process is not None
    tick = os.sysconf("SC_CLK_TCK")
    used = 0
    for entry in Path("/proc").iterdir():
        if entry.name.isdigit() and _group(entry) == house.process.pid:
            fields = (entry / "stat").read_text().rsplit(") ", 1)[1].split()
            used += int(fields[11]) + int(fields[12])
    return used / tick


def _group(process: Path) -> int:
    try:
        return os.getpgid(int(process.name))
    except OSError:
        return -1
