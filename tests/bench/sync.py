"""1,000 visits that 100 phones kept without signal, all coming back at once. Budget: ≥ 300/s applied, none lost."""

from __future__ import annotations

import asyncio
import time
from collections.abc import Iterator
from datetime import UTC, datetime
from typing import Any

import httpx
from sqlmodel import Session, col, func, select

from app.accounts.models import Account, Grant
from app.accounts.models import Role as Part
from app.accounts.service.sessions import start_session
from app.households.models import Community, Household
from app.shared.clock import now
from app.shared.ids import new_id
from app.visits.models import Visit
from tests.e2e.installation import Installation

PHONES, EACH = 100, 10
BUDGET = 300  # applied a second


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """The rate of one arrival on an installation that holds the demo community."""
    tokens, homes = _prepare(installation)
    batches = [_batch(phone, homes) for phone in range(PHONES)]
    before = _visits(installation)
    started = time.perf_counter()
    answers = asyncio.run(_arrive(installation.url, tokens, batches))
    seconds = time.perf_counter() - started
    applied = sum(result["status"] == "applied" for answer in answers for result in answer["results"])
    lost = PHONES * EACH - (_visits(installation) - before)
    yield {
        "bench": "sync_rate",
        "value": round(applied / seconds, 1),
        "unit": "visits/s",
        "budget": f">= {BUDGET}",
        "n": applied,
    }
    yield {"bench": "sync_lost", "value": lost, "unit": "visits", "budget": "0", "n": PHONES * EACH}


def _prepare(installation: Installation) -> tuple[list[str], list[str]]:
    with Session(installation.engine) as session, session.begin():
        community = session.exec(select(Community)).one()
        people = [Account(login=f"bench-{n}-{new_id()}", name=f"手机 {n}") for n in range(PHONES)]
        session.add_all(people)
        session.flush()
        session.add_all(Grant(account_id=one.id, role=Part.CADRE, community_id=community.id) for one in people)
        tokens = [start_session(session, one.id, "bench", "127.0.0.1", now()) for one in people]
        homes = session.exec(select(Household.id).where(col(Household.moved_out_on).is_(None)).limit(PHONES * EACH))
        return tokens, [str(home) for home in homes]


def _batch(phone: int, homes: list[str]) -> dict[str, Any]:
    mine = homes[phone * EACH : (phone + 1) * EACH]
    moment = datetime.now(UTC).isoformat()
    return {
        "device_id": f"bench-phone-{phone:04}",
        "sent_at": moment,
        "commands": [_visit(home, moment) for home in mine],
    }


def _visit(home: str, moment: str) -> dict[str, Any]:
    data = {
        "household_id": home, "started_at": moment, "mode": "visit", "outcome": "met", "people": [], "topics": [],
        "note": "一切都好，提醒关好煤气。", "needs": [], "corrections": [], "photos": [],
    }  # fmt: skip
    return {"id": str(new_id()), "kind": "visit.log", "version": 1, "made_at": moment, "data": data}


async def _arrive(url: str, tokens: list[str], batches: list[dict[str, Any]]) -> list[dict[str, Any]]:
    limits = httpx.Limits(max_connections=PHONES)
    async with httpx.AsyncClient(base_url=url, limits=limits, timeout=120, headers={"origin": url}) as client:

        async def send(token: str, batch: dict[str, Any]) -> dict[str, Any]:
            answer = await client.post("/api/commands", json=batch, headers={"cookie": f"linju={token}"})
            answer.raise_for_status()
            return answer.json()

        return await asyncio.gather(*map(send, tokens, batches))


def _visits(installation: Installation) -> int:
    with Session(installation.engine) as session:
        return session.exec(select(func.count()).select_from(Visit)).one()
