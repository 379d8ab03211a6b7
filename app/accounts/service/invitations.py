"""Verbs of invitations: a one-time link with which somebody makes their account, or chooses a new password."""

from __future__ import annotations

import secrets
from dataclasses import dataclass
from datetime import datetime, timedelta
from uuid import UUID

from sqlmodel import Session, col, select

from app.accounts.models import Account, Invitation, Role
from app.accounts.rules import Actor
from app.accounts.rules.people import Place, manages
from app.accounts.service.people import account_managed, check_place, new_account, new_grant, note_about
from app.accounts.service.records import record
from app.accounts.service.sessions import hash_token, revoke_all_of
from app.shared.errors import NotFound, Refused
from app.shared.text import one_line

# A paper with the QR may lie in an in-tray over a long holiday (国庆 and 春节: 7 to 8 days off); longer is a risk.
DAYS = (1, 3, 10)
RESET_LASTS = timedelta(days=1)  # asked for by somebody who waits for it


@dataclass(frozen=True)
class Offer:
    """What an invitation offers. `login` is fixed when it is a new password for an existing account."""

    name: str
    role: Role | None
    login: str | None


def invite(
    session: Session, who: Actor, name: str, role: Role, place: Place, days: int, now: datetime
) -> tuple[Invitation, str]:
    """Invite a new person into the own scope. Returns the row and the token of its link, which is not stored."""
    check_place(session, who, place)
    if days not in DAYS:
        raise Refused("bad_days", "请选择有效期。", field="days")
    row = Invitation(
        token_hash="", name=one_line(name, 64), role=role, community_id=place.community_id, grid_id=place.grid_id,
        invited_by=who.account_id, expires_at=now + timedelta(days=days),
    )  # fmt: skip
    record(session, who, "account:invite", f"{row.name} {role}", place.community_id)
    return row, _seal(session, row)


def offer_new_password(session: Session, who: Actor, account_id: UUID, now: datetime) -> tuple[Invitation, str]:
    """For somebody who forgot theirs. The old password holds until the link is used."""
    account = account_managed(session, who, account_id)
    row = Invitation(
        token_hash="", name=account.name, account_id=account.id, invited_by=who.account_id, expires_at=now + RESET_LASTS
    )
    note_about(session, who, "account:new_password", account)
    return row, _seal(session, row)


def open_invitations(session: Session, who: Actor, now: datetime) -> list[Invitation]:
    """Invitations of new people into the own scope that can still be used, newest first."""
    query = select(Invitation).where(
        col(Invitation.used_at).is_(None), col(Invitation.revoked_at).is_(None), col(Invitation.account_id).is_(None)
    )
    rows = session.exec(query.order_by(col(Invitation.created_at).desc())).all()
    return [row for row in rows if _usable(row, now) and manages(who, _place(row))]


def revoke_invitation(session: Session, who: Actor, invitation_id: UUID, now: datetime) -> None:
    """Make a link useless. Raises `NotFound`."""
    row = next((row for row in open_invitations(session, who, now) if row.id == invitation_id), None)
    if row is None:
        raise NotFound("no_invitation", "没有这个邀请。")
    row.revoked_at = now


def look_at(session: Session, token: str, now: datetime) -> Offer:
    """What a link offers. Raises `NotFound` for a used, revoked, expired or invented one: one answer."""
    row = _of_token(session, token, now)
    account = session.get(Account, row.account_id) if row.account_id else None
    return Offer(row.name, row.role, account.login if account else None)


def accept(session: Session, token: str, login: str, name: str, password_hash: str, now: datetime) -> UUID:
    """Use a link, once. Returns the account that may be signed in to. Raises `NotFound`, `Refused`, `Conflict`."""
    row = _of_token(session, token, now, lock=True)
    if row.account_id is not None:
        account = _with_new_password(session, row.account_id, password_hash, now)
    else:
        assert row.role is not None
        account = new_account(session, login, name or row.name, password_hash)
        new_grant(session, account.id, row.role, _place(row), row.invited_by)
    row.used_at = now
    row.used_by = account.id
    return account.id


def _with_new_password(session: Session, account_id: UUID, password_hash: str, now: datetime) -> Account:
    account = session.get(Account, account_id)
    if account is None or account.disabled_at is not None:
        raise _gone()
    account.password_hash = password_hash
    revoke_all_of(session, account.id, now)
    return account


def _of_token(session: Session, token: str, now: datetime, lock: bool = False) -> Invitation:
    query = select(Invitation).where(Invitation.token_hash == hash_token(token))
    # Two people with the same link: the second waits here and then finds it used.
    row = session.exec(_locked(query) if lock else query).first()
    if row is None or not _usable(row, now):
        raise _gone()
    return row


def _locked(query):  # type: ignore[no-untyped-def]
    return query.with_for_update().execution_options(populate_existing=True)


def _usable(row: Invitation, now: datetime) -> bool:
    return row.used_at is None and row.revoked_at is None and now < row.expires_at


def _gone() -> NotFound:
    return NotFound("no_invitation", "这个邀请已经用过、过期或被收回。请让管理员再发一个。")


def _seal(session: Session, row: Invitation) -> str:
    token = secrets.token_urlsafe(32)
    row.token_hash = hash_token(token)
    session.add(row)
    session.flush()
    return token


def _place(row: Invitation) -> Place:
    return Place(row.community_id, row.grid_id)
