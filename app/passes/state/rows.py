"""People and the pass each has now, as the desk shows them."""

from __future__ import annotations

from dataclasses import dataclass
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.rules import Actor, Permission
from app.households.models import Door, Household, Person
from app.households.service import card_of, search
from app.passes.models import ResidentPass
from app.passes.rules.codes import grouped
from app.shared.clock import local_time
from app.shared.errors import NotFound

MOST = 30  # people found


@dataclass
class PassRow:
    """Somebody, and the pass they have now. `pass_id` empty: none."""

    person: str = ""
    name: str = ""
    door: str = ""
    pass_id: str = ""
    code: str = ""
    since: str = ""
    has_pin: bool = False


def found(session: Session, who: Actor, typed: str) -> list[PassRow]:
    """By name, pinyin, door or last four digits. Raises `NotFound`."""
    if not who.may_somewhere(Permission.PASS_ISSUE):
        raise NotFound("person_unknown", "找不到这个人。")
    return rows_of(session, who, [UUID(one.id) for one in search(session, who, typed, MOST)])


def of_household(session: Session, who: Actor, household_id: UUID) -> list[PassRow]:
    """Who lives there. Raises `NotFound`."""
    return rows_of(session, who, [UUID(one.id) for one in card_of(session, who, household_id).people])


def rows_of(session: Session, who: Actor, people: list[UUID]) -> list[PassRow]:
    """In the order asked for, those who may get a pass from `who`. Raises `NotFound` when that is nobody."""
    wanted = (
        select(Person, Door.label, ResidentPass)
        .join(Household, col(Household.id) == col(Person.household_id))
        .join(Door, col(Door.id) == col(Household.door_id))
        .join(
            ResidentPass,
            (col(ResidentPass.person_id) == col(Person.id)) & col(ResidentPass.revoked_at).is_(None),
            isouter=True,
        )
        .where(col(Person.id).in_(people))
    )
    there = {
        person.id: _row(person, door, live)
        for person, door, live in session.exec(wanted)
        if who.may_within(Permission.PASS_ISSUE, person.community_id)
    }
    if people and not there:
        raise NotFound("person_unknown", "找不到这个人。")
    return [there[one] for one in people if one in there]


def _row(person: Person, door: str, live: ResidentPass | None) -> PassRow:
    row = PassRow(str(person.id), person.name, door)
    if live is not None:
        row.pass_id, row.code = str(live.id), grouped(live.short_code)
        row.since, row.has_pin = local_time(live.created_at)[:10], live.pin_hash is not None
    return row
