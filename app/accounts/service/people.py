"""Verbs of accounts and roles: who is this, what holds for them, and what an admin changes."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from datetime import datetime
from typing import Any
from uuid import UUID

from sqlalchemy import ColumnElement, false, or_
from sqlalchemy.exc import IntegrityError
from sqlmodel import Session, col, select

from app.accounts import places
from app.accounts.models import Account, Grant, LeaderDoor, Role
from app.accounts.rules import Actor, Scope, holds
from app.accounts.rules.logins import check_login
from app.accounts.rules.people import Place, manages, manages_account
from app.accounts.service.records import record
from app.accounts.service.sessions import revoke_all_of
from app.shared.errors import Conflict, NotFound, Refused, SignInNeeded
from app.shared.text import one_line

_left_out: list[Any] = []


def leave_out(account_ids: Any) -> None:
    """Accounts that no admin is to see or manage: residents' own. `account_ids`: a select of their ids.

    An admin who could give one a password could read what only its owner may.
    """
    _left_out.append(account_ids)


def own_accounts() -> ColumnElement[bool]:
    """A condition on `Account`: it is a resident's own."""
    return or_(false(), *(col(Account.id).in_(one) for one in _left_out))


def actor_of(session: Session, account_id: UUID, now: datetime) -> Actor:
    """The actor behind an account. Raises `SignInNeeded` if it is unknown or disabled."""
    account = session.get(Account, account_id)
    if account is None or account.disabled_at is not None:
        raise SignInNeeded
    current = [grant for grant in grants_of(session, [account_id]) if holds(grant, now)]
    doors = doors_of(session, [grant.id for grant in current if grant.role is Role.NEIGHBOUR_LEADER])
    scopes = tuple(Scope(g.role, g.community_id, g.grid_id, frozenset(doors[g.id])) for g in current)
    return Actor(account.id, account.name, scopes)


def grants_of(session: Session, account_ids: Iterable[UUID]) -> list[Grant]:
    """Every grant of some accounts, ended ones too, oldest first."""
    query = select(Grant).where(col(Grant.account_id).in_(list(account_ids)))
    return list(session.exec(query.order_by(col(Grant.created_at), col(Grant.id))))


def doors_of(session: Session, grant_ids: Iterable[UUID]) -> dict[UUID, set[UUID]]:
    """The doors of neighbour leaders' grants."""
    doors: dict[UUID, set[UUID]] = defaultdict(set)
    wanted = list(grant_ids)
    if wanted:
        for row in session.exec(select(LeaderDoor).where(col(LeaderDoor.grant_id).in_(wanted))):
            doors[row.grant_id].add(row.door_id)
    return doors


def new_account(session: Session, login: str, name: str, password_hash: str | None) -> Account:
    """An account without any role. Asks nobody. Raises `Refused`, `Conflict` if the login is taken."""
    clean = check_login(login)
    account = Account(login=clean, name=one_line(name, 64) or clean, password_hash=password_hash)
    try:
        with session.begin_nested():
            session.add(account)
    except IntegrityError:
        raise Conflict("login_taken", "账号 {login} 已经有人用了，请换一个。", field="login", login=clean) from None
    return account


def new_grant(session: Session, account_id: UUID, role: Role, place: Place, by: UUID | None) -> Grant:
    """Give a role. Asks nobody. Raises `Conflict` if the account holds the same already."""
    same = [g for g in grants_of(session, [account_id]) if g.ended_at is None and not g.stand_in and g.role is role]
    if any((g.community_id, g.grid_id) == (place.community_id, place.grid_id) for g in same):
        raise Conflict("has_role", "这个人已经有这个角色了。")
    grant = Grant(
        account_id=account_id, role=role, community_id=place.community_id, grid_id=place.grid_id, granted_by=by
    )
    session.add(grant)
    session.flush()
    return grant


def accounts_of(session: Session, who: Actor) -> list[Account]:
    """The accounts `who` manages at least one role of, by name."""
    wanted = select(Account).where(~own_accounts()).order_by(col(Account.name), col(Account.login))
    accounts = session.exec(wanted).all()
    by_account: dict[UUID, list[Grant]] = defaultdict(list)
    for grant in grants_of(session, [account.id for account in accounts]):
        by_account[grant.account_id].append(grant)
    return [a for a in accounts if _in_reach(who, by_account[a.id])]


def account_in_reach(session: Session, who: Actor, account_id: UUID) -> Account:
    """An account `who` sees in their list. Raises `NotFound`."""
    account = session.exec(select(Account).where(Account.id == account_id, ~own_accounts())).first()
    if account is None or not _in_reach(who, grants_of(session, [account_id])):
        raise NotFound("no_account", "没有这个账号。")
    return account


