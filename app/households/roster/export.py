"""The register as a workbook that a clerk accepts and that imports again as the same register."""

from __future__ import annotations

import io
import re
from collections import defaultdict
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from openpyxl import Workbook
from openpyxl.cell import WriteOnlyCell
from openpyxl.styles import Alignment, Font, PatternFill
from openpyxl.utils import get_column_letter
from sqlalchemy import select
from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.accounts.service.records import record
from app.households.address import Address
from app.households.models import CareGroup, Community, Door, Grid, Household, Person, PersonCareGroup
from app.households.roster.fields import CANONICAL, Field
from app.households.rules.fields import RESIDENCY_WORDS
from app.households.service.reach import LIVES_THERE, community_of
from app.households.spelling import AddressError, address_from_columns, parse_address
from app.shared.clock import local_day

# Field → width in characters. The order a clerk reads in: where, who, what.
COLUMNS: dict[Field, int] = {
    Field.ESTATE: 14, Field.BUILDING: 9, Field.UNIT: 6, Field.ROOM: 9, Field.ADDRESS: 24, Field.HOUSEHOLD_NO: 6,
    Field.RELATION: 11, Field.NAME: 10, Field.SEX: 6, Field.IDENTITY_KIND: 10, Field.IDENTITY_NO: 21, Field.BORN_ON: 12,
    Field.ETHNICITY: 8, Field.PHONE: 15, Field.RESIDENCY: 10, Field.MISMATCH: 12, Field.REGISTERED_AT: 28,
    Field.MARRIAGE: 8, Field.EDUCATION: 10, Field.POLITICS: 12, Field.EMPLOYMENT: 14, Field.EMERGENCY_NAME: 12,
    Field.EMERGENCY_PHONE: 16, Field.CARE: 24, Field.GRID: 14, Field.USE: 10, Field.TENURE: 10, Field.MOVED_IN_ON: 12,
    Field.VERIFIED_ON: 12, Field.REMARK: 30, Field.RECORD: 38,
}  # fmt: skip

_SAME_NAME = (
    Field.RELATION,
    Field.NAME,
    Field.SEX,
    Field.IDENTITY_KIND,
    Field.IDENTITY_NO,
    Field.BORN_ON,
    Field.ETHNICITY,
    Field.PHONE,
    Field.MISMATCH,
    Field.REGISTERED_AT,
    Field.MARRIAGE,
    Field.EDUCATION,
    Field.POLITICS,
    Field.EMPLOYMENT,
    Field.EMERGENCY_NAME,
    Field.EMERGENCY_PHONE,
    Field.REMARK,
)  # fmt: skip  (called the same in the table of people)
_FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f]")  # not allowed in a workbook
_ORDER: Any = (Door.climb_key, Household.id, col(Person.relation) != "户主", Person.id)

Row = dict[Field, Any]


@dataclass(frozen=True, slots=True)
class Exported:
    """A workbook and how many people stand in it."""

    workbook: bytes
    people: int
    community: str


def export_roster(session: Session, who: Actor, *, community: str | None = None, reason: str = "") -> Exported:
    """The roster of a community of theirs as .xlsx; the export is recorded with its ``reason``.

    Raises ``NotFound`` or ``Refused`` (``which_community``).
    """
    place = community_of(session, who, Permission.ROSTER_EXPORT, community)
    people = list(_people(session, place))
    subject = f"{place.name} {len(people)} 人"
    record(session, who, Permission.ROSTER_EXPORT.value, subject, place.id, reason)
    return Exported(_workbook(place.name, [*people, *_empty_doors(session, place)]), len(people), place.name)


def _people(session: Session, place: Community) -> Iterator[Row]:
    groups, grids = _groups(session, place), _grids(session, place)
    wanted = (
        select(Person, Household, Door)
        .join(Household, col(Person.household_id) == col(Household.id))
        .join(Door, col(Household.door_id) == col(Door.id))
        .where(col(Person.community_id) == place.id, *LIVES_THERE)
        .order_by(*_ORDER)
    )
    found = session.execute(wanted).all()
    numbers = _household_numbers((door.id, household.id) for _person, household, door in found)
    for person, household, door in found:
        yield _door_columns(door, grids) | {
            **{field: getattr(person, field.value) for field in _SAME_NAME},
            Field.HOUSEHOLD_NO: numbers.get(household.id),
            Field.RESIDENCY: RESIDENCY_WORDS[person.residency] if person.residency else None,
            Field.CARE: "、".join(groups[person.id]) or "无",
            Field.MOVED_IN_ON: household.moved_in_on,
            Field.VERIFIED_ON: local_day(person.verified_at, place.zone) if person.verified_at else None,
            Field.RECORD: str(person.id),
        }


