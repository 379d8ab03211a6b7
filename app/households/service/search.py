"""查找 on the server: one statement over 20,000 people. The phone searches its own copy (`app/directory`)."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import ColumnElement, and_, case, false, literal, or_
from sqlalchemy import select as sql_select
from sqlmodel import Session, col

from app.accounts.rules import Actor, Permission
from app.households.address import Address
from app.households.models import Building, Door, Household, Person
from app.households.rules.search import Kind, Term, read_search
from app.households.service.reach import LIVES_THERE, reach
from app.shared.crypto import blind_index

MOST = 50  # results; a longer list helps nobody at a door


@dataclass(frozen=True, slots=True)
class Found:
    """One person found. `matched` says by what: name, pinyin, door, phone, identity. `born` is a year or None."""

    id: str
    household_id: str
    name: str
    door: str
    relation: str
    born: int | None
    matched: str
    tail: str  # the last four that matched, else empty


def search(session: Session, who: Actor, text: str, limit: int = MOST) -> list[Found]:
    """The people of their doors that fit every term of `text`, best first, then as people climb.

    Exact names come before beginnings, those before parts. Numbers are looked up only where they may read the whole
    household; a neighbour leader finds by name and door. An empty text finds nobody.
    """
    terms = read_search(text)
    if not terms:
        return []
    names, read = (reach(who, p) for p in (Permission.HOUSEHOLD_NAMES, Permission.HOUSEHOLD_READ))
    fits = [or_(and_(names, _openly(term)), and_(read, _by_number(term))) for term in terms]
    columns: Any = (
        Person.id, Person.household_id, Person.name, Door.label, Person.relation, Person.born_on,
        case((read, col(Person.phone_last4)), else_=""), case((read, col(Person.identity_last4)), else_=""),
        Person.pinyin, Person.initials, case((read, literal(1)), else_=literal(0)),
    )  # fmt: skip
    wanted = (
        sql_select(*columns)
        .join(Household, col(Person.household_id) == col(Household.id))
        .join(Door, col(Household.door_id) == col(Door.id))
        .join(Building, col(Door.building_id) == col(Building.id))
        .where(or_(names, read), *LIVES_THERE, *fits)
        .order_by(_rank(terms[0]), col(Door.climb_key), col(Person.id))
        .limit(max(1, min(limit, MOST)))
    )
    return [_found(terms[0], *row) for row in session.execute(wanted)]


def _openly(term: Term) -> ColumnElement[bool]:
    """By what everybody may know who may name the household: name and door."""
    parts: list[ColumnElement[bool]] = [false()]
    if Kind.NAME in term.kinds:
        parts += [col(Person.name).contains(term.text, autoescape=True)]
        parts += [col(Door.label).contains(term.text, autoescape=True)]
    if Kind.LETTERS in term.kinds:
        parts += [col(Person.pinyin).contains(term.text), col(Person.initials).contains(term.text)]
    parts += [_behind(reading) for reading in term.readings]
    return or_(*parts)


def _by_number(term: Term) -> ColumnElement[bool]:
    if Kind.PHONE in term.kinds:
        return col(Person.phone_index) == blind_index("phone", term.text)
    if Kind.IDENTITY in term.kinds:
        return col(Person.identity_index) == blind_index("identity", term.text)
    if Kind.TAIL in term.kinds:
        tail = term.text.upper()
        return or_(col(Person.phone_last4) == tail, col(Person.identity_last4) == tail)
    return false()


def _behind(at: Address) -> ColumnElement[bool]:
    """Doors that have the parts an address names. A mere name (传达室) is looked for in the label."""
    parts: list[ColumnElement[bool]] = []
    if at.estate:
        parts.append(col(Building.estate).contains(at.estate, autoescape=True))
    if at.building:
        parts.append(col(Building.label) == at.building_label)
    if at.unit:
        parts.append(col(Door.unit) == at.unit)
    if at.room and not at.room.isascii():
        parts.append(col(Door.label).contains(at.room, autoescape=True))
    elif at.room:
        parts.append(col(Door.room) == at.room)
    if at.floor is not None and (not at.room or at.floor < 0):
        parts.append(col(Door.floor) == at.floor)
    return and_(*parts) if parts else false()


def _rank(term: Term) -> ColumnElement[Any]:
    """0 is best: the whole name, then its beginning, then its parts."""
    text = term.text
    if Kind.NAME in term.kinds:
        name = col(Person.name)
        return case(
            (name == text, 0), (name.startswith(text, autoescape=True), 1), (name.contains(text, autoescape=True), 2),
            else_=9,
        )  # fmt: skip
    if Kind.LETTERS in term.kinds:
        pinyin, initials = col(Person.pinyin), col(Person.initials)
        return case(
            (or_(pinyin == text, initials == text), 0), (initials.startswith(text), 1), (pinyin.startswith(text), 1),
            else_=2,
        )  # fmt: skip
    return literal(0)


def _found(
    term: Term, person: Any, home: Any, name: str, door: str, relation: str, born: Any, phone: str, identity: str,
    pinyin: str, initials: str, whole: int,
) -> Found:  # fmt: skip
    matched, tail = _matched(term, name, pinyin + " " + initials, phone, identity)
    year = born.year if born and whole else None
    return Found(str(person), str(home), name, door, relation, year, matched, tail)


def _matched(term: Term, name: str, spelt: str, phone: str, identity: str) -> tuple[str, str]:
    if Kind.PHONE in term.kinds:
        return "phone", phone
    if Kind.IDENTITY in term.kinds:
        return "identity", identity
    if Kind.TAIL in term.kinds and term.text.upper() in (phone, identity):
        return ("phone", phone) if phone == term.text.upper() else ("identity", identity)
    if Kind.LETTERS in term.kinds and term.text in spelt:
        return "pinyin", ""
    return ("name", "") if Kind.NAME in term.kinds and term.text in name else ("door", "")
