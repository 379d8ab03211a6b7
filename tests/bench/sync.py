"""1,000 visits that 100 phones kept without signal, all coming back at once. Budget: ≥ 300/s applied, none lost.

Once on the installation of the bench (SQLite) and once on a PostgreSQL of its own. The load generator runs on the same
machine and is counted.
"""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import httpx
from pydantic_core import to_json
from sqlmodel import Session, col, func, select

from app.accounts.models import Account, Grant
from app.accounts.models import Role as Part
from app.accounts.service.sessions import start_session
from app.households.models import Community, Household, Person
from app.shared.clock import now
from app.shared.ids import new_id
from app.visits.models import Visit
from tests.e2e.installation import Installation
from tests.postgres import postgres

PHONES, EACH = 100, 10
BUDGET = 300  # applied a second


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """The rate of one arrival on an installation that holds the demo community, and on the same on PostgreSQL."""
    yield from _one_arrival(installation, "sync")
    with _on_postgres() as other:
        yield from _one_arrival(other, "sync_postgresql")


def _one_arrival(installation: Installation, name: str) -> Iterator[dict[str, Any]]:
    tokens, homes = _prepare(installation)
    bodies = [to_json(_batch(phone, homes)) for phone in range(PHONES)]
    before = _visits(installation)
    answers, seconds = asyncio.run(_arrive(installation.url, tokens, bodies))
    applied = sum(result["status"] == "applied" for answer in answers for result in answer["results"])
    lost = PHONES * EACH - (_visits(installation) - before)
    rate = round(applied / seconds, 1)
    yield {"bench": f"{name}_rate", "value": rate, "unit": "visits/s", "budget": BUDGET, "n": applied}
    yield {"bench": f"{name}_lost", "value": lost, "unit": "visits", "budget": 0, "n": PHONES * EACH}


@contextmanager
def _on_postgres() -> Iterator[Installation]:
    with postgres() as url, TemporaryDirectory(prefix="linju-bench-pg-") as home:
        other = Installation(Path(home, "home"), url)
        other.home.mkdir(mode=0o700)
        try:
            seeded = other.run("demo")
            assert seeded.returncode == 0, seeded.stderr
            yield other.start()
        finally:
            other.remove()


def _prepare(installation: Installation) -> tuple[list[str], list[tuple[str, str]]]:
    """A token per phone, and as many households, each with somebody who lives there."""
    with Session(installation.engine) as session, session.begin():
        community = session.exec(select(Community)).one()
        people = [Account(login=f"bench-{n}-{new_id()}", name=f"手机 {n}") for n in range(PHONES)]
        session.add_all(people)
        session.flush()
        session.add_all(Grant(account_id=one.id, role=Part.CADRE, community_id=community.id) for one in people)
        tokens = [start_session(session, one.id, "bench", "127.0.0.1", now()) for one in people]
        living = select(Household.id, Person.id).join(Person, col(Person.household_id) == col(Household.id))
        homes = {str(home): str(person) for home, person in session.exec(living)}
        return tokens, list(homes.items())[: PHONES * EACH]


def _batch(phone: int, homes: list[tuple[str, str]]) -> dict[str, Any]:
    mine = homes[phone * EACH : (phone + 1) * EACH]
    moment = datetime.now(UTC).isoformat()
    commands = [_visit(home, person, moment, place) for place, (home, person) in enumerate(mine)]
    return {
        "device_id": f"bench-phone-{phone:04}",
        "sent_at": moment,
        "heartbeat": _heartbeat(commands),
        "commands": commands,
    }


def _heartbeat(commands: list[dict[str, Any]]) -> dict[str, Any]:
    """How a phone is that holds all of them unsent, as `outbox.js` tells it."""
    waiting = [
        {"id": one["id"], "number": number, "label": "1栋2单元501", "made_at": one["made_at"]}
        for number, one in enumerate(commands, start=1)
    ]
    return {
        "unsent": len(commands), "quarantined": 0, "oldest_unsent_at": commands[0]["made_at"], "persisted": True,
        "quota": 10_737_658_238, "usage": 2_400_000, "engine": "Chromium 140", "clock_drift_ms": 120,
        "last_number": len(commands), "waiting": waiting,
    }  # fmt: skip


def _visit(home: str, person: str, moment: str, place: int) -> dict[str, Any]:
    """An ordinary visit: somebody met, a topic, a note; one in ten finds a need."""
    needs = [] if place else [{"category": "repair", "text": "楼道灯坏了，晚上看不清台阶。", "urgency": "soon"}]
    data = {
        "household_id": home, "started_at": moment, "mode": "visit", "outcome": "met", "people": [person],
        "topics": ["health"], "note": "一切都好，提醒关好煤气。", "needs": needs, "corrections": [], "photos": [],
    }  # fmt: skip
    return {"id": str(new_id()), "kind": "visit.log", "version": 1, "made_at": moment, "data": data}


async def _arrive(url: str, tokens: list[str], bodies: list[bytes]) -> tuple[list[dict[str, Any]], float]:
    """The answers, and the seconds from the first request to the last answer."""
    limits = httpx.Limits(max_connections=PHONES)
    headers = {"origin": url, "content-type": "application/json"}
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=120, headers=headers) as client:

        async def send(token: str, body: bytes) -> httpx.Response:
            answer = await client.post("/api/commands", content=body, headers={"cookie": f"linju={token}"})
            return answer.raise_for_status()

        started = time.perf_counter()
        answers = await asyncio.gather(*map(send, tokens, bodies))
        seconds = time.perf_counter() - started
        return [answer.json() for answer in answers], seconds


def _visits(installation: Installation) -> int:
    with Session(installation.engine) as session:
        return session.exec(select(func.count()).select_from(Visit)).one()
