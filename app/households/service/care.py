"""Who belongs to which care group (重点人群), since when and who said so."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.households.care_groups import default_care_groups
from app.households.models import CareGroup, PersonCareGroup, PersonChange
from app.households.service.changed import tell
from app.households.service.reach import person_of
from app.shared.clock import today
from app.shared.errors import NotFound, Refused


def care_groups_of(session: Session, community_id: UUID) -> Sequence[CareGroup]:
    """The list this community keeps, in its order."""
    return session.exec(
        select(CareGroup).where(CareGroup.community_id == community_id).order_by(col(CareGroup.id))
    ).all()


def add_default_care_groups(session: Session, community_id: UUID) -> None:
    """Fill the list of a new community from the shipped file. Codes it has already are left as they are."""
    known = {group.code for group in care_groups_of(session, community_id)}
    session.add_all(
        CareGroup(
            community_id=community_id, code=g.code, name=g.name, source=g.source, for_leaders=g.for_leaders
        )
        for g in default_care_groups()
        if g.code not in known
    )  # fmt: skip
    session.flush()


def set_care_group(
    session: Session, who: Actor, person_id: UUID, code: str, since: date | None = None, source: str = "desk"
) -> PersonCareGroup:
    """Put a person into a care group. In it already: nothing changes.

    Raises `NotFound` for a person that is not theirs, `Refused` (`care_group_unknown`) for an unknown code.
    """
    person = person_of(session, who, person_id, Permission.HOUSEHOLD_EDIT, lock=True)
    known = select(CareGroup.id).where(CareGroup.community_id == person.community_id, CareGroup.code == code)
    if session.exec(known).first() is None:
        raise Refused("care_group_unknown", "本社区没有这个重点人群。", field="code")
    row = in_force(session, person_id, code)
    if row is None:
        row = PersonCareGroup(
            community_id=person.community_id, person_id=person.id, code=code, since=since or today(),
            set_by=who.account_id,
        )  # fmt: skip
        session.add_all([row, _change(row, None, code, who, source)])
        tell(session, person.community_id, {person.household_id})
    return row


def end_care_group(
    session: Session, who: Actor, person_id: UUID, code: str, on: date | None = None, source: str = "desk"
) -> PersonCareGroup:
    """The person no longer belongs to the group. Raises `NotFound` when they do not, or are not theirs."""
    person = person_of(session, who, person_id, Permission.HOUSEHOLD_EDIT, lock=True)
    row = in_force(session, person_id, code)
    if row is None:
        raise NotFound("care_group_not_set", "这个人不在该重点人群里。")
    row.ended_on = on or today()
    session.add_all([row, _change(row, code, None, who, source)])
    tell(session, person.community_id, {person.household_id})
    return row


def in_force(session: Session, person_id: UUID, code: str) -> PersonCareGroup | None:
    """The membership that holds now, if any."""
    wanted = select(PersonCareGroup).where(
        PersonCareGroup.person_id == person_id, PersonCareGroup.code == code, col(PersonCareGroup.ended_on).is_(None)
    )
    return session.exec(wanted).first()


def _change(row: PersonCareGroup, old: str | None, new: str | None, who: Actor, source: str) -> PersonChange:
    return PersonChange(
        community_id=row.community_id, person_id=row.person_id, field="care_group", old=old, new=new,
        changed_by=who.account_id, source=source,
    )  # fmt: skip
