"""Finds, in any installation with people in it, who opens a screen and which home it shows."""

from __future__ import annotations

from sqlmodel import Session, col, select

from app.accounts.models import Account, Grant, Role
from app.households.models import Door, Household, Person, PersonCareGroup
from tests.e2e.installation import Installation


def login_of(house: Installation, role: str) -> str:
    """The login of somebody with this role; a cadre who has a grid of their own."""
    query = (
        select(Account.login)
        .join(Grant, col(Grant.account_id) == Account.id)
        .where(Grant.role == Role(role), col(Account.disabled_at).is_(None))
    )
    if role == Role.CADRE:
        query = query.where(col(Grant.grid_id).is_not(None))
    with Session(house.engine) as session:
        return session.exec(query.order_by(Account.login)).first() or ""


def home_of(house: Installation, login: str) -> str:
    """A household in this person's grid that somebody in a care group lives in."""
    query = (
        select(Household.id)
        .join(Door, col(Door.id) == Household.door_id)
        .join(Grant, col(Grant.grid_id) == Door.grid_id)
        .join(Account, col(Account.id) == Grant.account_id)
        .join(Person, col(Person.household_id) == Household.id)
        .join(PersonCareGroup, col(PersonCareGroup.person_id) == Person.id)
        .where(Account.login == login)
        .order_by(col(Household.id))
    )
    with Session(house.engine) as session:
        return str(session.exec(query).first() or "")


def path_of(house: Installation, path: str, login: str | None) -> str:
    """``{home}`` in a screen's path becomes a household of the person who opens it."""
    return path.replace("{home}", home_of(house, login)) if login and "{home}" in path else path
