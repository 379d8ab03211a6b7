"""Everything that is kept of a person, for themselves: as a table for a spreadsheet, and whole as JSON.

(FHIR: `app/health/fhir`.) Each leaves an access record that says nothing of what was in it.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable
from dataclasses import asdict
from datetime import datetime
from typing import Any
from uuid import UUID
from zoneinfo import ZoneInfo

from cryptography.exceptions import InvalidTag
from sqlmodel import Session, col, select

from app.accounts.models import AccessRecord, Account
from app.accounts.rules import Actor
from app.accounts.service.records import record
from app.health.models import Consent, FollowUp, Look, Mark, Origin, Reading, ShareGrant
from app.health.rules.measures import CONTEXT_NAMES, FIELD_NAMES, LIMITS, MEASURE_NAMES
from app.health.rules.reading import from_json
from app.health.service import keys
from app.health.service.own_data import own_rows
from app.health.service.whose import Owner, own_of
from app.households.models import Community
from app.shared.i18n import N_, translate

HEAD = (N_("时间"), N_("项目"))
TAIL = (N_("什么时候量的"), N_("哪只手臂"), N_("怎么记下的"), N_("仪器"), N_("备注"))
ORIGINS = {Origin.LOUNGE: N_("公共客厅"), Origin.HOME: N_("自己手机上"), Origin.IMPORT: N_("导入")}
ARMS = {"left": N_("左"), "right": N_("右"), "": ""}
NOT_HEARD, LOW, HIGH = N_("低压没听到"), N_("仪器显示 Lo"), N_("仪器显示 Hi")


def export_csv(session: Session, who: Actor, now: datetime, language: str = "zh", person_id: UUID | None = None) -> str:
    """A table, the newest last, for a spreadsheet (with the mark by which Excel knows UTF-8). Raises `NotFound`."""
    owner, whose = own_of(session, who, now, person_id)
    zone = ZoneInfo(session.get_one(Community, whose.community_id).zone)
    out = io.StringIO()
    table = csv.writer(out, lineterminator="\r\n")
    units = [f"{translate(FIELD_NAMES[name], language)}（{LIMITS[name].unit}）" for name in FIELD_NAMES]
    table.writerow([*(translate(one, language) for one in HEAD), *units, *(translate(one, language) for one in TAIL)])
    for row in own_rows(session, who, now, person_id):
        table.writerow(list(map(plain, _cells(row, zone, language))))
    _note(session, owner, whose, "csv")
    return "\ufeff" + out.getvalue()


def _cells(row: Any, zone: ZoneInfo, language: str) -> Iterable[str]:
    said, taken = (lambda text: translate(text, language) if text else ""), row.taken
    notes = [said(LOW if sign == "<" else HIGH) for sign in taken.comparators.values()]
    yield f"{row.taken_at.astimezone(zone):%Y-%m-%d %H:%M}"
    yield said(MEASURE_NAMES[row.measure])
    yield from (f"{taken.values[name]:g}" if name in taken.values else "" for name in FIELD_NAMES)
    yield said(CONTEXT_NAMES.get(taken.context, ""))
    yield said(ARMS.get(taken.arm, ""))
    yield said(ORIGINS[row.origin])
    yield taken.device
    yield "; ".join([*notes, *([said(NOT_HEARD)] if taken.not_heard else [])])


def plain(text: str) -> str:
    """A cell that no spreadsheet takes for a formula."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def everything(session: Session, who: Actor, now: datetime, person_id: UUID | None = None) -> dict[str, Any]:
    """All that is kept, in JSON: also readings that were corrected, and who did what with it. Raises `NotFound`."""
    owner, whose = own_of(session, who, now, person_id)
    here = whose.person_id
    made = {
        "made_at": now.isoformat(),
        "person": {"name": whose.name, "born_on": whose.born_on and whose.born_on.isoformat(), "sex": whose.sex},
        "readings": _readings(session, here),
        "marks": _marks(session, here),
        "consents": _rows(session, Consent, here, "kind", "version", "created_at", "withdrawn_at"),
        "shared": _rows(session, ShareGrant, here, "kind", "measures", "since", "until", "created_at", "revoked_at"),
        "looks": _rows(session, Look, here, "kind", "name", "what", "created_at"),
        "follow_ups": _rows(session, FollowUp, here, "band", "day", "created_at", "closed_at", "done", "note"),
        "records": records_about(session, here),
    }
    _note(session, owner, whose, "json")
    return made


def records_about(session: Session, person_id: UUID) -> list[dict[str, Any]]:
    """Who did what about this person: also that a PIN was cleared or a pass replaced, which lets somebody in."""
    wanted = (
        select(AccessRecord, Account.name)
        .join(Account, col(Account.id) == col(AccessRecord.account_id), isouter=True)
        .where(AccessRecord.subject == f"person {person_id}")
        .order_by(col(AccessRecord.created_at), col(AccessRecord.id))
    )
    return [
        {"at": row.created_at.isoformat(), "action": row.action, "by": name or "", "reason": row.reason}
        for row, name in session.exec(wanted)
    ]


def _readings(session: Session, person_id: UUID) -> list[dict[str, Any]]:
    wanted = select(Reading).where(Reading.person_id == person_id).order_by(col(Reading.taken_at), col(Reading.id))
    names = "id", "measure", "check_id", "taken_at", "origin", "corrects", "replaced_at", "created_at"
    return [
        {name: _plain(getattr(row, name)) for name in names} | asdict(from_json(found))
        for row, found in _opened(session, person_id, session.exec(wanted).all())
    ]


def _marks(session: Session, person_id: UUID) -> list[dict[str, Any]]:
    wanted = select(Mark).where(Mark.person_id == person_id).order_by(col(Mark.day), col(Mark.id))
    return [
        {"kind": row.kind.value, "day": row.day.isoformat(), "words": found.decode()}
        for row, found in _opened(session, person_id, session.exec(wanted).all())
    ]


def _opened(session: Session, person_id: UUID, rows: Iterable[Any]) -> Iterable[tuple[Any, bytes]]:
    found = list(rows)
    opened = keys.opener(session, person_id) if found else None
    for row in found:
        try:
            yield row, opened(row.sealed)  # type: ignore[misc]
        except InvalidTag:
            continue


def _rows(session: Session, table: Any, person_id: UUID, *names: str) -> list[dict[str, Any]]:
    wanted = select(table).where(table.person_id == person_id).order_by(table.created_at, table.id)
    return [{name: _plain(getattr(row, name)) for name in names} for row in session.exec(wanted)]


def _plain(value: Any) -> Any:
    if isinstance(value, UUID):
        return str(value)
    return value.isoformat() if hasattr(value, "isoformat") else value


def _note(session: Session, owner: Owner, whose: Owner, form: str) -> None:
    record(session, owner.actor, "health:export", f"person {whose.person_id}", whose.community_id, form)
    session.flush()
