"""Readings to send, for tests of health checks."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.health.models import Measure, Origin, Reading
from app.health.payload import MeasureIn, ReadingIn
from app.health.service.measuring import keep
from app.health.service.whose import Owner
from app.shared.ids import new_id
from tests.conftest import NOW


def one(measure: Measure = Measure.BP, taken_at: datetime = NOW, **more: Any) -> ReadingIn:
    """A reading; a blood pressure of 137/84 if nothing else is said."""
    values = more.pop("values", {"systolic": 137, "diastolic": 84})
    return ReadingIn(id=more.pop("id", new_id()), measure=measure, taken_at=taken_at, values=values, **more)


def check(*readings: ReadingIn, **more: Any) -> MeasureIn:
    """A sitting down."""
    return MeasureIn(check_id=more.get("check_id", new_id()), readings=list(readings) or [one()])


def kept(session: Session, owner: Owner, *readings: ReadingIn, now: datetime = NOW) -> list[Reading]:
    """What somebody has measured and kept."""
    return keep(session, owner, check(*readings), Origin.HOME, now)