def _empty_doors(session: Session, place: Community) -> Iterator[Row]:
    """Doors behind which nobody lives: they stand on the roster, too."""
    grids = _grids(session, place)
    lived_in = (
        select(col(Household.door_id)).join(Person, col(Person.household_id) == col(Household.id)).where(*LIVES_THERE)
    )
    wanted = (
        select(Door)
        .where(col(Door.community_id) == place.id, col(Door.id).not_in(lived_in))
        .order_by(col(Door.climb_key))
    )
    for (door,) in session.execute(wanted):
        yield _door_columns(door, grids) | {Field.NAME: "空置"}


def _household_numbers(pairs: Iterable[tuple[UUID, UUID]]) -> dict[UUID, str]:
    """Numbers for the households of doors that have several."""
    by_door: dict[UUID, list[UUID]] = defaultdict(list)
    for door_id, household_id in pairs:
        if household_id not in by_door[door_id]:
            by_door[door_id].append(household_id)
    several = (households for households in by_door.values() if len(households) > 1)
    return {household: str(n) for households in several for n, household in enumerate(households, start=1)}


def _door_columns(door: Door, grids: dict[UUID, str]) -> Row:
    """Columns that read back to the same door; where they would not, only the address in one cell."""
    row: Row = {
        Field.ADDRESS: door.label, Field.GRID: grids.get(door.grid_id) if door.grid_id else None,
        Field.USE: door.use, Field.TENURE: door.tenure,
    }  # fmt: skip
    try:
        address = parse_address(door.label)
        if _from_columns(address).climb_key == address.climb_key:
            row |= {Field.ESTATE: address.estate, Field.BUILDING: address.building_label, Field.UNIT: address.unit,
                    Field.ROOM: address.room_label}  # fmt: skip
    except AddressError:
        pass
    return row


def _from_columns(address: Address) -> Address:
    return address_from_columns(address.estate, address.building_label, address.unit, "", address.room_label)


def _groups(session: Session, place: Community) -> dict[UUID, list[str]]:
    """The names of everybody's care groups, in the order of the community's list."""
    named = (
        select(PersonCareGroup.person_id, CareGroup.name)  # type: ignore[call-overload]
        .join(CareGroup, (col(CareGroup.code) == col(PersonCareGroup.code)) & (col(CareGroup.community_id) == place.id))
        .where(col(PersonCareGroup.community_id) == place.id, col(PersonCareGroup.ended_on).is_(None))
        .order_by(col(CareGroup.id))
    )
    groups: dict[UUID, list[str]] = defaultdict(list)
    for person_id, name in session.execute(named):
        groups[person_id].append(name)
    return groups


def _grids(session: Session, place: Community) -> dict[UUID, str]:
    return {grid.id: grid.name for (grid,) in session.execute(select(Grid).where(col(Grid.community_id) == place.id))}


# ---- the workbook --------------------------------------------------------------------------------


def _workbook(name: str, rows: list[Row]) -> bytes:
    book = Workbook(write_only=True)
    sheet = book.create_sheet("花名册")
    for number, width in enumerate(COLUMNS.values(), start=1):
        sheet.column_dimensions[get_column_letter(number)].width = width
    sheet.freeze_panes = "A2"
    sheet.auto_filter.ref = f"A1:{get_column_letter(len(COLUMNS))}{len(rows) + 1}"
    sheet.append([_title(sheet, CANONICAL[field]) for field in COLUMNS])
    for row in rows:
        sheet.append([_cell(sheet, row.get(field)) for field in COLUMNS])
    book.properties.title = f"{name} 花名册"
    out = io.BytesIO()
    book.save(out)
    return out.getvalue()


def _title(sheet: Any, text: str) -> WriteOnlyCell:
    cell = WriteOnlyCell(sheet, text)
    cell.font, cell.fill = Font(bold=True), PatternFill("solid", fgColor="F3E9DD")
    cell.alignment = Alignment(horizontal="center")
    return cell


def _cell(sheet: Any, value: Any) -> Any:
    """Texts stay texts: numbers keep their digits, and nothing is a formula."""
    if isinstance(value, date | datetime) or not value:
        return value or None
    text = _FORBIDDEN.sub("", str(value))
    if not text.startswith("="):
        return text
    cell = WriteOnlyCell(sheet, text)
    cell.data_type = "s"
    return cell
