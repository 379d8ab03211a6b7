"""What a community has set about health checks."""

from __future__ import annotations

from uuid import UUID

from sqlalchemy import Index
from sqlmodel import Field

from app.shared.tables import Dated


class HealthSettings(Dated, table=True):
    """As it holds now; where each value is from: `HealthSettingChange`. No row: `rules.settings.Settings()`."""

    community_id: UUID = Field(foreign_key="community.id", unique=True)
    rest_seconds: int = 300  # to sit before the first reading
    between_seconds: int = 60  # from one reading to the next
    third_over: int = 5  # mmHg between two readings above which a third is asked for
    urgent_systolic: int = 180  # mmHg, from here on
    urgent_diastolic: int = 110
    urgent_spo2: int = 90  # %, below
    urgent_glucose_high: int = 167  # tenths of mmol/L, from here on
    urgent_glucose_low: int = 39  # tenths of mmol/L, up to here
    urgent_pulse_low: int = 0  # per minute, below; 0: never
    urgent_pulse_high: int = 0  # above; 0: never
    urgent_temperature: int = 0  # tenths of a degree, from here on; 0: never
    idle_seconds: int = 60  # without a touch, after which the tablet signs out
    keep_years: int = 5  # for which readings are kept
    link_hours: int = 24  # for which the code on a printed page opens the record
    hide_below: int = 5  # counts of the programme that are not shown


class HealthSettingChange(Dated, table=True):
    """That somebody set one of them, and where the value is from. The last one of a `name` is what holds."""

    __table_args__ = (Index("ix_healthsettingchange_community_id_name", "community_id", "name"),)

    community_id: UUID = Field(foreign_key="community.id")
    name: str = Field(max_length=32)  # of a column of `HealthSettings`
    value: int
    source: str = Field(max_length=200)
    set_by: UUID | None = Field(default=None, foreign_key="account.id")
