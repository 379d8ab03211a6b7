"""A hundred thousand readings: of one person over ten years, and of a thousand people a hundred each.

Budgets: 60 ms to read and open a year (10,000) of the first, 10 ms the hundred of one of the others. The server's own
functions, in this process, on the bench's SQLite.
"""

from __future__ import annotations

import gc
import random
import time
from collections.abc import Callable, Iterator
from datetime import datetime, timedelta
from statistics import median
from typing import Any
from unittest.mock import patch
from uuid import UUID

from sqlmodel import Session, col, select

from app.health.models import Consent, ConsentKind, Measure, Origin
from app.health.rules.consent import version_of
from app.health.rules.reading import Taken
from app.health.service.erasing import erase_person
from app.health.service.measuring import write
from app.health.service.readings import ReadingRow, readings_of
from app.health.service.whose import Owner, owner_by_person
from app.households.models import Person
from app.shared import crypto
from app.shared.clock import now
from app.shared.crypto import KeyRing
from app.shared.ids import new_id
from tests.e2e.installation import Installation

READINGS, YEARS, PEOPLE, EACH = 100_000, 10, 1_000, 100
YEAR = timedelta(days=365)
RUNS = 15
KINDS: tuple[tuple[Measure, dict[str, tuple[float, float]], str], ...] = (
    (Measure.BP, {"systolic": (105, 175), "diastolic": (60, 100), "pulse": (55, 95)}, ""),
    (Measure.BP, {"systolic": (105, 175), "diastolic": (60, 100), "pulse": (55, 95)}, ""),
    (Measure.GLUCOSE, {"glucose": (4.5, 11.0)}, "fasting"),
    (Measure.BMI, {"weight": (50, 80), "height": (165, 165)}, ""),
)


def measure(installation: Installation) -> Iterator[dict[str, Any]]:
    """Milliseconds, the median of fifteen."""
    moment, ring = now(), KeyRing(installation.home / "keys")
    with patch.object(crypto, "keys", lambda: ring):
        with Session(installation.engine) as session, session.begin():
            first, *others = _owners(session, PEOPLE + 1, moment)
            _fill(session, first, READINGS, YEARS * YEAR, moment)
            for one in others:
                _fill(session, one, EACH, YEAR, moment)
        gc.collect()
        gc.freeze()  # as the server does once it has started
        with Session(installation.engine) as session:
            since, week = moment - YEAR, moment - timedelta(days=7)
            bp = [Measure.BP]
            yield _row("health_year", lambda: readings_of(session, first.person_id, None, since), 60)
            yield _row("health_year_bp", lambda: readings_of(session, first.person_id, bp, since), 60)
            yield _row("health_week", lambda: readings_of(session, first.person_id, None, week), 10)
            yield _row("health_ten_years", lambda: readings_of(session, first.person_id), None)
            chosen = iter(others * RUNS)
            yield _row("health_of_many", lambda: readings_of(session, next(chosen).person_id, None, since), 10)
        yield _erased(installation, first.person_id, first.community_id, moment)


def _row(bench: str, work: Callable[[], list[ReadingRow]], budget: float | None) -> dict[str, Any]:
    times, found = [], work()
    for _ in range(RUNS):
        started = time.perf_counter()
        found = work()
        times.append(1000 * (time.perf_counter() - started))
    assert found
    return {"bench": bench, "value": round(median(times), 1), "unit": "ms", "budget": budget, "n": len(found)}


def _erased(installation: Installation, person_id: UUID, community_id: UUID, moment: datetime) -> dict[str, Any]:
    """How long everybody else who writes waits while the largest of all is erased."""
    started = time.perf_counter()
    with Session(installation.engine) as session, session.begin():
        erase_person(session, owner_by_person(session, person_id).actor, person_id, community_id, moment)
    seconds = round(time.perf_counter() - started, 2)
    return {"bench": "health_erase_everything", "value": seconds, "unit": "s", "budget": 5, "n": READINGS}


def _owners(session: Session, count: int, moment: datetime) -> list[Owner]:
    """Residents who agree that readings are kept."""
    known = select(Consent.person_id)
    wanted = select(Person.id).where(col(Person.merged_into).is_(None), col(Person.id).not_in(known))
    people = [owner_by_person(session, one) for one in session.exec(wanted.order_by(col(Person.id)).limit(count))]
    session.add_all(
        Consent(
            community_id=one.community_id, person_id=one.person_id, kind=ConsentKind.KEEP,
            version=version_of(ConsentKind.KEEP), given_by=one.person_id, created_at=moment,
        )
        for one in people
    )  # fmt: skip
    session.flush()
    return people


def _fill(session: Session, owner: Owner, count: int, span: timedelta, moment: datetime) -> None:
    rng = random.Random(count)
    rows = [_reading(rng, moment - span * (number / count)) for number in range(count)]
    write(session, owner, rows, moment)


def _reading(rng: random.Random, at: datetime) -> ReadingRow:
    measured, ranges, context = rng.choice(KINDS)
    values = {name: round(rng.uniform(*span), 1 if span[1] < 20 else 0) for name, span in ranges.items()}
    taken = Taken(values, context, device="bluetooth:BLESmart_00000110")
    return ReadingRow(new_id(), measured, new_id(), at, Origin.HOME, taken)
