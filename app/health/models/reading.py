"""Readings, marks, and the key of one person that seals them."""

from __future__ import annotations

from datetime import date, datetime
from enum import StrEnum
from typing import Any
from uuid import UUID

from sqlalchemy import Column, Index, LargeBinary, text
from sqlmodel import Field

from app.shared.crypto import SealedBytes
from app.shared.tables import Dated, choice, when

_CORRECTS: dict[str, Any] = {
    "sqlite_where": text("corrects IS NOT NULL"), "postgresql_where": text("corrects IS NOT NULL"),
}  # fmt: skip


class Measure(StrEnum):
    """What is measured (DOMAIN §3); the API's names. Height is kept with the weight of a `bmi`."""

    BP = "bp"
    GLUCOSE = "glucose"
    BMI = "bmi"
    WAIST = "waist"
    SPO2 = "spo2"
    TEMPERATURE = "temperature"
    PULSE = "pulse"
    URIC_ACID = "uric_acid"


class Origin(StrEnum):
    """How a reading came."""

    LOUNGE = "lounge"  # at the tablet of the lounge
    HOME = "home"  # on one's own phone
    IMPORT = "import"  # from a FHIR bundle


class DataKey(Dated, table=True):
    """The data key of a person, wrapped by the versioned master key (`shared/crypto`). Erased: the row stays, the key
    is gone, and with it whatever it sealed. Whoever agrees again gets another key in the same row.

    The row is what everything that uses or ends somebody's health data locks first. `erased_at`: the last time.
    """

    person_id: UUID = Field(foreign_key="person.id", unique=True)
    wrapped: bytes | None = Field(default=None, sa_column=Column(SealedBytes, nullable=True))
    erased_at: datetime | None = when(default=None, nullable=True)


class Reading(Dated, table=True):
    """One reading, as it was read off. `id`: made by the phone, so that a retry is the same row.

    `check_id`: readings of one sitting down (first, second, third) share it. `sealed`: JSON of `rules.reading.Taken`
    under the person's data key. `corrects`: the reading that this one stands for instead; the old one gets
    `replaced_at`. Neither value nor band lies in the clear.
    """

    __table_args__ = (
        Index("ix_reading_person_id_measure_taken_at", "person_id", "measure", "taken_at"),
        Index("ix_reading_community_id_created_at", "community_id", "created_at"),
        Index("ix_reading_corrects", "corrects", **_CORRECTS),  # or whoever deletes a row reads all the others
    )

    community_id: UUID = Field(foreign_key="community.id")
    person_id: UUID = Field(foreign_key="person.id")
    measure: Measure = choice(Measure)
    check_id: UUID = Field(index=True)
    taken_at: datetime = when()
    origin: Origin = choice(Origin)
    sealed: bytes = Field(sa_type=LargeBinary)
    corrects: UUID | None = Field(default=None, foreign_key="reading.id")
    replaced_at: datetime | None = when(default=None, nullable=True)


class MarkKind(StrEnum):
    """What somebody writes beside their readings."""

    MEDICATION = "medication"
    EVENT = "event"


class Mark(Dated, table=True):
    """A day that a chart marks: a medicine begun or changed, a stay in hospital. `sealed`: its words (≤ 60)."""

    community_id: UUID = Field(foreign_key="community.id")
    person_id: UUID = Field(foreign_key="person.id", index=True)
    kind: MarkKind = choice(MarkKind)
    day: date
    sealed: bytes = Field(sa_type=LargeBinary)