def account_managed(session: Session, who: Actor, account_id: UUID) -> Account:
    """An account `who` may disable, sign out and link. Raises `NotFound`, `Refused` if it is more elsewhere."""
    account = account_in_reach(session, who, account_id)
    if not manages_account(who, map(_place, grants_of(session, [account_id]))):
        raise Refused("not_yours_alone", "这个人在别处也有角色，请由上级管理员处理。")
    return account


def disable(session: Session, who: Actor, account_id: UUID, now: datetime) -> None:
    """Nobody signs in to it any more, and who is signed in is out. Raises `Refused` for the own account."""
    account = account_managed(session, who, account_id)
    if account.id == who.account_id:
        raise Refused("own_account", "不能停用自己的账号。")
    account.disabled_at = account.disabled_at or now
    revoke_all_of(session, account.id, now)
    note_about(session, who, "account:disable", account)


def enable(session: Session, who: Actor, account_id: UUID) -> None:
    """Undo `disable`."""
    account = account_managed(session, who, account_id)
    account.disabled_at = None
    note_about(session, who, "account:enable", account)


def sign_out_everywhere(session: Session, who: Actor, account_id: UUID, now: datetime) -> None:
    """End every session of somebody else, e.g. after a lost phone."""
    account = account_managed(session, who, account_id)
    revoke_all_of(session, account.id, now)
    note_about(session, who, "account:sign_out", account)


def grant_role(session: Session, who: Actor, account_id: UUID, role: Role, place: Place) -> Grant:
    """Give a role inside the own scope. Raises `NotFound`, `Conflict`."""
    account = account_in_reach(session, who, account_id)
    check_place(session, who, place)
    grant = new_grant(session, account.id, role, place, who.account_id)
    record(session, who, "account:grant", f"{account.login} {role}", place.community_id)
    return grant


def end_grant(session: Session, who: Actor, grant_id: UUID, now: datetime) -> None:
    """Take a role away. Raises `NotFound`, `Refused` for the own admin role."""
    grant = managed_grant(session, who, grant_id)
    if grant.account_id == who.account_id and grant.role is Role.ADMIN:
        raise Refused("own_role", "不能取消自己的管理员角色。")
    grant.ended_at = grant.ended_at or now
    record(session, who, "account:end_grant", f"{_login(session, grant)} {grant.role}", grant.community_id)


def give_doors(session: Session, who: Actor, grant_id: UUID, door_ids: set[UUID]) -> None:
    """Say which doors a neighbour leader looks after: exactly these. Doors of elsewhere are left out."""
    grant = managed_grant(session, who, grant_id)
    if grant.role is not Role.NEIGHBOUR_LEADER or grant.community_id is None:
        raise Refused("not_a_leader", "只有邻长按门户负责。")
    known = {door.id for door in places.doors(session, door_ids, grant.community_id)}
    rows = session.exec(select(LeaderDoor).where(LeaderDoor.grant_id == grant.id)).all()
    for row in rows:
        if row.door_id not in known:
            session.delete(row)
    session.add_all(LeaderDoor(grant_id=grant.id, door_id=door) for door in known - {row.door_id for row in rows})
    record(session, who, "account:doors", f"{_login(session, grant)} {len(known)}", grant.community_id)


def managed_grant(session: Session, who: Actor, grant_id: UUID) -> Grant:
    """A grant inside the own scope. Raises `NotFound`."""
    grant = session.get(Grant, grant_id)
    if grant is None or not manages(who, _place(grant)) or _is_own(session, grant.account_id):
        raise NotFound("no_grant", "没有这个角色。")
    return grant


def check_place(session: Session, who: Actor, place: Place) -> None:
    """Raises `NotFound` for a place outside the own scope, or one that does not exist."""
    inside = place.grid_id is None or places.grid(session, place.grid_id).within == place.community_id
    if not inside or not manages(who, place):
        raise NotFound("no_place", "没有这个社区或网格。", field="community_id")


def note_about(session: Session, who: Actor, action: str, account: Account, more: str = "") -> None:
    """An access record about an account, for the auditors of its community if it belongs to one only."""
    places_of = {grant.community_id for grant in grants_of(session, [account.id])}
    community_id = places_of.pop() if len(places_of) == 1 else None
    record(session, who, action, f"{account.login} {more}".strip(), community_id)


def _in_reach(who: Actor, grants: list[Grant]) -> bool:
    return any(manages(who, _place(g)) for g in grants) if grants else manages(who, Place(None))


def _is_own(session: Session, account_id: UUID) -> bool:
    return session.exec(select(Account.id).where(Account.id == account_id, own_accounts())).first() is not None


def _login(session: Session, grant: Grant) -> str:
    return session.get_one(Account, grant.account_id).login


def _place(grant: Grant) -> Place:
    return Place(grant.community_id, grant.grid_id)
