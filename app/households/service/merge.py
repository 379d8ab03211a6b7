"""Two records of one person made one, with everything that was known of either kept readable."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, Literal
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.households.models import Person, PersonCareGroup, PersonChange, PersonMerge
from app.households.rules.fields import EDITABLE, shown_text, stored_text
from app.households.service import changed
from app.households.service.people import put
from app.households.service.reach import person_of
from app.shared.clock import local_day
from app.shared.clock import now as clock_now
from app.shared.errors import Conflict, Refused

Choice = Literal["keep", "absorb"]


def merge(
    session: Session,
    who: Actor,
    keep_id: UUID,
    absorb_id: UUID,
    choices: Mapping[str, Choice] | None = None,
    now: datetime | None = None,
) -> PersonMerge:
    """Let the record `keep_id` stand for both. `choices` says for a field whose value counts; without one it is the
    kept record's, or the other's where the kept one is empty.

    The absorbed record stays, points to the kept one (`merged_into`) and lies whole, sealed, in the answer's
    `snapshot`. Care groups are united, the earlier `since` counts. Both rows are locked: of two people who merge the
    same pair, the second gets `Conflict`.
    Raises `NotFound`, `Refused` (`same_person`, `field_unknown`), `Conflict` (`already_merged`).
    """
    if keep_id == absorb_id:
        raise Refused("same_person", "这是同一条记录，不用合并。")
    rows = {i: person_of(session, who, i, Permission.HOUSEHOLD_MERGE, lock=True) for i in sorted((keep_id, absorb_id))}
    keep, absorb = rows[keep_id], rows[absorb_id]
    if keep.merged_into is not None or absorb.merged_into is not None:
        raise Conflict("already_merged", "其中一条刚刚已经合并过了，请刷新后再看。")
    moment, source = now or clock_now(), f"merge:{absorb.id}"
    row = PersonMerge(
        community_id=keep.community_id, kept_id=keep.id, absorbed_id=absorb.id, merged_by=who.account_id,
        snapshot=_snapshot(session, absorb), created_at=moment,
    )  # fmt: skip
    _unite_fields(session, keep, absorb, choices or {}, who.account_id, source)
    _unite_groups(session, keep, absorb, who.account_id, local_day(moment))
    _point(session, keep, absorb, who.account_id, source)
    session.add(row)
    session.flush()
    changed.tell(session, keep.community_id, {keep.household_id, absorb.household_id})
    return row


def _snapshot(session: Session, person: Person) -> str:
    groups = session.exec(select(PersonCareGroup).where(PersonCareGroup.person_id == person.id)).all()
    fields = {name: stored_text(getattr(person, name)) for name in Person.model_fields}
    held = [{"code": g.code, "since": stored_text(g.since), "ended_on": stored_text(g.ended_on)} for g in groups]
    return json.dumps({"person": fields, "care_groups": held}, ensure_ascii=False)


def _unite_fields(
    session: Session, keep: Person, absorb: Person, choices: Mapping[str, Choice], by: UUID, source: str
) -> None:
    unknown = set(choices) - set(EDITABLE)
    if unknown:
        raise Refused("field_unknown", "没有这一项，或这一项不能改。", field=min(unknown))
    choices = dict(choices)
    if "identity_no" in choices or not keep.identity_no:  # a number without its kind would be read wrongly
        choices["identity_kind"] = choices.get("identity_no", "absorb" if absorb.identity_no else "keep")
    for field in EDITABLE:
        own, other = getattr(keep, field), getattr(absorb, field)
        takes = choices.get(field, "absorb" if own in (None, "") else "keep") == "absorb"
        if takes and (field in choices or other not in (None, "")):
            put(session, keep, field, other, by, source)
    if absorb.verified_at and (keep.verified_at is None or absorb.verified_at > keep.verified_at):
        keep.verified_at, keep.verified_by = absorb.verified_at, absorb.verified_by


def _unite_groups(session: Session, keep: Person, absorb: Person, by: UUID, day: date) -> None:
    wanted = select(PersonCareGroup).where(
        col(PersonCareGroup.person_id).in_([keep.id, absorb.id]), col(PersonCareGroup.ended_on).is_(None)
    )
    rows = session.exec(wanted).all()
    own = {row.code: row for row in rows if row.person_id == keep.id}
    for row in (row for row in rows if row.person_id == absorb.id):
        mine = own.get(row.code)
        if mine is None:
            session.add(
                PersonCareGroup(
                    community_id=keep.community_id, person_id=keep.id, code=row.code, since=row.since, set_by=by
                )
            )
        elif row.since and (mine.since is None or row.since < mine.since):
            mine.since = row.since
        row.ended_on = day


def _point(session: Session, keep: Person, absorb: Person, by: UUID, source: str) -> None:
    """The absorbed record, and all that had been merged into it, stand for the kept one now."""
    for earlier in session.exec(select(Person).where(Person.merged_into == absorb.id)):
        earlier.merged_into = keep.id
    absorb.merged_into = keep.id
    session.add(
        PersonChange(
            community_id=keep.community_id, person_id=keep.id, field="merged", old=absorb.name, new=keep.name,
            changed_by=by, source=source,
        )
    )  # fmt: skip


@dataclass(frozen=True, slots=True)
class MergeLine:
    """One merge that was made. `fields` are label and value of the absorbed record, secrets masked."""

    id: str
    kept_id: str
    kept: str
    absorbed: str
    by: str
    at: datetime
    fields: tuple[tuple[str, str], ...]


def merges_of(session: Session, who: Actor, limit: int = 20) -> list[MergeLine]:
    """The merges of their communities, newest first, with what the absorbed records said."""
    scopes = who.scopes_for(Permission.HOUSEHOLD_MERGE)
    wanted = (
        select(PersonMerge, Person.name, Account.name)
        .join(Person, col(PersonMerge.kept_id) == col(Person.id))
        .join(Account, col(PersonMerge.merged_by) == col(Account.id))
        .order_by(col(PersonMerge.created_at).desc(), col(PersonMerge.id).desc())
        .limit(limit)
    )
    if not any(scope.community_id is None for scope in scopes):
        wanted = wanted.where(col(PersonMerge.community_id).in_([s.community_id for s in scopes]))
    return [_line(row, kept, by) for row, kept, by in session.exec(wanted)]


def _line(row: PersonMerge, kept: str, by: str) -> MergeLine:
    said: dict[str, Any] = json.loads(row.snapshot)["person"]
    fields = tuple((f.label, shown_text(f.name, said.get(f.name))) for f in EDITABLE.values() if said.get(f.name))
    return MergeLine(str(row.id), str(row.kept_id), kept, said["name"], by, row.created_at, fields)
