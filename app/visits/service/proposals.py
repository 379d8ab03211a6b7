"""Proposed changes of the roster: accepted or declined by somebody (the command `correction.decide` v1)."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Any
from uuid import UUID

from pydantic import ConfigDict
from sqlmodel import Session, col, select

from app.accounts.models import Account
from app.accounts.rules import Actor, Permission
from app.households.models import Door, Household, Person
from app.households.rules.fields import EDITABLE, shown_text, stored_text
from app.households.service import change_person, reach, surviving
from app.households.service.changed import tell
from app.offline.registry import Meta, command
from app.shared.clock import local_day
from app.shared.errors import Conflict, NotFound
from app.shared.i18n import N_
from app.shared.text import Said
from app.visits.models import Correction, Visit
from app.visits.service.places import Place, place_for
from app.visits.service.queries import columns


class DecideCorrection(Said):
    """`correction.decide` v1."""

    model_config = ConfigDict(extra="forbid")

    correction_id: UUID
    accept: bool


@dataclass(slots=True)
class Proposal:
    """A waiting proposal with its door, for a list. `now` and `value` as the roster shows them; secrets are whole
    only in `value`, because somebody has to judge it."""

    id: UUID
    visit_id: UUID
    household_id: UUID
    door: str
    person: str
    field: str
    label: str
    now: str
    value: str
    by: str
    on: datetime


@command("correction.decide", version=1)
def decide_correction(session: Session, who: Actor, meta: Meta, deciding: DecideCorrection) -> Correction:
    """Accept a proposal (the roster changes, with its history) or decline it.

    Raises `NotFound`, `Conflict` (decided otherwise meanwhile), `Refused` (the value no longer fits).
    """
    one = session.exec(select(Correction).where(Correction.id == deciding.correction_id).with_for_update()).first()
    place = _place(session, who, one)
    if one is None or place is None:
        raise NotFound("no_such_correction", "找不到这条更正，或者不在您负责的范围里。", field="correction_id")
    if one.decided_at is not None:
        if one.accepted == deciding.accept:
            return one
        raise _decided_meanwhile(one)
    one.decided_at, one.decided_by, one.accepted = meta.received_at, who.account_id, deciding.accept
    if deciding.accept:
        _apply(session, who, meta, one, place)
    session.flush()
    return one


def _place(session: Session, who: Actor, one: Correction | None) -> Place | None:
    visit = session.get(Visit, one.visit_id) if one else None
    try:
        return place_for(session, who, Permission.CORRECTION_DECIDE, visit.household_id) if visit else None
    except NotFound:
        return None


def _decided_meanwhile(one: Correction) -> Conflict:
    said = N_("这条更正已经有人采纳了。") if one.accepted else N_("这条更正已经有人否决了。")
    theirs = {"correction_id": str(one.id), "accept": one.accepted}
    return Conflict("decided_meanwhile", said, field="accept", fields=["accept"], theirs=theirs)


def _apply(session: Session, who: Actor, meta: Meta, one: Correction, place: Place) -> None:
    person = surviving(session, [one.person_id])[one.person_id]
    change_person(session, who, person, one.field, one.value, f"visit:{one.visit_id}", now=meta.received_at)
    if one.field == "moved_out_on":
        _close_empty_household(session, place, local_day(meta.received_at, place.zone))


def _close_empty_household(session: Session, place: Place, today: date) -> None:
    """When the last person has moved out, the household has; it leaves the round."""
    home = session.get_one(Household, place.household_id)
    people = select(Person).where(Person.household_id == home.id, col(Person.merged_into).is_(None))
    left = [person.moved_out_on for person in session.exec(people)]
    days = [day for day in left if day]
    if days and len(days) == len(left) and home.moved_out_on is None:
        home.moved_out_on = max(days)
    tell(session, place.community_id, [home.id])


def waiting_proposals(session: Session, who: Actor) -> list[Proposal]:
    """The proposals behind their doors that nobody has decided, oldest first."""
    wanted = (
        columns(Correction, Person, Visit.household_id, Door.label, Account.name)
        .join(Visit, col(Visit.id) == col(Correction.visit_id))
        .join(Account, col(Account.id) == col(Visit.visitor_id))
        .join(Person, col(Person.id) == col(Correction.person_id))
        .join(Household, col(Household.id) == col(Visit.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .where(reach(who, Permission.CORRECTION_DECIDE), col(Correction.decided_at).is_(None))
        .order_by(col(Correction.created_at), col(Correction.id))
    )
    return [_line(*row) for row in session.execute(wanted)]


def _line(one: Correction, person: Person, home: UUID, door: str, by: str) -> Proposal:
    now: Any = getattr(person, one.field)
    value = one.value if EDITABLE[one.field].secret else shown_text(one.field, one.value)
    return Proposal(
        id=one.id, visit_id=one.visit_id, household_id=home, door=door, person=person.name, field=one.field,
        label=EDITABLE[one.field].label, now=shown_text(one.field, stored_text(now)), value=value, by=by,
        on=one.created_at,
    )  # fmt: skip
