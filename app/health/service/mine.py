"""What a screen that measures has to know of the person before it: no reading, no band."""

from __future__ import annotations

from dataclasses import asdict, dataclass
from datetime import datetime
from typing import Any

from sqlmodel import Session

from app.health.models import ConsentKind
from app.health.rules.consent import age_on, needs_guardian
from app.health.rules.settings import Settings
from app.health.service.consent import in_force
from app.health.service.settings import settings_of
from app.health.service.whose import Owner
from app.households.models import Community
from app.shared.clock import local_day


@dataclass(frozen=True)
class Mine:
    """One row of the view "health", and what the tablet asks. `age` in years, None if nobody has said when they were
    born; `sex`: male, female or empty. The rest: `HealthSettings`."""

    id: str
    name: str
    consent_keep: bool
    consent_follow_up: bool
    needs_guardian: bool
    age: int | None
    sex: str
    rest_seconds: int
    between_seconds: int
    third_over: int
    urgent_systolic: int
    urgent_diastolic: int
    urgent_spo2: int
    urgent_glucose_high: int
    urgent_glucose_low: int
    urgent_pulse_low: int
    urgent_pulse_high: int
    urgent_temperature: int
    idle_seconds: int
    keep_years: int


NOT_SHOWN = ("link_hours", "hide_below")


def mine_of(session: Session, owner: Owner, now: datetime) -> Mine:
    """Of a resident."""
    today = local_day(now, session.get_one(Community, owner.community_id).zone)
    keep, follow_up = (in_force(session, owner.person_id, kind, today) for kind in ConsentKind)
    return Mine(
        str(owner.person_id), owner.name, keep, follow_up, needs_guardian(owner.born_on, today),
        age_on(owner.born_on, today), owner.sex, **measuring_settings(settings_of(session, owner.community_id)),
    )  # fmt: skip


def measuring_settings(found: Settings) -> dict[str, Any]:
    """What is needed while measuring."""
    return {name: value for name, value in asdict(found).items() if name not in NOT_SHOWN}
