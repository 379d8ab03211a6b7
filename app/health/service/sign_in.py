"""Residents sign in on their own phone with pass and PIN: a session like any other, of an account of theirs.

The account is made at the first time and cannot be signed in to in any other way: it has no password, and no admin
sees it (`accounts.service.people.leave_out`).
"""

from __future__ import annotations

from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy.dialects import postgresql, sqlite
from sqlmodel import Session, col, select

from app.accounts.models import Account, Grant, Role
from app.accounts.rules.people import Place
from app.accounts.service.people import new_grant
from app.accounts.service.sign_in import Entry, Visitor, let_in
from app.households.models import Community, Person
from app.households.service.reach import surviving
from app.passes.models import PersonAccount, ResidentPass
from app.passes.rules.codes import read_pass
from app.passes.service import OwnPass
from app.shared.ids import new_id
from app.shared.tables import table_of


def community_for(session: Session, code: str, community: str) -> UUID | None:
    """Where a pass is to be looked for: the one that was named by its code, the only one, or the one with such a pass.

    None: nowhere. The same six letters may be a pass in two communities; then one has to be named.
    """
    ids = session.exec(select(Community.id).order_by(col(Community.code)).limit(2)).all()
    if community:
        return session.exec(select(Community.id).where(Community.code == community)).first()
    if len(ids) == 1:
        return ids[0]
    read = read_pass(code)
    which = ResidentPass.token == read.token if read.token else ResidentPass.short_code == read.short_code
    found = session.exec(select(ResidentPass.community_id).where(which, col(ResidentPass.revoked_at).is_(None))).all()
    return found[0] if read and len(set(found)) == 1 else next(iter(ids), None)


def sign_in(session: Session, own: OwnPass, visitor: Visitor, now: datetime) -> Entry:
    """Let the holder of a pass in, whose PIN was right. Raises `SignInNeeded` if the account is disabled."""
    return let_in(session, account_for(session, own.person_id, now), visitor, now)


def account_for(session: Session, person_id: UUID, now: datetime) -> UUID:
    """The account of a resident, made if missing: one, also when two phones come at the same moment."""
    person = session.get_one(Person, surviving(session, [person_id])[person_id])
    known = select(PersonAccount.account_id).where(PersonAccount.person_id == person.id)
    found = session.exec(known).first()
    if found is not None:
        return found
    login = f"r-{person.id.hex}"
    _insert(session, Account, "login", id=new_id(), login=login, name=person.name, created_at=now)
    account = session.exec(select(Account).where(Account.login == login).with_for_update()).one()
    _insert(
        session, PersonAccount, "person_id", id=new_id(), person_id=person.id, account_id=account.id, created_at=now
    )
    if session.exec(select(Grant.id).where(Grant.account_id == account.id)).first() is None:
        new_grant(session, account.id, Role.RESIDENT, Place(person.community_id), None)
    return session.exec(known).one()


def _insert(session: Session, table: Any, key: str, **row: Any) -> None:
    """Unless it is there: whoever comes second waits for the first and then finds it."""
    insert = (postgresql if session.get_bind().dialect.name == "postgresql" else sqlite).insert
    new: Any = insert(table_of(table)).values(row)
    session.execute(new.on_conflict_do_nothing(index_elements=[key]))
