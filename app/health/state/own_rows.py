"""Every reading as the owner's screen lists it, and who has looked."""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlmodel import Session

from app.accounts.rules import Actor
from app.health.chart.words import around, whole
from app.health.models import Measure
from app.health.rules.measures import MEASURE_NAMES, SPECS
from app.health.rules.series import checks_of
from app.health.service.listing import page_of
from app.health.service.looks import looks_of
from app.health.service.openings import openings_of
from app.health.service.readings import ReadingRow
from app.health.service.trends import measures_kept
from app.health.service.whose import own_of
from app.health.state.at_owner import one_of
from app.health.state.correcting import shown
from app.health.state.rows import in_both, said
from app.households.models import Community
from app.shared.both import Both
from app.shared.clock import local_time

LOOKS = 20


@dataclass
class FieldRow:
    """A value to put right. `value`: as it stands; empty where there is none."""

    name: str = ""
    value: str = ""
    needed: bool = True


@dataclass
class OwnRow:
    """A reading as it was read off."""

    id: str = ""
    measure: str = ""
    name: Both = field(default_factory=Both)
    value: Both = field(default_factory=Both)
    around: Both = field(default_factory=Both)
    at: str = ""
    day: str = ""
    clock: str = ""
    context: str = ""
    fields: list[FieldRow] = field(default_factory=list)


@dataclass
class LookRow:
    """Somebody looked, or opened it with the pass. `kind`: clinician, family, link, client; `what`: page, print, fhir;
    or that of an `Opening`."""

    at: str = ""
    kind: str = ""
    name: str = ""
    what: str = ""


@dataclass
class Own:
    """A page of readings. `child`: those of a child one answers for."""

    name: str = ""
    child: bool = False
    measures: list[str] = field(default_factory=list)
    rows: list[OwnRow] = field(default_factory=list)
    total: int = 0
    page: int = 0
    last: int = 0  # page
    looks: list[LookRow] = field(default_factory=list)
    openings: list[LookRow] = field(default_factory=list)


def own_page(
    session: Session, who: Actor, person_id: UUID | None, measure: str, page: int, size: int, moment: datetime
) -> Own:
    """Raises `NotFound`."""
    owner, whose = own_of(session, who, moment, person_id)
    zone = session.get_one(Community, whose.community_id).zone
    chosen = one_of(Measure, measure)
    found = page_of(session, whose.person_id, chosen, page, size)
    looks, openings = looks_of(session, whose.person_id, LOOKS), openings_of(session, whose)
    return Own(
        whose.name, whose.person_id != owner.person_id, [one.value for one in measures_kept(session, whose.person_id)],
        [own_row(row, zone) for row in found.rows], found.total, found.number, max(0, (found.total - 1) // size),
        [LookRow(local_time(one.at, zone), one.kind.value, one.name, one.what) for one in looks],
        [LookRow(local_time(one.at, zone), "", one.name, one.what) for one in openings],
    )  # fmt: skip


def own_row(row: ReadingRow, zone: str) -> OwnRow:
    """A reading by itself, not the mean of its check."""
    (spot,) = checks_of([row], zone)
    values: dict[str, Any] = row.taken.values
    spec = SPECS[row.measure]
    fields = [
        FieldRow(name, shown(values[name]) if name in values else "", name in spec.needed and name in values)
        for name in spec.fields
    ]
    return OwnRow(
        str(row.id), row.measure.value, said(MEASURE_NAMES[row.measure]), in_both(whole, row.measure.value, spot),
        in_both(around, spot), f"{spot.at:%Y-%m-%d %H:%M}", f"{spot.at:%Y-%m-%d}", f"{spot.at:%H:%M}",
        row.taken.context, fields,
    )  # fmt: skip
